import secrets
from typing import Any

import jwt
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls, take
from sandbox.limits import Limit
from sandbox.networks.bluesky.bodies import json_input, query
from sandbox.networks.bluesky.dialect import REQUESTS, Bluesky, refused
from sandbox.tokens import Token

LOGINS_5_MINUTES = Limit("bluesky.logins", 30, 300)
SERVICE_SECONDS_UNTOLD = 60
SERVICE_SECONDS_MOST = 1800
LOGINS_DAY = Limit("bluesky.logins.day", 300, 86_400)


def add_calls(calls: Calls, network: Bluesky) -> None:
    sessions = SessionCalls(network)
    prefix = "/xrpc/com.atproto.server"
    calls.add("POST", f"{prefix}.createSession", "createSession", sessions.create, REQUESTS)
    calls.add("POST", f"{prefix}.refreshSession", "refreshSession", sessions.refresh, REQUESTS)
    calls.add("POST", f"{prefix}.deleteSession", "deleteSession", sessions.delete, REQUESTS)
    calls.add("GET", f"{prefix}.getSession", "getSession", sessions.get, REQUESTS)
    calls.add("GET", f"{prefix}.getServiceAuth", "getServiceAuth", sessions.service_auth, REQUESTS)
    calls.add("GET", f"{prefix}.describeServer", "describeServer", sessions.describe, REQUESTS)


class SessionCalls:
    def __init__(self, network: Bluesky) -> None:
        self._network = network
        self._state = network.state
        # Tokens are looked up in the store; the signature only makes them look as they should.
        self._signing_key = secrets.token_bytes(32)

    async def create(self, request: Request) -> Response:
        body = await json_input(request, identifier=str, password=str)
        account = self._network.account(body["identifier"])
        who = account.remote_id if account else body["identifier"]
        take(self._state, LOGINS_5_MINUTES, who)
        take(self._state, LOGINS_DAY, who)
        password = self._state.tokens.find(self._network.name, body["password"])
        if (
            account is None
            or password is None
            or password.kind != "app_password"
            or password.account_id != account.id
            or not self._state.tokens.is_alive(password)
        ):
            raise refused(401, "AuthenticationRequired", "Invalid identifier or password")
        with self._state.store.transaction():
            return JSONResponse(self._session(request, account, family=secrets.token_hex(8)))

    async def refresh(self, request: Request) -> Response:
        """Gives both tokens anew; the refresh token that was used ends, and with it the access tokens before."""
        account, token = self._network.require(request, "refresh")
        with self._state.store.transaction():
            self._state.tokens.end_family(token.family)
            return JSONResponse(self._session(request, account, token.family))

    async def delete(self, request: Request) -> Response:
        _, token = self._network.require(request, "refresh")
        self._state.tokens.end_family(token.family)
        return Response()

    async def get(self, request: Request) -> Response:
        account, _ = self._network.require(request)
        return JSONResponse(self._person(request, account))

    async def describe(self, request: Request) -> Response:
        server = f"did:web:{request.url.hostname}"
        return JSONResponse({"did": server, "availableUserDomains": [".test"], "inviteCodeRequired": True})

    async def service_auth(self, request: Request) -> Response:
        """A token for one method of another service, in the account's name."""
        account, _ = self._network.require(request)
        given = query(request, "aud")
        now = self._state.now()
        text = given.get("exp") or str(int(now) + SERVICE_SECONDS_UNTOLD)
        if not text.isdigit() or not now < int(text) <= now + SERVICE_SECONDS_MOST:
            raise refused(400, "BadExpiration", "the expiration is not within the next 30 minutes")
        claims = {
            "iss": account.remote_id,
            "aud": given["aud"],
            "lxm": given.get("lxm"),
            "iat": int(now),
            "exp": int(text),
            "jti": secrets.token_hex(16),
        }
        token = self._state.tokens.issue(
            self._network.name,
            "service",
            account_id=account.id,
            scopes=given.get("lxm", ""),
            seconds=int(text) - now,
            text=jwt.encode(claims, self._signing_key, algorithm="HS256"),
            document={"aud": given["aud"]},
        )
        return JSONResponse({"token": token.token})

    def _person(self, request: Request, account: Account) -> dict[str, Any]:
        return {
            "handle": account.handle,
            "did": account.remote_id,
            "didDoc": did_document(request, account),
            "email": f"{account.handle.split('.')[0]}@example.invalid",
            "emailConfirmed": True,
            "emailAuthFactor": False,
            "active": True,
        }

    def _session(self, request: Request, account: Account, family: str) -> dict[str, Any]:
        settings = self._state.settings
        access = self._token(account, family, "access", settings.bluesky_access_token_seconds)
        refresh = self._token(account, family, "refresh", settings.bluesky_refresh_token_seconds)
        return {"accessJwt": access.token, "refreshJwt": refresh.token, **self._person(request, account)}

    def _token(self, account: Account, family: str, kind: Any, seconds: int) -> Token:
        now = int(self._state.now())
        claims = {
            "scope": "com.atproto.appPass" if kind == "access" else "com.atproto.refresh",
            "sub": account.remote_id,
            "aud": "did:web:sandbox.test",
            "jti": secrets.token_urlsafe(16),
            "iat": now,
            "exp": now + seconds,
        }
        kinds = {"access": "at+jwt", "refresh": "refresh+jwt"}
        text = jwt.encode(claims, self._signing_key, algorithm="HS256", headers={"typ": kinds[kind]})
        return self._state.tokens.issue(
            self._network.name,
            kind,
            account_id=account.id,
            scopes=str(claims["scope"]),
            seconds=seconds,
            family=family,
            text=text,
        )


def did_document(request: Request, account: Account) -> dict[str, Any]:
    """The account's DID document; its service entry says where the account's server is."""
    return {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": account.remote_id,
        "alsoKnownAs": [f"at://{account.handle}"],
        "verificationMethod": [],
        "service": [
            {
                "id": "#atproto_pds",
                "type": "AtprotoPersonalDataServer",
                "serviceEndpoint": f"{str(request.base_url).rstrip('/')}/bluesky",
            }
        ],
    }
