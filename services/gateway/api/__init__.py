"""The HTTP API: one router a resource."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.routing import APIRoute, APIWebSocketRoute, iter_route_contexts
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from services.gateway.api import (
    account_pages,
    accounts,
    analytics,
    api_keys,
    approval_rules,
    audit,
    auth,
    batches,
    brand_kits,
    campaigns,
    comments,
    connections,
    content_items,
    content_requests,
    content_versions,
    docs,
    external,
    halts,
    invitations,
    keys,
    live,
    me,
    media,
    media_folders,
    media_retention,
    media_uploads,
    members,
    networks,
    notifications,
    organizations,
    plans,
    post_bulk,
    posts,
    privacy,
    problem_pages,
    projects,
    publications,
    rehearsals,
    templates,
    transforms,
    unsubscribing,
    webhooks,
    workflows,
)
from services.gateway.api.dependencies import asks_who_it_is
from services.gateway.api.middleware import Compression, Edge, HeadOfGet
from services.gateway.api.openapi import DocumentedApp
from services.gateway.api.problem_codes import PAGES
from services.gateway.api.problems import install_problem_handlers
from services.gateway.domain.policy import OPERATIONS

# What scripts of other origins may send and read besides what any may.
_ASKED_HEADERS = (
    *("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID"),
    *("Prefer", "X-Request-ID", "traceparent", "tracestate"),
)
_SHOWN_HEADERS = (
    *("Deprecation", "ETag", "Idempotency-Replayed", "Link", "Location", "Preference-Applied", "RateLimit"),
    *("RateLimit-Policy", "Retry-After", "Sunset", "WWW-Authenticate", "X-Request-ID", "traceparent"),
)
_PREFLIGHT_SECONDS = 86_400
# Those that are asked for most stand first: a request is held against one after the other.
_ROUTERS = (
    post_bulk.router,
    posts.router,
    campaigns.router,
    batches.router,
    content_requests.router,
    auth.router,
    me.router,
    external.router,
    account_pages.router,
    organizations.router,
    plans.router,
    members.router,
    invitations.router,
    audit.router,
    api_keys.router,
    keys.router,
    accounts.router,
    connections.router,
    networks.router,
    brand_kits.router,
    projects.router,
    templates.router,
    transforms.router,
    content_items.router,
    content_versions.router,
    comments.router,
    approval_rules.router,
    workflows.router,
    publications.router,
    halts.router,
    rehearsals.router,
    privacy.router,
    analytics.router,
    media_folders.router,
    media_retention.router,
    media_uploads.router,
    media.router,
    live.router,
    notifications.router,
    unsubscribing.router,
    webhooks.router,
    docs.router,
    problem_pages.router,
    media.public,
    templates.library_router,
)


def build_app(
    parts: Mapping[Any, object],
    *,
    public_url: str,
    max_body_bytes: int,
    max_upload_bytes: int,
    cors_origins: Sequence[str] = (),
    trusted_proxies: Sequence[str] = (),
) -> FastAPI:
    """The application, without anything running.

    Args:
        parts: The use cases and what else handlers ask for, each under its class (see `parts.provided`).
        public_url: The address that clients use.
        max_body_bytes: Larger request bodies get 413.
        max_upload_bytes: The same where files are sent.
        cors_origins: Front ends of other origins whose scripts may call the API.
        trusted_proxies: Addresses and networks whose X-Forwarded-For is believed.
    """
    app = DocumentedApp(
        public_url=public_url,
        title="Postwright",
        version="1",
        docs_url=None,
        # docs.py serves it: to write it takes seconds, in which nothing else would be answered.
        openapi_url=None,
        redoc_url=None,
        # A redirect would go wherever the Host header says.
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
    )
    app.state.parts = dict(parts)
    app.state.query_names = {}
    app.state.public_url = public_url.rstrip("/")
    app.state.problem_pages = f"{public_url.rstrip('/')}{PAGES}/"
    install_problem_handlers(app)
    app.add_middleware(
        Edge,
        max_body_bytes=max_body_bytes,
        max_upload_bytes=max_upload_bytes,
        is_https=public_url.startswith("https://"),
    )
    app.add_middleware(Compression)
    app.add_middleware(HeadOfGet)
    if cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=cors_origins,
            allow_methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=_ASKED_HEADERS,
            expose_headers=_SHOWN_HEADERS,
            max_age=_PREFLIGHT_SECONDS,
        )
    if trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(trusted_proxies))
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/docs/static", docs.static_files)
    _require_policy(app)
    return app


def _require_policy(app: FastAPI) -> None:
    """An operation that nobody has decided about, or that asks nobody who they are, is no operation.

    Raises:
        RuntimeError: There is such an operation.
    """
    routes = [context.original_route for context in iter_route_contexts(app.routes)]
    names = {
        route.name
        for route in routes
        if isinstance(route, APIWebSocketRoute) or (isinstance(route, APIRoute) and route.include_in_schema)
    }
    undecided = sorted(names - OPERATIONS.keys())
    if undecided:
        raise RuntimeError(f"services/gateway/domain/policy.py has no line for {', '.join(undecided)}")
    open_to_all = sorted(
        route.name
        for route in routes
        if isinstance(route, APIRoute)
        and OPERATIONS.get(route.name, "public") != "public"
        and not asks_who_it_is(route.dependant)
    )
    if open_to_all:
        raise RuntimeError(f"nobody is asked who they are by {', '.join(open_to_all)}: name SignedIn there")


def _operation_id(route: APIRoute) -> str:
    """The handler's name: what generated clients call the operation."""
    return route.name
