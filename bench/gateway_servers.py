"""The servers that bench/gateway.py sends the same requests to: `python -m bench.gateway_servers bare`."""

import copy
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import uvicorn
from fastapi import FastAPI, Request
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.api.views.campaigns import CampaignView, NewCampaign
from services.gateway.api.views.posts import NewPostBody
from services.gateway.config import Settings
from services.gateway.domain.campaigns import Campaign
from services.gateway.domain.timeline import Entry
from services.gateway.main import create_app
from services.gateway.repository import campaigns, posts, timeline
from services.gateway.usecases.live import APPEND_LIVE_EVENTS
from shared import outbox
from shared.ids import new_id
from shared.logs import configure_logs
from shared.outbox import OutboxRecord
from shared.postgres import Database, Entering
from shared.service import run, tune_garbage_collection

# The gateway comes first: it makes the tables.
SERVERS = ("ours", "bare", "same_rows")
# Whose a request is, for those that do not ask who sends it.
ORGANIZATION = "x-organization"
# Put before a path, it leads past what surrounds every request.
INNER = "/inner"
_ACTOR = json.dumps(
    {
        "user_id": str(new_id()),
        "credential": f"session:{new_id()}",
        "operation": "create",
        "request_id": str(new_id()),
        "address": "127.0.0.1",
        "user_agent": "",
    }
)


def bare(settings: Settings, *, same_rows: bool) -> FastAPI:
    """What anybody would write first: a model in, an insert, a model out.

    Args:
        settings: Names the database.
        same_rows: Write also the entry of the audit trail, and what the gateway tells of a post to its timeline and to
            whoever watches.
    """
    database = Database(settings.database_url, application_name="bare")
    # The audit trail is written by triggers, of what somebody does.
    statement = f"select set_config('app.actor', '{_ACTOR}', true)"
    entering = Entering(statement, lambda _rows: None) if same_rows else None

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await database.open()
        yield
        await database.close()

    app = FastAPI(lifespan=lifespan)

    @app.get("/readyz")
    async def ready() -> None:
        async with database.acquire() as connection:
            await connection.fetchval("select count(*) from posts where false")

    @app.post("/v1/campaigns", status_code=201)
    async def create_campaign(body: NewCampaign, request: Request) -> CampaignView:
        now = datetime.now(UTC)
        async with database.transaction(entering) as connection:
            campaign = Campaign(
                campaign_id=new_id(),
                organization_id=_organization(request),
                revision=1,
                created_by=new_id(),
                created_at=now,
                updated_at=now,
                archived_at=None,
                **body.model_dump(),
            )
            await campaigns.insert(connection, campaign)
        return CampaignView.of(campaign)

    @app.post("/v1/posts", status_code=201)
    async def create_post(body: NewPostBody, request: Request) -> dict[str, UUID]:
        post_id = new_id()
        async with database.transaction(entering) as connection:
            organization_id = _organization(request)
            post, targets = _rows(post_id, organization_id, body)
            await connection.execute(posts.QUERIES["insert_posts"], [post], targets)
            await outbox.append(
                connection,
                [OutboxRecord("post.scheduled", str(post_id), "[]", body.model_dump_json().encode())],
            )
            if same_rows:
                await timeline.append(connection, [_entry(post_id, organization_id)])
                await connection.execute(
                    APPEND_LIVE_EVENTS,
                    [organization_id],
                    ["post.scheduled"],
                    [{"post_id": str(post_id), "targets": targets}],
                    [new_id()],
                    [str(post_id)],
                )
        return {"post_id": post_id}

    return app


def _organization(request: Request) -> UUID:
    return UUID(request.headers[ORGANIZATION])


def _rows(
    post_id: UUID, organization_id: UUID, body: NewPostBody
) -> tuple[dict[str, object], list[dict[str, object]]]:
    now = datetime.now(UTC).isoformat()
    due_at = body.schedule.model_dump(mode="json")["at"]
    owned = {"post_id": str(post_id), "organization_id": str(organization_id)}
    post = owned | {
        "approval": "not_required",
        "language": "en",
        "schedule_kind": "instant",
        "due_at": due_at,
        "grace_seconds": 3_600,
        "revision": 1,
        "created_at": now,
        "updated_at": now,
    }
    targets = [
        owned
        | {
            "account_id": str(target.account_id),
            "network": "mastodon",
            "position": position,
            "text": target.text,
            "media": [],
            "details": {},
            "rendition_ids": [],
            "rendered": False,
            "occurrence_at": due_at,
            "publication_id": str(new_id()),
            "state": "scheduled",
            "state_at": now,
        }
        for position, target in enumerate(body.targets)
    ]
    return post, targets


def _entry(post_id: UUID, organization_id: UUID) -> Entry:
    return Entry(
        event_id=new_id(),
        organization_id=organization_id,
        request_id=None,
        post_id=post_id,
        kind="post.scheduled",
        at=datetime.now(UTC),
        correlation_id=str(post_id),
        causation_id=None,
        explanation="Planned.",
    )


def main(side: str) -> None:
    settings = Settings()  # from the environment
    configure_logs(settings.log, service=settings.service, instance=side)
    if side in {"bare", "same_rows"}:
        tune_garbage_collection()
        uvicorn.run(
            bare(settings, same_rows=side == "same_rows"),
            port=settings.port,
            loop="uvloop",
            log_config=None,
            access_log=False,
            server_header=False,
        )
        return
    service = create_app(settings)
    assert isinstance(service.app, Starlette)
    service.app = _with_inner(service.app)
    run(service)


def _with_inner(app: Starlette) -> ASGIApp:
    inner = copy.copy(app)
    inner.user_middleware = []

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(INNER):
            await inner({**scope, "path": scope["path"].removeprefix(INNER)}, receive, send)
        else:
            await app(scope, receive, send)

    return dispatch


if __name__ == "__main__":
    main(sys.argv[1])
