"""The documentation page: Swagger UI from our own files, so that it works offline and under our content policy."""

import asyncio
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from pydantic_core import to_json
from starlette.staticfiles import StaticFiles

_STATIC = Path(__file__).parent / "static"

router = APIRouter(include_in_schema=False)
static_files = StaticFiles(directory=_STATIC)


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    """The OpenAPI document, written in a thread when it is asked for first."""
    written: bytes | None = getattr(request.app.state, "openapi_document", None)
    if written is None:
        written = await asyncio.to_thread(_write, request.app)
        request.app.state.openapi_document = written
    return Response(written, media_type="application/json")


def _write(app: FastAPI) -> bytes:
    return to_json(app.openapi())


@router.get("/")
async def begin() -> RedirectResponse:
    """Whoever opens the installation's address in a browser wants to know what is there."""
    return RedirectResponse("/docs")


@router.get("/docs")
async def docs() -> FileResponse:
    """The page."""
    return FileResponse(_STATIC / "docs.html", media_type="text/html")
