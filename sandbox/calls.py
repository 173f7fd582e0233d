"""What happens around every call of every network: faults, rate limits, counting, dropped connections."""

import asyncio
import base64
import binascii
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.accounts import Account
from sandbox.faults import Fault
from sandbox.limits import Limit, Window
from sandbox.state import State

Handler = Callable[[Request], Awaitable[Response]]

ABORT = "sandbox.abort"
"""The scope extension through which a connection is cut (see server.py)."""


OWN_ANSWERS = {"checkpoint": "checkpoint", "quota": "quota_gone", "processing_failed": "processing_failed"}
"""Faults that only some networks have, and by which name such a network's dialect says how it answers: methods that give
a Response; for `processing_failed` the words that the uploaded media then fails with."""


class RefusedError(Exception):
    """A network's refusal, already in that network's own words."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}


class RateLimitedError(Exception):
    """A handler's own limit (one that needs the body to be counted) is used up."""

    def __init__(self, window: Window) -> None:
        super().__init__(window.limit.name)
        self.window = window


def take(state: State, limit: Limit, who: str, cost: int = 1) -> Window:
    """Use up some of a limit; raises RateLimitedError when there is not enough left."""
    window = state.limits.hit(limit, who, cost)
    if window.exceeded:
        raise RateLimitedError(window)
    return window


class Network(Protocol):
    """How one network speaks when the sandbox itself, and not a rule of the call, decides the answer."""

    name: str

    def caller(self, request: Request) -> Account | None:
        """Whose token is on the request, alive or not."""

    def rate_limited(self, window: Window) -> Response: ...
    def server_error(self, status: int) -> Response: ...
    def unauthorized(self) -> Response: ...
    def malformed(self, call: str, variant: str) -> Response:
        """A 200 whose JSON is not what the call promises."""

    def limit_headers(self, window: Window) -> dict[str, str]: ...


class Call:
    """One call of a network as an ASGI application."""

    def __init__(
        self, state: State, network: Network, name: str, handler: Handler, limits: Sequence[Limit]
    ) -> None:
        self.name = f"{network.name}.{name}"
        self._state = state
        self._network = network
        self._handler = handler
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request, wiped = Request(scope, receive), self._state.wiped
        response = await self._answer(request)
        if self._state.wiped == wiped:
            self._state.count(self.name, str(response.status_code) if response else "dropped")
        if response is None:
            await _drop(scope, receive)
        else:
            await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        """The response, or None when the connection is to be cut instead."""
        caller = self._network.caller(request)
        fault = self._state.faults.strike(self.name, caller.handle if caller else None)
        if self._state.settings.latency_ms:
            await asyncio.sleep(self._state.settings.latency_ms / 1000)
        if fault and fault.mode == "drop_before_accept":
            return None
        instead = self._struck(fault, caller) if fault else None
        if instead is not None and not (fault and fault.accepted):
            with contextlib.suppress(ClientDisconnect):
                await request.body()  # a server that answers without reading would look like a cut connection
            return instead
        try:
            worked = await self._worked(request, caller)
        except ClientDisconnect:
            return None
        if fault and fault.mode == "processing_failed" and caller:
            self._state.media.fail_newest(
                self._network.name, caller.id, str(getattr(self._network, OWN_ANSWERS[fault.mode]))
            )
        if fault and fault.mode == "slow":
            # The work is done and only its answer is late: who gives up waiting has posted all the same.
            await asyncio.sleep(fault.seconds)
        return None if fault and fault.mode == "accept_then_drop" else instead or worked

    def _struck(self, fault: Fault, caller: Account | None) -> Response | None:
        match fault.mode:
            case "rate_limited":
                limit = self._limits[0] if self._limits else Limit(self.name, 1, int(fault.seconds) or 1)
                return self._network.rate_limited(
                    Window(limit, 0, self._state.now() + fault.seconds, exceeded=True)
                )
            case "server_error":
                return self._network.server_error(fault.status)
            case "malformed":
                return _malformed(self._network, self.name, fault)
            case "unauthorized":
                return self._network.unauthorized()
            case "checkpoint" | "quota":
                answer: Response = getattr(self._network, OWN_ANSWERS[fault.mode])()
                return answer
            case "expire_tokens":
                self._state.tokens.expire_access(self._network.name, caller.id if caller else None)
            case "revoked" if caller:
                self._state.tokens.end_all(self._network.name, caller.id)
        return None

    async def _worked(self, request: Request, caller: Account | None) -> Response:
        who = caller.remote_id if caller else (request.client.host if request.client else "unknown")
        headers: dict[str, str] = {}
        try:
            for limit in self._limits:
                headers = headers or self._network.limit_headers(take(self._state, limit, who))
            response = await self._handler(request)
        except RateLimitedError as error:
            return self._network.rate_limited(error.window)
        except RefusedError as error:
            response = JSONResponse(error.body, error.status, error.headers)
        response.headers.update(
            {name: value for name, value in headers.items() if name not in response.headers}
        )
        return response


class Calls:
    """Makes the routes of one network and knows the names of its calls."""

    def __init__(self, state: State, network: Network) -> None:
        self._state = state
        self._network = network
        self.routes: list[Route] = []
        self.names: list[str] = []

    def has_fault(self, mode: str) -> bool:
        """Whether the network says how it answers to that."""
        return mode not in OWN_ANSWERS or hasattr(self._network, OWN_ANSWERS[mode])

    def add(self, method: str, path: str, name: str, handler: Handler, *limits: Limit) -> None:
        call = Call(self._state, self._network, name, handler, limits)
        self.routes.append(Route(path, call, methods=[method], name=call.name))
        if call.name not in self.names:
            self.names.append(call.name)

    def add_told_apart(
        self,
        method: str,
        path: str,
        which: Callable[[Request], str],
        handlers: Mapping[str, Handler],
        *limits: Limit,
    ) -> None:
        """Several calls behind one address: `which` tells the name of one by what the request carries."""
        calls = {
            name: Call(self._state, self._network, name, handler, limits)
            for name, handler in handlers.items()
        }

        async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
            await calls[which(Request(scope))](scope, receive, send)

        self.routes.append(Route(path, _Application(dispatch), methods=[method]))
        self.names += [call.name for call in calls.values()]


class _Application:
    """Starlette takes a function for a handler of requests, and an object for an application."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application(scope, receive, send)


def _malformed(network: Network, call: str, fault: Fault) -> Response:
    if fault.variant == "html":
        return HTMLResponse(f"<!DOCTYPE html><title>Please wait</title><p>{call}: checking your browser…</p>")
    return network.malformed(call, fault.variant)


async def _drop(scope: Scope, receive: Receive) -> None:
    scope["extensions"][ABORT]["cut"]()
    while (await receive())["type"] != "http.disconnect":
        pass


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; files as their names."""
    async with request.form() as form:
        return {name: str(value) for name, value in form.items()}


def basic(request: Request) -> tuple[str, str] | None:
    """User and password of HTTP Basic; None where there are none."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return user, password


def bearer(request: Request) -> str | None:
    """The bearer token of the request's Authorization header."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
