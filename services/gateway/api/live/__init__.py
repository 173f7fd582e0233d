"""Live updates: /v1/events, as Server-Sent Events, by WebSocket, or a page at a time."""

from fastapi import APIRouter

from services.gateway.api.live import sockets, streams

router = APIRouter()
router.include_router(streams.router)
router.include_router(sockets.router)
