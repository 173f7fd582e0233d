"""What handlers ask for: the signed-in caller, the use cases, transactions inside the caller's organisation."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPBearer
from fastapi.security.base import SecurityBase
from starlette.requests import HTTPConnection

from services.gateway.api.known import require_known_query
from services.gateway.api.limits import COSTLY, RequestLimits, address_of
from services.gateway.api.parts import part_of, provided
from services.gateway.domain.identity import Caller
from services.gateway.domain.policy import OPERATIONS, ROLES, Permission, roles_with
from services.gateway.errors import ForbiddenError, InvalidTokenError, NotSignedInError
from services.gateway.rate_limits import Hit
from services.gateway.tenancy import Actor, Tenancy, acting
from services.gateway.usecases.authentication import Authentication

__all__ = ["Identified", "SignedIn", "Transactions", "act", "caller_of", "part_of", "provided"]

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="bearer",
    bearerFormat="JWT or pw_live_…",
    description="The access token from signing in, or an API key (`POST /v1/api-keys`).",
)


async def signed_in(request: Request) -> Caller:
    """Who makes the request; counts it against their limit, or against their address if they are nobody.

    Raises:
        NotSignedInError: No access token was sent.
        InvalidTokenError: It can't be used (any more).
        RateLimitedError: Too many requests.
        ForbiddenError: The caller may not do this.
        InvalidRequestError: The query holds a parameter that the operation does not take.
    """
    limits = part_of(request, RequestLimits)
    credentials = await bearer(request)
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
        caller = await part_of(request, Authentication).authenticate(credentials.credentials, counting)
    except InvalidTokenError:
        await limits.count_address(request)
        raise
    await limits.finish(request, begun[0] if begun else limits.of_user(caller.credential))
    operation = request.scope["route"].name
    act(request, caller, operation)
    if operation in COSTLY:
        await limits.count_costly(request, caller.credential)
    require_known_query(request)
    request.state.caller = caller
    return caller


def caller_of(request: Request) -> Caller:
    """Whom `signed_in` found, for dependencies that handlers name behind `SignedIn`."""
    caller: Caller = request.state.caller
    return caller


def act(connection: HTTPConnection, caller: Caller, operation: str) -> None:
    """Hold the caller's permissions against the policy; whatever is done from here on is done by them.

    What the operation is asked of is not looked at: whoever may not do it learns nothing of what there is.

    Raises:
        ForbiddenError: The permission is missing.
    """
    needed = OPERATIONS[operation]
    if needed != "public" and needed not in caller.permissions:
        raise ForbiddenError(_refusal(caller, needed), extra={"permission": needed})
    acting.set(
        Actor(
            organization_id=caller.organization_id,
            permission=needed,
            user_id=caller.user_id,
            credential=_credential(caller),
            operation=operation,
            request_id=connection.scope.get("postwright.request_id", ""),
            address=address_of(connection),
            user_agent=connection.headers.get("user-agent", ""),
        )
    )


def _refusal(caller: Caller, needed: Permission) -> str:
    if needed in ROLES[caller.role]:
        return f"This needs the permission {needed}, which is not among the scopes of this API key."
    may = ", ".join(roles_with(needed))
    if caller.api_key_id is not None and (caller.scopes is None or needed not in caller.scopes):
        return f"This needs the permission {needed}, which this API key was not given."
    return f"This needs the permission {needed}, which your role {caller.role} does not have. Roles that do: {may}."


def _credential(caller: Caller) -> str:
    return f"session:{caller.session_id}" if caller.api_key_id is None else f"api_key:{caller.api_key_id}"


class _SignedIn(SecurityBase):
    """`signed_in` as a dependency that needs no other, and of which the document says how to sign in."""

    model = bearer.model
    scheme_name = bearer.scheme_name

    async def __call__(self, request: Request) -> Caller:
        return await signed_in(request)


def asks_who_it_is(dependant: Dependant) -> bool:
    """Whether an operation names `SignedIn`, or what else takes a credential."""
    calls: list[object] = [one.call for one in dependant.dependencies]
    return any(isinstance(call, SecurityBase) for call in calls) or any(
        asks_who_it_is(one) for one in dependant.dependencies
    )


Identified = Depends(_SignedIn())
"""For `dependencies` of an operation that has no use for the caller itself."""
SignedIn = Annotated[Caller, Identified]
Transactions = Annotated[Tenancy, Depends(provided(Tenancy))]
