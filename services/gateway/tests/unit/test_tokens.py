import base64
import secrets
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.gateway.errors import InvalidTokenError
from services.gateway.tokens import AccessTokens, SigningKeyError
from shared.ids import new_id
from shared.testing.clocks import FakeClock

KEY = secrets.token_bytes(32)
ISSUER = "https://postwright.example"


def tokens_of(key: bytes = KEY, issuer: str = ISSUER, clock: FakeClock | None = None) -> AccessTokens:
    return AccessTokens(
        base64.b64encode(key).decode(), issuer=issuer, seconds=900, clock=clock or FakeClock(), remembered=2
    )


def issued(tokens: AccessTokens) -> str:
    return tokens.issue(new_id(), new_id(), new_id())


def forged(claims: dict[str, Any], **headers: str) -> str:
    key = Ed25519PrivateKey.from_private_bytes(KEY)
    return jwt.encode(claims, key, algorithm="EdDSA", headers={"typ": "at+jwt", **headers})


def test_a_token_says_who_it_was_issued_to() -> None:
    """User, organisation and session come back."""
    user, organization, session = new_id(), new_id(), new_id()
    tokens = tokens_of()

    claims = tokens.verify(tokens.issue(user, organization, session))

    assert (claims.user_id, claims.organization_id, claims.session_id) == (user, organization, session)


def test_a_remembered_token_expires_all_the_same() -> None:
    """What was verified once is refused from the second of its expiry on."""
    clock = FakeClock()
    tokens = tokens_of(clock=clock)
    token = issued(tokens)
    tokens.verify(token)

    clock.jump(899)
    tokens.verify(token)
    clock.jump(1)
    with pytest.raises(InvalidTokenError, match="expired"):
        tokens.verify(token)


def test_the_memory_of_verified_tokens_is_bounded() -> None:
    """However many tokens come, only so many are remembered."""
    tokens = tokens_of()
    for _ in range(5):
        tokens.verify(issued(tokens))

    assert len(tokens._verified) == 2


def test_tokens_of_others_are_refused() -> None:
    """Another key, issuer, type, algorithm, missing claims and plain nonsense."""
    tokens = tokens_of()
    good = jwt.decode(issued(tokens), options={"verify_signature": False})
    refused = [
        issued(tokens_of(key=secrets.token_bytes(32))),
        issued(tokens_of(issuer="https://other.example")),
        forged(good, typ="JWT"),
        forged({**good, "aud": "https://other.example"}),
        *(forged({k: v for k, v in good.items() if k != name}) for name in good if name != "scope"),
        forged({**good, "sub": "nobody"}),
        forged({**good, "exp": "soon"}),
        jwt.encode(good, "a" * 32, algorithm="HS256", headers={"typ": "at+jwt"}),
        jwt.encode(good, "", algorithm="none", headers={"typ": "at+jwt"}),
        "nonsense",
        "",
    ]

    tokens.verify(forged(good))
    for token in refused:
        with pytest.raises(InvalidTokenError):
            tokens.verify(token)


def test_anybody_can_verify_with_the_published_key() -> None:
    """The key set is a JSON Web Key Set that another library reads, found by the token's key id."""
    tokens = tokens_of()
    token = issued(tokens)
    keys = jwt.PyJWKSet.from_dict(tokens.key_set())

    key = keys[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, key, algorithms=["EdDSA"], audience=ISSUER, options={"verify_exp": False})

    assert claims["scope"] == "api"
    assert "d" not in tokens.key_set()["keys"][0]


@pytest.mark.parametrize("key", ["short", "", "%%%", base64.b64encode(b"x" * 31).decode()])
def test_an_unusable_key_is_named_and_not_shown(key: str) -> None:
    """A wrong signing key stops the start with a message that does not hold it."""
    with pytest.raises(SigningKeyError) as error:
        AccessTokens(key, issuer=ISSUER, seconds=1, clock=FakeClock())

    assert not key or key not in str(error.value)
