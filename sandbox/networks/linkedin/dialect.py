import itertools
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError, bearer
from sandbox.limits import Limit, Window
from sandbox.state import State
from sandbox.tokens import Client, Token

MEMBER_SCOPES = "openid profile w_member_social"
ORGANIZATION_SCOPES = (
    "rw_organization_admin w_organization_social r_organization_social"
    " w_organization_social_feed r_organization_social_feed"
)
SCOPES = f"{MEMBER_SCOPES} {ORGANIZATION_SCOPES}"
ALL_SCOPES = f"{SCOPES} r_member_social r_member_postAnalytics".split()
"""With those that are closed to most."""
OLDEST_VERSION = "202512"
PERSON, ORGANIZATION = "urn:li:person:", "urn:li:organization:"
ROLES = ("ADMINISTRATOR", "CONTENT_ADMIN", "DIRECT_SPONSORED_CONTENT_POSTER")
DAY = 86_400


def refusal(status: int, code: str, message: str, service_code: int | None = None) -> RefusedError:
    return RefusedError(status, _body(status, code, message, service_code))


def _body(status: int, code: str, message: str, service_code: int | None = None) -> dict[str, Any]:
    body = {"status": status, "code": code, "message": message}
    return body if service_code is None else {**body, "serviceErrorCode": service_code}


class LinkedIn:
    """How LinkedIn says no, who is asking, and for whom they may speak."""

    name = "linkedin"
    processing_failed = "the file can't be read"

    def __init__(self, state: State) -> None:
        self.state = state
        self._counter = itertools.count()

    # Accounts: people by their name, organisations by the last part of their page's address.

    def normalise_handle(self, handle: str) -> str:
        return re.sub(r"\s+", " ", handle).strip()

    def ensure_person(self, handle: str) -> Account:
        handle = self.normalise_handle(handle)
        return self.state.accounts.ensure(
            self.name, handle, lambda: f"{PERSON}s{self.next_number():x}", handle
        )

    def ensure_organization(self, handle: str, administrator: Account, name: str = "") -> Account:
        account = self.state.accounts.ensure(
            self.name,
            self.normalise_handle(handle),
            lambda: f"{ORGANIZATION}{self.next_number() % 10**9}",
            name,
        )
        self.state.store.execute(
            "INSERT OR IGNORE INTO roles (network, account_id, member_id, role) VALUES (?, ?, ?, ?)",
            self.name,
            account.id,
            administrator.id,
            ROLES[0],
        )
        return account

    def administered(self, member: Account) -> list[tuple[Account, str]]:
        """The organisations that a member has a role in, and which."""
        rows = self.state.store.all(
            "SELECT account_id, role FROM roles WHERE network = ? AND member_id = ? ORDER BY account_id",
            self.name,
            member.id,
        )
        found = [(self.state.accounts.by_id(row["account_id"]), row["role"]) for row in rows]
        return [(account, role) for account, role in found if account]

    def next_number(self) -> int:
        """Ids hold the time in milliseconds above their low 22 bits."""
        return (int(self.state.now() * 1000) << 22) + next(self._counter) % (1 << 22)

    # Who asks

    def client(self, client_id: str) -> Client | None:
        return self.state.tokens.client_or_own(self.name, client_id, ALL_SCOPES)

    def token(self, request: Request) -> Token | None:
        text = bearer(request)
        return self.state.tokens.find(self.name, text) if text else None

    def caller(self, request: Request) -> Account | None:
        return self.state.account_of(self.token(request))

    def require(self, request: Request, *scopes: str) -> Account:
        """The member of a living access token that has one of the scopes."""
        if not bearer(request):
            raise refusal(401, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token", 65604)
        token = self.token(request)
        if token is None or token.kind != "access" or token.account_id is None:
            raise refusal(401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65600)
        if token.ended_at is not None:
            raise refusal(
                401,
                "REVOKED_ACCESS_TOKEN",
                "The token used in the request has been revoked by the user",
                65601,
            )
        if not self.state.tokens.is_alive(token):
            raise refusal(401, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired", 65602)
        if scopes and not token.scopes & set(scopes):
            raise denied(request)
        member = self.state.accounts.by_id(int(token.document.get("member", token.account_id)))
        assert member is not None
        return member

    def has_scope(self, request: Request, scope: str) -> bool:
        token = self.token(request)
        return token is not None and scope in token.scopes

    def require_author(self, request: Request, urn: str, *, person: str, organization: str) -> Account:
        """The account that the member speaks for: themselves, or an organisation they have a role in.

        Args:
            request: The call.
            urn: Whom they want to speak for.
            person: The scope that it takes for themselves.
            organization: The scope that it takes for an organisation.
        """
        member = self.require(request)
        if urn == member.remote_id and self.has_scope(request, person):
            return member
        for account, _ in self.administered(member):
            if account.remote_id == urn and self.has_scope(request, organization):
                return account
        raise denied(request)

    def versioned(self, request: Request, *parameters: str) -> None:
        """What every call under /rest needs, whatever it is about."""
        version = request.headers.get("linkedin-version", "")
        if not version:
            raise refusal(
                400,
                "VERSION_MISSING",
                "A version must be present. Please specify a version by adding the LinkedIn-Version header.",
            )
        newest = self.state.now_datetime().strftime("%Y%m")
        if not re.fullmatch(r"\d{6}(\.\d{2})?", version) or not OLDEST_VERSION <= version[:6] <= newest:
            raise refusal(426, "NONEXISTENT_VERSION", f"Requested version {version} is not active")
        unknown = sorted(set(request.query_params) - set(parameters))
        if unknown:
            raise refusal(
                400, "QUERY_PARAM_NOT_ALLOWED", f"Unpermitted query parameters: {', '.join(unknown)}"
            )

    def take_daily(self, call: str, quota: int, who: Account) -> None:
        """Use up one of a day's calls; the day is that of UTC."""
        today = self.state.now_datetime().date()
        window = self.state.limits.hit(Limit(f"linkedin.{call}.{today}", quota, DAY), who.remote_id)
        if window.exceeded:
            raise day_is_used_up()

    # Saying no

    def rate_limited(self, window: Window) -> Response:  # noqa: ARG002  LinkedIn does not tell when it turns
        words = "Resource level throttle limit for calls to this resource is reached."
        return JSONResponse(_body(429, "TOO_MANY_REQUESTS", words, 101), 429)

    def quota_gone(self) -> Response:
        refused = day_is_used_up()
        return JSONResponse(refused.body, refused.status)

    def checkpoint(self) -> Response:
        """LinkedIn wants to see the person first; how it says so is not documented."""
        return JSONResponse(_body(403, "MEMBER_RESTRICTED", "This member's account is restricted", 100), 403)

    def server_error(self, status: int) -> Response:
        return JSONResponse({"status": status, "message": "Internal Server Error"}, status)

    def unauthorized(self) -> Response:
        return JSONResponse(_body(401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65600), 401)

    def malformed(self, call: str, variant: str) -> Response:  # noqa: ARG002  one malformed JSON is enough here
        return JSONResponse({"paging": {"links": [], "call": call}})

    def limit_headers(self, window: Window) -> dict[str, str]:  # noqa: ARG002  LinkedIn sends none
        return {}


def day_is_used_up() -> RefusedError:
    """Nothing says when the day turns."""
    words = "Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached."
    return refusal(429, "TOO_MANY_REQUESTS", words, 101)


def denied(request: Request) -> RefusedError:
    place = f"{request.method} {request.url.path.partition('/linkedin')[2]}"
    return refusal(403, "ACCESS_DENIED", f"Not enough permissions to access: {place}", 100)
