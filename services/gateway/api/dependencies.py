"""What handlers ask for: the signed-in caller, the use cases, transactions inside the caller's organisation."""

from typing import Annotated, Protocol

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from services.gateway.api.limits import Limits
from services.gateway.api.parts import provided
from services.gateway.domain.identity import Caller
from services.gateway.errors import InvalidTokenError, NotSignedInError
from services.gateway.tenancy import Tenancy

__all__ = ["Authenticator", "SignedIn", "Transactions", "provided"]

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="accessToken",
    bearerFormat="JWT",
    description="The access token from signing in.",
)


class Authenticator(Protocol):
    async def authenticate(self, access_token: str) -> Caller:
        """Who the token belongs to.

        Raises:
            InvalidTokenError: It is not ours, has expired, or its session has ended.
        """


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
    """
    if credentials is None:
        await limits.count_address(request)
        raise NotSignedInError("Send an access token in the Authorization header: Bearer <token>.")
    try:
        caller = await authenticator.authenticate(credentials.credentials)
    except InvalidTokenError:
        await limits.count_address(request)
        raise
    await limits.count_user(request, caller.credential)
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]
Transactions = Annotated[Tenancy, Depends(provided(Tenancy))]
