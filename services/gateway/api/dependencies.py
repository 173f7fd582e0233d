"""What handlers ask for: the signed-in caller, the use cases, transactions inside the caller's organisation."""

from collections.abc import Callable
from typing import Annotated, Protocol

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from services.gateway.api.known import require_known_query
from services.gateway.api.limits import COSTLY, Limits, address_of
from services.gateway.api.parts import provided
from services.gateway.domain.identity import Caller
from services.gateway.domain.policy import OPERATIONS, ROLES, Permission, roles_with
from services.gateway.errors import ForbiddenError, InvalidTokenError, NotSignedInError
from services.gateway.rate_limits import Hit
from services.gateway.tenancy import Actor, Tenancy, acting

__all__ = ["Authenticator", "SignedIn", "Transactions", "authorize", "provided"]

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="bearer",
    bearerFormat="JWT or pw_live_…",
    description="The access token from signing in, or an API key (`POST /v1/api-keys`).",
)


class Authenticator(Protocol):
    async def authenticate(self, credential: str, counting: Callable[[str], Hit] | None = None) -> Caller:
        """Who an access token or API key belongs to; `counting` begins to count a request where that costs nothing.

        Raises:
            InvalidTokenError: It is not ours, has expired, or its session has ended.
        """

    async def is_signed_in(self, caller: Caller) -> bool:
        """Whether the caller's credential could still be used."""


async def signed_in(
    request: Request,
    authenticator: Annotated[Authenticator, Depends(provided(Authenticator))],
    limits: Limits,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Caller:
    """Who makes the request; counts it against their limit, or against their address if they are nobody.

    Raises:
        NotSignedInError: No access token was sent.
        InvalidTokenError: It can't be used (any more).
        RateLimitedError: Too many requests.
        ForbiddenError: The caller may not do this.
        InvalidRequestError: The query holds a parameter that the operation does not take.
    """
    if credentials is None:
        await limits.count_address(request)
        raise NotSignedInError(
            "Send an access token or an API key in the Authorization header: Bearer <token>."
        )
    begun: list[Hit] = []

    def counting(credential: str) -> Hit:
        begun.append(limits.of_user(credential))
        return begun[0]

    try:
        caller = await authenticator.authenticate(credentials.credentials, counting)
    except InvalidTokenError:
        await limits.count_address(request)
        raise
    await limits.finish(request, begun[0] if begun else limits.of_user(caller.credential))
    operation = request.scope["route"].name
    authorize(caller, operation)
    if operation in COSTLY:
        await limits.count_costly(request, caller.credential)
    require_known_query(request)
    acting.set(
        Actor(
            organization_id=caller.organization_id,
            permission=OPERATIONS[operation],
            user_id=caller.user_id,
            credential=_credential(caller),
            operation=operation,
            request_id=request.scope.get("postwright.request_id", ""),
            address=address_of(request),
            user_agent=request.headers.get("user-agent", ""),
        )
    )
    return caller


def authorize(caller: Caller, operation: str) -> None:
    """Hold the caller's permissions against the policy.

    What the operation is asked of is not looked at: whoever may not do it learns nothing of what there is.

    Raises:
        ForbiddenError: The permission is missing.
    """
    needed = OPERATIONS[operation]
    if needed != "public" and needed not in caller.permissions:
        raise ForbiddenError(_refusal(caller, needed), extra={"permission": needed})


def _refusal(caller: Caller, needed: Permission) -> str:
    if needed in ROLES[caller.role]:
        return f"This needs the permission {needed}, which is not among the scopes of this API key."
    may = ", ".join(roles_with(needed))
    if caller.api_key_id is not None and (caller.scopes is None or needed not in caller.scopes):
        return f"This needs the permission {needed}, which this API key was not given."
    return f"This needs the permission {needed}, which your role {caller.role} does not have. Roles that do: {may}."


def _credential(caller: Caller) -> str:
    return f"session:{caller.session_id}" if caller.api_key_id is None else f"api_key:{caller.api_key_id}"


SignedIn = Annotated[Caller, Depends(signed_in)]
Transactions = Annotated[Tenancy, Depends(provided(Tenancy))]
