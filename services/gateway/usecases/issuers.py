"""What signing in elsewhere needs of an issuer; `identity_issuers.py` calls them."""

from dataclasses import dataclass
from typing import Protocol

from services.gateway.domain.external import ExternalClaims


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody brought back from a provider, with what was agreed on before they went.

    Attributes:
        issuer: The parameter `iss`, where there was one (RFC 9207).
        verifier: Of PKCE.
        nonce: Must stand in the ID token.
    """

    code: str
    issuer: str | None
    redirect_url: str
    verifier: str
    nonce: str


class Issuer(Protocol):
    """A provider of identities."""

    id: str
    name: str
    kind: str
    trusts_email: bool

    async def authorize_url(self, *, redirect_url: str, state: str, challenge: str, nonce: str) -> str:
        """The page to send somebody to.

        Raises:
            ProviderUnavailableError: The provider can't be reached.
        """

    async def redeem(self, answer: Answer) -> ExternalClaims:
        """Who came back.

        Raises:
            ExternalTokenError: The provider does not know the code, or its token is not good.
            ProviderUnavailableError: The provider can't be reached.
        """

    async def verify(self, id_token: str, *, nonce: str | None) -> ExternalClaims:
        """Whom an ID token is about.

        Raises:
            ExternalTokenError: It is not signed by this issuer for us, has expired, or is for another sign-in.
            ProviderUnavailableError: The issuer's keys can't be had.
        """
