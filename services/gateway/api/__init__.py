"""The HTTP API: one router a resource."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from services.gateway.api import accounts, auth, live, networks
from services.gateway.api.problems import install_problem_handlers


def build_app(parts: Mapping[type[Any], object], *, max_body_bytes: int) -> FastAPI:
    """The application, without anything running.

    Args:
        parts: The use cases and what else handlers ask for, each under its class (see dependencies.provided).
        max_body_bytes: Larger request bodies get 413.
    """
    app = FastAPI(title="Postwright", docs_url=None, redoc_url=None, max_body_size=max_body_bytes)
    app.state.parts = dict(parts)
    install_problem_handlers(app)
    for resource in (auth, accounts, networks, live):
        app.include_router(resource.router)
    return app
