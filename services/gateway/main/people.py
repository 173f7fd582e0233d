"""Who people are, and how much they may ask."""

from services.gateway.api.dependencies import Authenticator
from services.gateway.api.limits import Policies, RequestLimits
from services.gateway.main.resources import Area, Resources
from services.gateway.passwords import Passwords
from services.gateway.rate_limits import Policy, RateLimits
from services.gateway.repository.identity import IdentityRepository
from services.gateway.sessions import Sessions
from services.gateway.tokens import AccessTokens
from services.gateway.usecases.identity import Identity


def people(resources: Resources) -> Area:
    settings, clock = resources.settings, resources.clock
    queries = resources.queries("identity")
    tokens = AccessTokens(
        settings.token_signing_key.get_secret_value(),
        issuer=settings.public_url,
        seconds=settings.access_token_seconds,
        clock=clock,
    )
    sessions = Sessions(
        resources.redis,
        resources.owner,
        queries,
        clock,
        prefix=f"{settings.redis_prefix}:session",
    )
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
            Authenticator: identity,
            Identity: identity,
            AccessTokens: tokens,
            Sessions: sessions,
            RequestLimits: _limits(resources),
        }
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
