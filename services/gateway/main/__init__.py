"""Composition root: the only package that knows every class."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from services.gateway.api import build_app
from services.gateway.cache import FastRedis
from services.gateway.config import Settings
from services.gateway.consumers import routes
from services.gateway.live_feed import LiveFeed
from services.gateway.main.connecting import connecting
from services.gateway.main.content import content
from services.gateway.main.editorial import editorial
from services.gateway.main.media import media
from services.gateway.main.people import people
from services.gateway.main.privacy import HOLDINGS, privacy
from services.gateway.main.resources import SERVICE_FOLDER, Area, Resources
from services.gateway.main.telling import telling
from services.gateway.main.templates import templates
from services.gateway.main.tenants import tenants
from services.gateway.main.webhooks import webhooks
from services.gateway.metrics import Metrics
from services.gateway.tenancy import TENANT_ROLE, Tenancy
from services.gateway.workers import Housekeeping
from shared import capabilities
from shared.capabilities import Registry
from shared.clock import Clock, SystemClock
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.service import Service
from shared.unit_of_work import UnitOfWorkFactory

__all__ = ["HOLDINGS", "create_app"]

AREAS = (people, tenants, connecting, content, editorial, media, telling, privacy, webhooks, templates)


def create_app(settings: Settings, *, clock: Clock | None = None) -> Service:
    """The gateway, put together and not started."""
    clock = clock or SystemClock()
    metrics = Metrics(CollectorRegistry())
    tenants = Database(settings.database_url, role=TENANT_ROLE, application_name="gateway-tenants")
    resources = Resources(
        settings=settings,
        clock=clock,
        metrics=metrics,
        owner=Database(settings.database_url, application_name="gateway"),
        tenancy=Tenancy(UnitOfWorkFactory(tenants, settings.service, clock)),
        redis=FastRedis(settings.redis_url, clock, metrics),
        registry=capabilities.load(),
        objects=ObjectStore(settings.objects),
    )
    areas = [_foundation(resources), *(area(resources) for area in AREAS)]
    parts: dict[Any, Any] = {kind: part for area in areas for kind, part in area.parts.items()}
    live_feed: LiveFeed = parts[LiveFeed]
    return Service(
        settings,
        database=resources.owner,
        connections=[tenants, resources.redis, *(one for area in areas for one in area.connections)],
        metrics=metrics,
        migrations=SERVICE_FOLDER / "migrations",
        routes=routes(parts),
        workers=[worker for area in areas for worker in area.workers],
        http=_http(settings, parts),
        end_streams=live_feed.end_all,
        clock=clock,
    )


def _foundation(resources: Resources) -> Area:
    housekeeping = Housekeeping(
        resources.owner,
        resources.queries("housekeeping"),
        resources.clock,
        live_event_hours=resources.settings.live_event_hours,
        webhook_log_days=resources.settings.webhook_log_days,
    )
    return Area(
        {
            Tenancy: resources.tenancy,
            Registry: resources.registry,
            ObjectStore: resources.objects,
            Clock: resources.clock,
        },
        [housekeeping.run],
    )


def _http(settings: Settings, parts: Mapping[Any, object]) -> FastAPI:
    return build_app(
        parts,
        public_url=settings.public_url,
        max_body_bytes=settings.max_body_bytes,
        max_upload_bytes=settings.max_upload_bytes,
        cors_origins=settings.cors_origins,
        trusted_proxies=settings.trusted_proxies,
    )
