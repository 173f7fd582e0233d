"""Who people are, and how much they may ask."""

from datetime import timedelta

from services.gateway.answer_seals import AnswerSeal
from services.gateway.api.device_cookies import DeviceCookies
from services.gateway.api.limits import Policies, RequestLimits
from services.gateway.device_tokens import DeviceTokens
from services.gateway.failures import Failures
from services.gateway.identity_issuers import IssuerClient, OpenIdIssuer
from services.gateway.last_uses import LastUses
from services.gateway.main.resources import Area, Resources
from services.gateway.rate_limits import Policy, RateLimits
from services.gateway.sessions import Sessions
from services.gateway.tokens import AccessTokens
from services.gateway.usecases.api_keys import ApiKeys, KeyChecks
from services.gateway.usecases.authentication import Authentication
from services.gateway.usecases.emailed import EmailedLinks
from services.gateway.usecases.entering import Entrance
from services.gateway.usecases.erasures import Erasures
from services.gateway.usecases.external_sign_in import ExternalSignIn
from services.gateway.usecases.identity import Identity
from services.gateway.usecases.password_changes import PasswordChanges
from services.gateway.usecases.profiles import Profiles
from services.gateway.usecases.proving import Proof
from services.gateway.usecases.sign_ins import SignIns
from shared.working import Recurring


def people(resources: Resources) -> Area:
    settings, clock = resources.settings, resources.clock
    tokens = AccessTokens(
        settings.token_signing_key.get_secret_value(),
        issuer=settings.public_url,
        seconds=settings.access_token_seconds,
        clock=clock,
    )
    recent, sessions = resources.recent, resources.sessions
    uses = resources.queries("last_uses")
    key_uses = LastUses(resources.owner, uses["note_api_key_uses"], clock)
    session_uses = LastUses(resources.owner, uses["note_session_uses"], clock)
    checks = KeyChecks(recent, resources.owner, clock, key_uses)
    units = resources.owner_units
    sign_ins = SignIns(units, sessions, clock)
    links = EmailedLinks(clock, settings.public_url.rstrip("/"))
    passwords = resources.passwords(concurrency=settings.password_concurrency)
    devices = DeviceTokens(settings.token_signing_key.get_secret_value())
    failures = Failures(resources.owner)
    life = timedelta(seconds=settings.refresh_token_seconds)
    entrance = Entrance(resources.people, tokens, links, devices, clock, life)
    identity = Identity(
        units=units,
        repository=resources.people,
        passwords=passwords,
        entrance=entrance,
        failures=failures,
        sign_ins=sign_ins,
        devices=devices,
        clock=clock,
    )
    proof = Proof(units, passwords, clock)
    erasures = Erasures(units, proof, sessions, clock)
    password_changes = PasswordChanges(units, links, sign_ins, passwords, clock)
    issuers = IssuerClient(allow_private=settings.allow_private_addresses)
    return Area(
        {
            Authentication: Authentication(tokens, sessions, checks, session_uses, clock),
            SignIns: sign_ins,
            ExternalSignIn: _external(resources, issuers, entrance, proof),
            PasswordChanges: password_changes,
            DeviceCookies: DeviceCookies(devices, settings.public_url.startswith("https://")),
            Profiles: Profiles(units, links, proof, clock),
            ApiKeys: ApiKeys(recent, clock),
            AnswerSeal: AnswerSeal(settings.token_signing_key.get_secret_value()),
            Identity: identity,
            AccessTokens: tokens,
            Sessions: sessions,
            RequestLimits: _limits(resources),
            Erasures: erasures,
        },
        [
            erasures.run,
            *(
                Recurring(turn).run
                for turn in (key_uses.write, session_uses.write, failures.write, password_changes.send_resets)
            ),
        ],
        [issuers],
    )


def _external(resources: Resources, client: IssuerClient, entrance: Entrance, proof: Proof) -> ExternalSignIn:
    settings = resources.settings
    issuers = [OpenIdIssuer(one, client, resources.clock) for one in settings.identity_providers]
    return ExternalSignIn(
        resources.owner_units,
        {issuer.id: issuer for issuer in issuers},
        entrance,
        proof,
        (f"{settings.public_url.rstrip('/')}/signed-in", *settings.redirect_urls),
        resources.clock,
    )


def _limits(resources: Resources) -> RequestLimits:
    settings = resources.settings
    policies = Policies(
        user=Policy("default", settings.requests_per_minute, burst=settings.request_burst),
        costly=Policy("costly", settings.costly_requests_per_minute),
        anonymous=Policy("anonymous", settings.anonymous_requests_per_minute),
        sign_in=Policy("sign-in", settings.sign_in_attempts_per_minute),
        sign_in_address=Policy("sign-in-address", settings.sign_in_attempts_per_address_per_minute),
        sign_in_elsewhere=Policy(
            "sign-in-elsewhere", settings.sign_in_attempts_from_elsewhere_per_hour, seconds=3_600
        ),
    )
    prefix = f"{settings.redis_prefix}:limits"
    limits = RateLimits(resources.redis, resources.clock, resources.metrics, prefix=prefix)
    return RequestLimits(limits, policies)
