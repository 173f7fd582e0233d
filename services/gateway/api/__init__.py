"""The HTTP API: one router a resource."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from services.gateway.api import (
    accounts,
    analytics,
    auth,
    batches,
    campaigns,
    content_requests,
    keys,
    live,
    networks,
    posts,
)
from services.gateway.api.middleware import Edge
from services.gateway.api.problems import install_problem_handlers


def build_app(parts: Mapping[Any, object], *, public_url: str, max_body_bytes: int) -> FastAPI:
    """The application, without anything running.

    Args:
        parts: The use cases and what else handlers ask for, each under its class (see `parts.provided`).
        public_url: The address that clients use.
        max_body_bytes: Larger request bodies get 413.
    """
    app = FastAPI(title="Postwright", docs_url=None, redoc_url=None)
    app.state.parts = dict(parts)
    install_problem_handlers(app)
    app.add_middleware(Edge, max_body_bytes=max_body_bytes, is_https=public_url.startswith("https://"))
    for resource in (
        auth,
        keys,
        accounts,
        networks,
        campaigns,
        batches,
        content_requests,
        posts,
        analytics,
        live,
    ):
        app.include_router(resource.router)
    return app
