"""What surrounds every request; pure ASGI, since BaseHTTPMiddleware costs a task and breaks streaming."""

import functools
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipResponder
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.rate_limits import Usage
from services.gateway.tenancy import acting
from shared.web import on_unexpected

_LEAST_COMPRESSED_BYTES = 1_024
_COMPRESSION_LEVEL = 5  # of 9; more takes three times as long for a twentieth less
_UNCOMPRESSED_TYPES = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "image/*", "application/octet-stream")
_CODING = re.compile(
    rb"[ \t]*(?P<name>[!#$%&'*+.^_`|~0-9a-z-]+)(?:[ \t]*;[ \t]*q=(?P<weight>0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?[ \t]*"
)
_SECRET_PATHS = ("/v1/auth", "/v1/api-keys", "/v1/invitations", "/v1/webhooks", "/v1/connections")
_WITHOUT_BODY = frozenset({204, 304})
UPLOAD_PATH = "/v1/media"
_PART_PATH = re.compile(r"/v1/media/uploads/[^/]+/parts/[^/]+")
_SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; object-src 'none';"
    " base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Compression:
    """Compresses answers that are text and long enough.

    Not those of signing in: where a secret and something that another chose are compressed together, the length tells
    of the secret (BREACH). Nor streams of events, pictures and videos.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Starlette's middleware takes every mention of gzip for a wish, and gzip;q=0 too.
        if scope["type"] != "http" or scope["path"].startswith(_SECRET_PATHS) or not _wants_gzip(scope):
            await self._app(scope, receive, send)
            return
        responder = GZipResponder(
            self._app,
            _LEAST_COMPRESSED_BYTES,
            compresslevel=_COMPRESSION_LEVEL,
            exclude_content_types=_UNCOMPRESSED_TYPES,
        )
        await responder(scope, receive, send)


def _wants_gzip(scope: Scope) -> bool:
    wishes = [value for name, value in scope["headers"] if name == b"accept-encoding"]
    return bool(wishes) and _prefers_gzip(b",".join(wishes).lower())


@functools.lru_cache(maxsize=256)
def _prefers_gzip(wishes: bytes) -> bool:
    """Whether gzip is taken, by its name or as any other coding, and plain not rather (RFC 9110, 12.5.3)."""
    codings = [match for part in wishes.split(b",") if (match := _CODING.fullmatch(part))]
    weights = {coding["name"]: float(coding["weight"] or 1) for coding in codings}
    # Of old also x-gzip (RFC 9110, 8.4.1.3).
    gzip = weights.get(b"gzip", weights.get(b"x-gzip", weights.get(b"*", 0.0)))
    return gzip > 0 and gzip >= weights.get(b"identity", 0.0)


class HeadOfGet:
    """HEAD where there is GET: the same headers, and no body.

    What has a handler of its own for HEAD, such as media, keeps it; only a 405 is answered anew.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        is_refused = False

        async def send_unless_refused(message: Message) -> None:
            nonlocal is_refused
            is_refused = is_refused or (message["type"] == "http.response.start" and message["status"] == 405)
            if not is_refused:
                await send(message)

        await self._app(dict(scope), receive, send_unless_refused)
        if is_refused:
            await self._app({**scope, "method": "GET"}, receive, _head_alone(send))


def _head_alone(send: Send) -> Send:
    has_ended = False

    async def send_head(message: Message) -> None:
        nonlocal has_ended
        if message["type"] == "http.response.start":
            await send(message)
        elif message["type"] == "http.response.body" and not has_ended:
            has_ended = True
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return send_head


class Edge:
    """Adds headers to every answer, bounds and digests bodies, and answers what nobody caught.

    FastAPI's own body limit answers in plain text around everything else, so that one is not used.

    Args:
        app: What is inside.
        max_body_bytes: A larger body gets 413, whether its size is announced or only seen.
        max_upload_bytes: The same where files are sent.
        is_https: Whether clients reach this installation by https: then they are told to stay with it.
    """

    def __init__(self, app: ASGIApp, *, max_body_bytes: int, max_upload_bytes: int, is_https: bool) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes
        self._max_upload_bytes = max_upload_bytes
        lasting = {"Strict-Transport-Security": "max-age=31536000"} if is_https else {}
        self._headers = _encoded(_SECURITY_HEADERS | lasting)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        state: dict[str, Any] = scope.setdefault("state", {})
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._add_headers(message, state.get("rate_limit_usages", ()))
            await send(message)

        nobody = acting.set(None)
        try:
            await self._app(scope, self._watched(scope, receive), send_with_headers)
        except Exception as error:
            if started:
                raise
            # Here and not in Starlette's outermost handler, whose answers would lack every header that is added inside.
            response = await on_unexpected(Request(scope), error)
            await response(scope, receive, send_with_headers)
        finally:
            acting.reset(nobody)

    def _watched(self, scope: Scope, receive: Receive) -> Receive:
        """A receive that stops at the limit, and leaves in the request's state a SHA-256 of method, path, query and body."""
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"")
        size = int(announced) if announced.isdigit() else 0
        digest = None
        if b"idempotency-key" in headers:
            target = scope["path"].encode() + b"?" + scope["query_string"]
            digest = hashlib.sha256(scope["method"].encode() + b" " + target + b"\n")
            scope["state"]["body_digest"] = digest.digest
        seen = 0
        is_file = scope["path"] == UPLOAD_PATH or _PART_PATH.fullmatch(scope["path"])
        most = self._max_upload_bytes if is_file else self._max_body_bytes

        async def receive_watched() -> Message:
            nonlocal seen
            if size > most:
                raise HTTPException(413)
            message = await receive()
            if message["type"] == "http.request":
                body = message.get("body", b"")
                seen += len(body)
                if seen > most:
                    raise HTTPException(413)
                if digest is not None:
                    digest.update(body)
            return message

        return receive_watched

    def _add_headers(self, message: Message, usages: tuple[Usage, ...]) -> None:
        headers = list(message["headers"])
        if message["status"] in _WITHOUT_BODY:
            headers = [header for header in headers if header[0] != b"content-type"]
        present = {name for name, _value in headers}
        headers += [header for header in self._headers if header[0] not in present]
        if b"ratelimit" not in present:
            headers += [header for usage in usages for header in _encoded(usage.headers)]
        message["headers"] = headers


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """As ASGI has them."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
