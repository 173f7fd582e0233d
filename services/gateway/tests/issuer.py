"""An issuer of OpenID Connect on this machine: strict where the specifications are, and wrong in what a test asks for."""

import asyncio
import base64
import contextlib
import hashlib
import secrets
import socket
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

CLIENT_ID = "postwright"
CLIENT_SECRET = "a secret: of ours"
REDIRECT_URL = "https://postwright.example/signed-in"


@dataclass
class Grant:
    """What an authorization was given for."""

    redirect_uri: str
    challenge: str
    nonce: str
    claims: dict[str, Any]


@dataclass
class Key:
    """A signing key with its name."""

    name: str
    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    algorithm: str

    @property
    def public(self) -> dict[str, Any]:
        algorithm = jwt.get_algorithm_by_name(self.algorithm)
        parts: dict[str, Any] = algorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {**parts, "kid": self.name, "use": "sig", "alg": self.algorithm}


def rsa_key(name: str) -> Key:
    return Key(name, rsa.generate_private_key(public_exponent=65_537, key_size=2_048), "RS256")


def ec_key(name: str) -> Key:
    return Key(name, ec.generate_private_key(ec.SECP256R1()), "ES256")


@dataclass
class LocalIssuer:
    """Keeps the rules, and counts what it is asked.

    Attributes:
        claimed_issuer: What it calls itself in its metadata; itself if there is none.
        override: Put into every ID token, in place of what belongs there.
    """

    url: str
    keys: list[Key]
    sends_issuer: bool = True
    claimed_issuer: str | None = None
    override: dict[str, Any] = field(default_factory=dict)
    away: bool = False
    key_requests: int = 0
    grants: dict[str, Grant] = field(default_factory=dict)

    def authorize(self, authorize_url: str, **claims: Any) -> dict[str, str]:
        """What a person brings back who consents at that page."""
        address = urlsplit(authorize_url)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        assert f"{address.scheme}://{address.netloc}{address.path}" == f"{self.url}/authorize"
        assert (query["response_type"], query["client_id"]) == ("code", CLIENT_ID)
        assert query["redirect_uri"] == REDIRECT_URL
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        assert len(query["code_challenge"]) == 43
        assert len(query["state"]) >= 32
        assert len(query["nonce"]) >= 32
        code = secrets.token_urlsafe(16)
        self.grants[code] = Grant(query["redirect_uri"], query["code_challenge"], query["nonce"], claims)
        back = {"code": code, "state": query["state"]}
        return {**back, "iss": self.url} if self.sends_issuer else back

    def id_token(self, claims: dict[str, Any], *, key: Key | None = None, **header: Any) -> str:
        """Signed by the newest key."""
        now = int(time.time())
        signing = key or self.keys[-1]
        full = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, **claims, **self.override}
        named = {"kid": signing.name, **header}
        return jwt.encode(
            {name: value for name, value in full.items() if value is not None},
            signing.private,
            algorithm=signing.algorithm,
            headers={name: value for name, value in named.items() if value is not None},
        )

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/keys", self._keys),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    async def _metadata(self, _request: Request) -> Response:
        if self.away:
            return Response(status_code=503)
        return JSONResponse(
            {
                "issuer": self.claimed_issuer or self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "authorization_response_iss_parameter_supported": self.sends_issuer,
            }
        )

    async def _keys(self, _request: Request) -> Response:
        self.key_requests += 1
        if self.away:
            return Response(status_code=503)
        return JSONResponse({"keys": [key.public for key in self.keys]})

    async def _token(self, request: Request) -> Response:
        if self.away:
            return Response(status_code=503)
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        encoded = base64.b64encode(b"postwright:a+secret%3A+of+ours").decode()
        if request.headers.get("authorization") != f"Basic {encoded}" or "client_secret" in form:
            return JSONResponse({"error": "invalid_client"}, 401)
        grant = self.grants.pop(form.get("code", ""), None)
        verifier = form.get("code_verifier", "")
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        if (
            grant is None
            or form.get("grant_type") != "authorization_code"
            or form.get("redirect_uri") != grant.redirect_uri
            or challenge != grant.challenge
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = self.id_token({"nonce": grant.nonce, **grant.claims})
        return JSONResponse({"access_token": "unused", "token_type": "Bearer", "id_token": token})


@contextlib.asynccontextmanager
async def running_issuer() -> AsyncIterator[LocalIssuer]:
    """It listens on a free port of this machine."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    issuer = LocalIssuer(f"http://127.0.0.1:{listening.getsockname()[1]}", [rsa_key("first")])
    server = uvicorn.Server(uvicorn.Config(issuer.app(), log_config=None, lifespan="off"))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield issuer
    finally:
        server.should_exit = True
        await task
        listening.close()
