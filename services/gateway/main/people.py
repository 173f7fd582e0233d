"""Who people are, and how much they may ask."""

from services.gateway.answer_seals import AnswerSeal
from services.gateway.api.dependencies import Authenticator
from services.gateway.api.limits import Policies, RequestLimits
from services.gateway.main.resources import Area, Resources
from services.gateway.passwords import Passwords
from services.gateway.rate_limits import Policy, RateLimits
from services.gateway.recent import RecentAnswers
from services.gateway.repository.identity import IdentityRepository
from services.gateway.sessions import Sessions
from services.gateway.tokens import AccessTokens
from services.gateway.usecases.api_keys import ApiKeys, KeyChecks
from services.gateway.usecases.authentication import Authentication
from services.gateway.usecases.erasures import Erasures
from services.gateway.usecases.identity import Identity
from shared.working import Recurring


def people(resources: Resources) -> Area:
    settings, clock = resources.settings, resources.clock
    queries = resources.queries("identity")
    tokens = AccessTokens(
        settings.token_signing_key.get_secret_value(),
        issuer=settings.public_url,
        seconds=settings.access_token_seconds,
        clock=clock,
    )
    recent = RecentAnswers(resources.redis, clock, prefix=f"{settings.redis_prefix}:recent")
    sessions = Sessions(recent, resources.owner, queries, clock)
    checks = KeyChecks(recent, resources.owner, clock)
    passwords = Passwords(
        memory_kib=settings.password_memory_kib,
        passes=settings.password_passes,
        lanes=settings.password_lanes,
        concurrency=settings.password_concurrency,
    )
    identity = Identity(
        units=resources.owner_units,
        repository=IdentityRepository(queries),
        passwords=passwords,
        tokens=tokens,
        sessions=sessions,
        clock=clock,
        refresh_seconds=settings.refresh_token_seconds,
    )
    return Area(
        {
            Authenticator: Authentication(tokens, sessions, checks, clock),
            ApiKeys: ApiKeys(recent, clock),
            AnswerSeal: AnswerSeal(settings.token_signing_key.get_secret_value()),
            Identity: identity,
            AccessTokens: tokens,
            Sessions: sessions,
            RequestLimits: _limits(resources),
            Erasures: Erasures(resources.owner_units, passwords, sessions, clock),
        },
        [Recurring(checks.note_uses).run],
    )


def _limits(resources: Resources) -> RequestLimits:
    settings = resources.settings
    policies = Policies(
        user=Policy("default", settings.requests_per_minute),
        anonymous=Policy("anonymous", settings.anonymous_requests_per_minute),
        sign_in=Policy("sign-in", settings.sign_in_attempts_per_minute),
    )
    prefix = f"{settings.redis_prefix}:limits"
    limits = RateLimits(resources.redis, resources.clock, resources.metrics, prefix=prefix)
    return RequestLimits(limits, policies)
