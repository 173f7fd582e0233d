"""Composition root: the only file that knows every class."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from services.gateway.api import build_app
from services.gateway.api.dependencies import Authenticator
from services.gateway.api.limits import Policies, RequestLimits
from services.gateway.cache import FastRedis
from services.gateway.config import Settings
from services.gateway.consent_tokens import ConsentTokens
from services.gateway.consumers import routes
from services.gateway.domain.renditions import RenditionJob
from services.gateway.live_feed import LiveFeed
from services.gateway.metrics import Metrics
from services.gateway.passwords import Passwords
from services.gateway.rate_limits import Policy, RateLimits
from services.gateway.repository.accounts import AccountRepository
from services.gateway.repository.connections import ConnectionRepository
from services.gateway.repository.identity import IdentityRepository
from services.gateway.sessions import Sessions
from services.gateway.tenancy import TENANT_ROLE, Tenancy
from services.gateway.tokens import AccessTokens
from services.gateway.usecases.accounts import Accounts
from services.gateway.usecases.approvals import Approvals
from services.gateway.usecases.campaigns import Campaigns
from services.gateway.usecases.choosing import Choosing
from services.gateway.usecases.connections import Connections
from services.gateway.usecases.content_events import ContentEvents
from services.gateway.usecases.content_requests import ContentRequests
from services.gateway.usecases.figures import AnalyticsFigures
from services.gateway.usecases.identity import Identity
from services.gateway.usecases.ledger_events import LedgerEvents
from services.gateway.usecases.measurements import Measurements
from services.gateway.usecases.media import MediaLibrary
from services.gateway.usecases.pictures import Pictures
from services.gateway.usecases.planning import Planner
from services.gateway.usecases.posts import Posts
from services.gateway.usecases.preparing import CHANNEL
from services.gateway.usecases.publication_events import PublicationEvents
from services.gateway.usecases.publications import Halts, Publications
from services.gateway.usecases.rehearsals import Rehearsals
from services.gateway.usecases.renditions import Renditions
from services.gateway.workers import Housekeeping
from shared import capabilities
from shared.capabilities import Registry
from shared.clock import Clock, SystemClock
from shared.media import MediaLinks, MediaProcessor
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.sealing import Sealer
from shared.service import Service
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Lease, Worker

_HERE = Path(__file__).parent
_RENDITION_LEASE_SECONDS = 60.0


def create_app(settings: Settings, *, clock: Clock | None = None) -> Service:
    """The gateway, put together and not started."""
    clock = clock or SystemClock()
    metrics = Metrics(CollectorRegistry())
    owner = Database(settings.database_url, application_name="gateway")
    tenants = Database(settings.database_url, role=TENANT_ROLE, application_name="gateway-tenants")
    redis = FastRedis(settings.redis_url, clock, metrics)

    registry = capabilities.load()
    connecting = _connecting(settings, owner, registry)
    tenancy = Tenancy(UnitOfWorkFactory(tenants, settings.service, clock))
    live_feed = LiveFeed(owner, tenancy, load_queries(_HERE / "queries" / "live.sql"), metrics)
    figures = AnalyticsFigures(clock)
    measurements = Measurements()
    objects = ObjectStore(settings.objects)
    parts = {
        **_people(settings, clock, owner, redis),
        Tenancy: tenancy,
        LiveFeed: live_feed,
        RequestLimits: _limits(settings, redis, clock, metrics),
        Accounts: connecting.accounts,
        Connections: connecting.connections,
        Campaigns: Campaigns(clock),
        ContentRequests: ContentRequests(clock),
        Approvals: Approvals(registry, clock),
        Posts: Posts(registry, clock),
        Publications: Publications(registry, clock),
        Halts: Halts(clock),
        Rehearsals: Rehearsals(clock),
        AnalyticsFigures: figures,
        Measurements: measurements,
        Registry: registry,
        Clock: clock,
        **_media(settings, clock, tenancy, objects),
    }
    return Service(
        settings,
        database=owner,
        connections=[tenants, redis],
        metrics=metrics,
        migrations=_HERE / "migrations",
        routes=routes(
            accounts=connecting.accounts,
            connections=connecting.choosing,
            content=ContentEvents(Planner(registry, clock)),
            publications=PublicationEvents(),
            ledger=LedgerEvents(),
            figures=figures,
            rehearsals=Rehearsals(clock),
            measurements=measurements,
        ),
        workers=[
            live_feed.run,
            _housekeeping(settings, clock, owner).run,
            _converting(settings, clock, metrics, owner=owner, tenancy=tenancy, objects=objects).run,
        ],
        http=_http(settings, parts),
        clock=clock,
    )


def _http(settings: Settings, parts: Mapping[Any, object]) -> FastAPI:
    return build_app(
        parts,
        public_url=settings.public_url,
        max_body_bytes=settings.max_body_bytes,
        max_upload_bytes=settings.max_upload_bytes,
    )


def _housekeeping(settings: Settings, clock: Clock, owner: Database) -> Housekeeping:
    queries = load_queries(_HERE / "queries" / "housekeeping.sql")
    return Housekeeping(owner, queries, clock, live_event_hours=settings.live_event_hours)


def _media(settings: Settings, clock: Clock, tenancy: Tenancy, objects: ObjectStore) -> dict[type, object]:
    processor = MediaProcessor(concurrency=settings.media_concurrency)
    return {
        Pictures: Pictures(objects),
        MediaLibrary: MediaLibrary(tenancy, objects, processor, clock),
        MediaLinks: MediaLinks(settings.media.key),
        ObjectStore: objects,
    }


def _converting(
    settings: Settings,
    clock: Clock,
    metrics: Metrics,
    *,
    owner: Database,
    tenancy: Tenancy,
    objects: ObjectStore,
) -> Worker[RenditionJob]:
    # Apart from what looks into uploads, which must not wait for a long video.
    processor = MediaProcessor(concurrency=settings.media_concurrency)
    lease = Lease.of(settings.instance, _RENDITION_LEASE_SECONDS)
    renditions = Renditions(owner, tenancy, objects, processor, clock, lease)
    return Worker(
        "renditions",
        renditions,
        renditions.handle,
        wake=owner.listen(CHANNEL),
        concurrency=settings.media_concurrency,
        lease=lease,
        metrics=metrics,
    )


@dataclass(frozen=True)
class _Connecting:
    accounts: Accounts
    choosing: Choosing
    connections: Connections


def _connecting(settings: Settings, owner: Database, registry: Registry) -> _Connecting:
    accounts = AccountRepository(load_queries(_HERE / "queries" / "accounts.sql"))
    repository = ConnectionRepository(owner, load_queries(_HERE / "queries" / "connections.sql"))
    sealer = Sealer(settings.sealing_public_key)
    choosing = Choosing(repository, accounts, registry)
    return _Connecting(
        Accounts(
            repository=accounts,
            sealer=sealer,
            registry=registry,
            allow_private_addresses=settings.allow_private_addresses,
        ),
        choosing,
        Connections(
            repository=repository,
            accounts=accounts,
            choosing=choosing,
            registry=registry,
            sealer=sealer,
            tokens=ConsentTokens(settings.token_signing_key.get_secret_value()),
            own_redirect_url=f"{settings.public_url.rstrip('/')}/v1/connections/callback",
            redirect_urls=settings.redirect_urls,
            allow_private_addresses=settings.allow_private_addresses,
        ),
    )


def _people(settings: Settings, clock: Clock, owner: Database, redis: FastRedis) -> dict[type, object]:
    queries = load_queries(_HERE / "queries" / "identity.sql")
    tokens = AccessTokens(
        settings.token_signing_key.get_secret_value(),
        issuer=settings.public_url,
        seconds=settings.access_token_seconds,
        clock=clock,
    )
    sessions = Sessions(
        redis,
        owner,
        queries,
        clock,
        ended_seconds=settings.access_token_seconds + 60,
        prefix=f"{settings.redis_prefix}:session",
    )
    passwords = Passwords(
        memory_kib=settings.password_memory_kib,
        passes=settings.password_passes,
        lanes=settings.password_lanes,
        concurrency=settings.password_concurrency,
    )
    identity = Identity(
        units=UnitOfWorkFactory(owner, settings.service, clock),
        repository=IdentityRepository(queries),
        passwords=passwords,
        tokens=tokens,
        sessions=sessions,
        clock=clock,
        refresh_seconds=settings.refresh_token_seconds,
    )
    return {Authenticator: identity, Identity: identity, AccessTokens: tokens, Sessions: sessions}


def _limits(settings: Settings, redis: FastRedis, clock: Clock, metrics: Metrics) -> RequestLimits:
    policies = Policies(
        user=Policy("default", settings.requests_per_minute),
        anonymous=Policy("anonymous", settings.anonymous_requests_per_minute),
        sign_in=Policy("sign-in", settings.sign_in_attempts_per_minute),
    )
    return RequestLimits(
        RateLimits(redis, clock, metrics, prefix=f"{settings.redis_prefix}:limits"), policies
    )
