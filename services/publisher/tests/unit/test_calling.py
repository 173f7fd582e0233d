"""One call: what is certain about it, when to come back, and that nothing secret or foreign comes along."""

import asyncio
import base64
import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import NetworkError, NotSentError, RefusedError, UnknownOutcomeError
from services.publisher.networks.calling import Caller, retry_at, words_of
from services.publisher.networks.clients import make_client
from services.publisher.tests.unit.playing import (
    NETWORKS,
    PART,
    PREPARED,
    access,
    connector_to,
)
from shared.events import NetworkName

SECRETS = {
    "access_token": "SECRET-access-token",
    "access_jwt": "SECRET-access-jwt",
    "refresh_token": "SECRET-refresh-token",
    "refresh_jwt": "SECRET-refresh-jwt",
    "client_secret": "SECRET-client-secret",
    "app_password": "SECRET-app-password",
}


def _invalid(answer: httpx.Response) -> Failure:
    return failure("invalid", "x.request_invalid", words_of(answer))


def caller(answer: Callable[[httpx.Request], httpx.Response], **options: Any) -> Caller:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return Caller(http, "x", _invalid, **options)


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (httpx.ConnectError("refused"), NotSentError),
        (httpx.ConnectTimeout("slow"), NotSentError),
        (httpx.PoolTimeout("busy"), NotSentError),
        (httpx.WriteTimeout("half sent"), UnknownOutcomeError),
        (httpx.WriteError("half sent"), UnknownOutcomeError),
        (httpx.ReadTimeout("silence"), UnknownOutcomeError),
        (httpx.ReadError("reset"), UnknownOutcomeError),
        (httpx.RemoteProtocolError("closed without an answer"), UnknownOutcomeError),
        (httpx.DecodingError("not gzip"), UnknownOutcomeError),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
async def test_what_is_certain(raised: Exception, expected: type[NetworkError]) -> None:
    """Only a connection that was never made is certain not to have carried the call."""

    def answer(_: httpx.Request) -> httpx.Response:
        raise raised

    with pytest.raises(expected) as caught:
        await caller(answer)("POST", "https://x.example/2/tweets", token="t")
    assert caught.value.failure.error_class == "transient"
    assert caught.value.failure.retry_can_help


async def test_a_server_that_drips() -> None:
    """An answer that never ends is cut off, and may stand for a post."""

    class Dripping(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            while True:
                yield b" "
                await asyncio.sleep(0.01)

    slow = caller(lambda _: httpx.Response(200, stream=Dripping()), longest_seconds=0.2)
    with pytest.raises(UnknownOutcomeError):
        await slow("POST", "https://x.example/2/tweets")


@pytest.mark.parametrize(
    "url", ["https://exa mple.com:port/", "https://[::1", f"https://{'a' * 300}.example/"]
)
async def test_an_address_that_is_none(url: str) -> None:
    """Is for the account's owner to mend, or certainly not sent."""
    async with make_client(allow_private=False) as http:
        with pytest.raises((RefusedError, NotSentError)):
            await Caller(http, "x", _invalid)("GET", url)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("status", [400, 401, 403, 422, 429, 500, 503])
@pytest.mark.parametrize("method", ["commit", "refresh"])
async def test_secrets_that_a_server_repeats(
    *, network: NetworkName, status: int, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A server that quotes our credentials does not get them into an error, an event or a log."""
    caplog.set_level(logging.DEBUG)
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        quoted = f"You sent {request.headers.get('authorization')} {request.content.decode()}"
        sent.append(quoted)
        body = {"error": "invalid_grant", "error_description": quoted, "message": quoted, "detail": quoted}
        return httpx.Response(status, json=body)

    connector, held = connector_to(network, answer), access(**SECRETS)
    call = (
        connector.commit(held, PART, [], PREPARED[network]) if method == "commit" else connector.refresh(held)
    )
    with pytest.raises(NetworkError) as caught:
        await call
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value.failure) + caplog.text
    assert (network, method) == ("mastodon", "refresh") or any("SECRET" in words for words in sent)
    assert "SECRET" not in shown
    assert base64.b64encode(b"client:SECRET-client-secret").decode() not in shown


@pytest.mark.parametrize(
    "token", ["two\nlines", "tökén", "with space", "tab\t", "\x7f", "line\r\nX-Other: 1"]
)
async def test_a_token_that_can_be_none(token: str) -> None:
    """Is refused before it is sent, and not shown: HTTP libraries quote headers that they refuse."""

    def answer(_: httpx.Request) -> httpx.Response:
        pytest.fail("it was sent")

    with pytest.raises(RefusedError) as caught:
        await caller(answer)("GET", "https://x.example/", token=token)
    assert caught.value.failure.error_class == "reconnect"
    assert token not in "".join(traceback.format_exception(caught.value))


async def test_no_cookies() -> None:
    """A session that a server gives to one account is not sent with the next."""
    async with make_client(allow_private=True) as http:
        answer = httpx.Response(
            200,
            headers={"set-cookie": "session=1; Path=/"},
            request=httpx.Request("GET", "https://m.example/"),
        )
        http.cookies.extract_cookies(answer)
        assert "cookie" not in http.build_request("GET", "https://m.example/").headers


async def test_neither_redirects_nor_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token goes to the account's own server: not where an answer points, nor through what the environment names."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).split(b" ")[1])
        writer.write(
            b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        await writer.drain()
        writer.close()

    async with (
        await asyncio.start_server(answer, "127.0.0.1", 0) as server,
        make_client(allow_private=True) as http,
    ):
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(RefusedError, match="sends callers elsewhere"):
            await Caller(http, "x", _invalid)("GET", f"http://127.0.0.1:{port}/here", token="t")
    assert asked == [b"/here"]


NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-reset": str(int((NOW + timedelta(seconds=90)).timestamp()))}, 90),
        ({"x-reset": (NOW + timedelta(seconds=90)).isoformat()}, 90),
        ({"x-reset": (NOW + timedelta(seconds=90)).isoformat().replace("+00:00", "Z")}, 90),
        ({"x-reset": format_datetime(NOW + timedelta(seconds=90))}, 90),
        ({"x-reset": "90"}, 90),
        ({"retry-after": "90"}, 90),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=90), usegmt=True)}, 90),
        ({"x-reset": "soon", "retry-after": "90"}, 90),
        ({"x-reset": str(int((NOW - timedelta(seconds=90)).timestamp()))}, 1),
        ({"x-reset": "-5"}, 1),
        ({"x-reset": "nan"}, 60),
        ({"x-reset": "inf"}, 60),
        ({"x-reset": "1e300"}, 60),
        ({"x-reset": "99999999"}, 86_400),
        ({"x-reset": "4102444800"}, 86_400),
        ({}, 60),
    ],
)
def test_retry_at(headers: dict[str, str], seconds: float) -> None:
    """The network's own instant in each form that networks use; what can't be right is bounded, or a minute."""
    wait = (retry_at(httpx.Response(429, headers=headers), "x-reset") - datetime.now(UTC)).total_seconds()
    # The instant was written before the tests ran; a run of all tests may come to this one much later.
    age = (datetime.now(UTC) - NOW).total_seconds() if seconds == 90 else 0
    assert seconds - age - 3 <= wait <= seconds + 1
