"""What handlers ask for: the signed-in caller, the use cases, transactions inside the caller's organisation."""

from collections.abc import Callable
from typing import Annotated, Protocol, TypeVar

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from services.gateway.domain.identity import Caller
from services.gateway.errors import NotSignedInError
from services.gateway.tenancy import Tenancy

Part = TypeVar("Part")


def provided(kind: type[Part]) -> Callable[[Request], Part]:
    """A dependency that gives the one instance of a class that main.py put together.

    `Annotated[Campaigns, Depends(provided(Campaigns))]`.
    """

    def provide(request: Request) -> Part:
        part: Part = request.app.state.parts[kind]
        return part

    return provide


bearer = HTTPBearer(
    auto_error=False,
    scheme_name="accessToken",
    bearerFormat="JWT",
    description="`Authorization: Bearer <access token>`, from signing in.",
)


class Authenticator(Protocol):
    async def authenticate(self, access_token: str) -> Caller:
        """Who the token belongs to.

        Raises:
            InvalidTokenError: It is not ours, has expired, or its session has ended.
        """


async def signed_in(
    authenticator: Annotated[Authenticator, Depends(provided(Authenticator))],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Caller:
    """Who makes the request.

    Raises:
        NotSignedInError: No access token was sent.
        InvalidTokenError: It can't be used (any more).
    """
    if credentials is None:
        raise NotSignedInError("Send an access token in the Authorization header: Bearer <token>.")
    return await authenticator.authenticate(credentials.credentials)


SignedIn = Annotated[Caller, Depends(signed_in)]
Transactions = Annotated[Tenancy, Depends(provided(Tenancy))]
