"""Access tokens: short-lived signed JWTs (RFC 9068, EdDSA)."""

import base64
import hashlib
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.gateway.domain.identity import AccessClaims
from services.gateway.domain.random_texts import hash_of
from services.gateway.errors import InvalidTokenError
from shared.clock import Clock
from shared.ids import new_id

_TYPE = "at+jwt"
_SCOPE = "api"
_INVALID = "The access token is not valid here; sign in or refresh to get another."
_EXPIRED = "The access token has expired; refresh to get another."


class SigningKeyError(ValueError):
    """The signing key can't be used; the message does not hold it."""


class AccessTokens:
    """Signs access tokens and verifies them.

    Args:
        signing_key: Ed25519 private key, base64 of its 32 bytes.
        issuer: This installation's address, and the audience too: the API is for itself.
        seconds: Life of a token.
        clock: Says when a token expires.
        remembered: Verified tokens kept at most, since verifying costs more than the rest of a small request.
    """

    def __init__(
        self, signing_key: str, *, issuer: str, seconds: int, clock: Clock, remembered: int = 10_000
    ) -> None:
        self._key = _private_key(signing_key)
        public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._jwk = _public_jwk(public)
        self._issuer = issuer
        self._life = timedelta(seconds=seconds)
        self._clock = clock
        self._remembered = remembered
        self._verified: OrderedDict[bytes, AccessClaims] = OrderedDict()

    @property
    def seconds(self) -> int:
        """Life of a token."""
        return int(self._life.total_seconds())

    def key_set(self) -> dict[str, Any]:
        """The public keys, as served at /.well-known/jwks.json (RFC 7517)."""
        return {"keys": [self._jwk]}

    def issue(self, user_id: UUID, organization_id: UUID, session_id: UUID) -> str:
        """A token for a session; it says nothing of what its holder may do, since that may change."""
        now = self._clock.now()
        claims = {
            "iss": self._issuer,
            "aud": self._issuer,
            "sub": str(user_id),
            "org": str(organization_id),
            "sid": str(session_id),
            "scope": _SCOPE,
            "iat": int(now.timestamp()),
            "nbf": int(now.timestamp()),
            "exp": int((now + self._life).timestamp()),
            "jti": str(new_id()),
        }
        return jwt.encode(
            claims, self._key, algorithm="EdDSA", headers={"typ": _TYPE, "kid": self._jwk["kid"]}
        )

    def verify(self, token: str) -> AccessClaims:
        """Whom the token was issued to.

        Raises:
            InvalidTokenError: Not signed by us, for somebody else, not an access token, or expired.
        """
        digest = hash_of(token)
        claims = self._verified.get(digest)
        if claims is None:
            claims = self._read(token)
            self._verified[digest] = claims
            if len(self._verified) > self._remembered:
                self._verified.popitem(last=False)
        if claims.expires_at <= self._clock.now():
            self._verified.pop(digest, None)
            raise InvalidTokenError(_EXPIRED)
        return claims

    def _read(self, token: str) -> AccessClaims:
        try:
            decoded = jwt.decode_complete(
                token,
                self._key.public_key(),
                algorithms=["EdDSA"],
                issuer=self._issuer,
                audience=self._issuer,
                # Time is checked against the injected clock.
                options={
                    "require": ["exp", "iss", "aud", "sub", "iat", "nbf", "jti"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
            if decoded["header"].get("typ") != _TYPE:
                raise InvalidTokenError(_INVALID)
            return _claims(decoded["payload"])
        except (jwt.InvalidTokenError, KeyError, ValueError, TypeError) as error:
            raise InvalidTokenError(_INVALID) from error


def _claims(claims: dict[str, Any]) -> AccessClaims:
    return AccessClaims(
        user_id=UUID(claims["sub"]),
        organization_id=UUID(claims["org"]),
        session_id=UUID(claims["sid"]),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
    )


def _private_key(text: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text, validate=True))
    except ValueError as error:
        raise SigningKeyError("the token signing key is not 32 bytes in base64") from error


def _public_jwk(public: bytes) -> dict[str, str]:
    x = base64.urlsafe_b64encode(public).decode().rstrip("=")
    # RFC 7638 thumbprint: the required members in lexical order, no spaces.
    thumbprint = hashlib.sha256(f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'.encode()).digest()
    kid = base64.urlsafe_b64encode(thumbprint).decode().rstrip("=")
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "use": "sig", "alg": "EdDSA", "kid": kid}
