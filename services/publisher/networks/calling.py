"""One HTTP call, and what became of it."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, quote_plus

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import NotSentError, RefusedError, UnknownOutcomeError
from shared.events import NetworkName
from shared.guard import AddressRefusedError

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_SHORTEST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(days=1)
# Listings of a hundred posts stay far below; more would be a server that wants our memory.
_LARGEST_ANSWER_BYTES = 8 * 1024 * 1024
# The client bounds each silence; a server that sends a byte now and then is bounded here.
_LONGEST_CALL_SECONDS = 180.0
_HIDDEN = "[redacted]"
_HIDDEN_IN_ADDRESS = "redacted"
_OF_THE_BODY = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class Caller:
    """Makes calls to one network and sorts what comes back into the three errors.

    Args:
        http: From `clients.make_client`.
        network: Whose codes the failures carry.
        explain: Reads the network's refusal out of an answer with a status of 400 to 499.
        longest_seconds: For a whole call, however lively the server.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        network: NetworkName,
        explain: Callable[[httpx.Response], Failure],
        *,
        longest_seconds: float = _LONGEST_CALL_SECONDS,
    ) -> None:
        self._http = http
        self._network = network
        self._explain = explain
        self._longest_seconds = longest_seconds

    async def __call__(self, method: str, url: str, *, token: str | None = None, **options: Any) -> Any:
        """The JSON of a 2xx answer.

        Raises:
            NotSentError: The connection could not be made.
            RefusedError: The network said no.
            UnknownOutcomeError: No answer, a server error, or an answer that is not JSON.
        """
        return self.read(await self.send(method, url, token=token, **options))

    async def send(
        self,
        method: str,
        url: str,
        *,
        token: str | None = None,
        secrets: Iterable[str] = (),
        also: Collection[int] = (),
        **options: Any,
    ) -> httpx.Response:
        """A 2xx answer; raises as a call does.

        Args:
            method: Of HTTP.
            url: Its path and query may hold what is in `secrets`, its host may not.
            token: Goes into the Authorization header.
            secrets: What else than credentials in the header is secret; a server that repeats it is not quoted, and
                nobody who logs the address sees it.
            also: Other statuses below 500 that are an answer and no refusal.
            options: Go to httpx.
        """
        headers, hidden = {**options.pop("headers", {})}, tuple(filter(None, secrets))
        if token is not None:
            headers["Authorization"] = self._bearer(token)
        try:
            address, extensions = _shown(httpx.URL(url), options.pop("params", None), hidden)
            async with asyncio.timeout(self._longest_seconds):
                answer = await self._exchange(
                    method, address, headers=headers, extensions=extensions, **options
                )
        except (AddressRefusedError, httpx.InvalidURL) as error:
            raise RefusedError(
                failure("invalid", "account.address_refused", str(error), who_must_act="account_owner")
            ) from error
        except _NEVER_LEFT as error:
            raise NotSentError(self._failed("unreachable", error, hidden)) from error
        except (httpx.TimeoutException, TimeoutError) as error:
            raise UnknownOutcomeError(self._failed("timed_out", error, hidden)) from error
        except httpx.HTTPError as error:
            raise UnknownOutcomeError(self._failed("connection_lost", error, hidden)) from error
        if answer.status_code in also:
            return answer
        return self._sorted(answer if answer.is_success else _without(answer, hidden))

    async def _exchange(self, method: str, url: httpx.URL, **options: Any) -> httpx.Response:
        async with self._http.stream(method, url, **options) as answer:
            body = bytearray()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > _LARGEST_ANSWER_BYTES:
                    raise self.unreadable(f"an answer of more than {_LARGEST_ANSWER_BYTES} bytes")
        return _with_body(answer, bytes(body))

    def _bearer(self, token: str) -> str:
        # httpx would refuse it as well, and quote it.
        if not token.isascii() or not token.isprintable() or " " in token:
            detail = "the token holds characters that no token has: it was not copied as it is"
            raise RefusedError(failure("reconnect", f"{self._network}.token_refused", detail))
        return f"Bearer {token}"

    def read(self, answer: httpx.Response) -> Any:
        """The answer's JSON."""
        try:
            return answer.json()
        except ValueError as error:
            raise self.unreadable(f"{answer.status_code} without readable JSON") from error

    def unreadable(self, why: str) -> UnknownOutcomeError:
        """What to raise for a 2xx answer that does not say what it must."""
        return UnknownOutcomeError(failure("transient", f"{self._network}.unreadable_answer", why))

    def _sorted(self, answer: httpx.Response) -> httpx.Response:
        status = answer.status_code
        if answer.is_success:
            return answer
        if status >= 500 or status == 408:
            raise UnknownOutcomeError(
                failure("transient", f"{self._network}.server_error", f"HTTP {status}: {words_of(answer)}")
            )
        if status < 400:
            detail = f"HTTP {status}: the server sends callers elsewhere; connect the account with its real address"
            raise RefusedError(
                failure("invalid", f"{self._network}.redirected", detail, who_must_act="account_owner")
            )
        raise RefusedError(self._explain(answer))

    def _failed(self, code: str, error: Exception, secrets: Iterable[str]) -> Failure:
        words = _without_secrets(str(error), secrets, _HIDDEN) or type(error).__name__
        return failure("transient", f"{self._network}.{code}", words)


def _shown(
    url: httpx.URL, params: Mapping[str, str] | None, secrets: Sequence[str]
) -> tuple[httpx.URL, dict[str, bytes]]:
    """An address as everybody may see it, and the way to what it leads to, which goes over the wire alone.

    httpx writes every address it calls into its log, and errors name it.
    """
    url = url.copy_merge_params(params) if params else url
    target = url.raw_path
    path, question, query = target.decode("ascii").partition("?")
    shown = [_without_secrets(part, secrets) for part in (path, query)]
    if [path, query] == shown:
        return url, {}
    return url.copy_with(raw_path=f"{shown[0]}{question}{shown[1]}".encode()), {"target": target}


def _without_secrets(text: str, secrets: Iterable[str], hidden: str = _HIDDEN_IN_ADDRESS) -> str:
    for secret in secrets:
        for form in _forms(secret):
            text = text.replace(form, hidden)
    return text


def _forms(secret: str) -> list[str]:
    """As it is, and as addresses and forms write it."""
    return [secret, *(quote(secret, safe=safe) for safe in ("", "/", ":", "/:")), quote_plus(secret)]


def _with_body(answer: httpx.Response, body: bytes) -> httpx.Response:
    """The same answer around a body that has been decoded."""
    headers = [(name, value) for name, value in answer.headers.items() if name not in _OF_THE_BODY]
    return httpx.Response(
        answer.status_code,
        headers=headers,
        content=body,
        request=answer.request,
        extensions=answer.extensions,
    )


def _without(answer: httpx.Response, secrets: Iterable[str]) -> httpx.Response:
    """A refusal's words go to logs, events and people: what was secret in the request must not come back in them."""
    _, _, credentials = answer.request.headers.get("Authorization", "").partition(" ")
    body = answer.content
    for secret in filter(None, (credentials, *secrets)):
        for form in _forms(secret):
            body = body.replace(form.encode(), _HIDDEN.encode())
    return _with_body(answer, body)


def words_of(answer: httpx.Response) -> str:
    """What an answer says, as text for a person."""
    try:
        body = answer.json()
    except ValueError:
        return answer.reason_phrase
    if isinstance(body, dict):
        for name in ("error_description", "message", "detail", "error", "title"):
            if isinstance(body.get(name), str) and body[name]:
                return str(body[name])
    return answer.reason_phrase


def text_of(value: Any) -> str:
    """A text out of an answer.

    Raises:
        TypeError: It is none, or empty.
    """
    if not isinstance(value, str) or not value:
        raise TypeError("not a text")
    return value


def address_of(value: Any) -> str:
    """An address out of an answer, to which something will be sent.

    Raises:
        TypeError: It is none.
    """
    address = text_of(value)
    if not address.startswith(("https://", "http://")):
        raise TypeError("not an address")
    return address


def id_of(value: Any) -> str:
    """An id out of an answer: networks write theirs as texts or as numbers.

    Raises:
        TypeError: It is neither.
    """
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else text_of(value)


def retry_at(answer: httpx.Response, *reset_headers: str) -> datetime:
    """When a rate limit lets calls through again: from the network's own header, else Retry-After, else a minute.

    A reset may be Unix seconds, seconds from now, or an ISO timestamp. What can't be right is bounded to a day.
    """
    now = datetime.now(UTC)
    for name in (*reset_headers, "Retry-After"):
        instant = _instant(answer.headers.get(name, ""), now)
        if instant is not None:
            return min(max(instant, now + _SHORTEST_WAIT), now + _LONGEST_WAIT)
    return now + timedelta(minutes=1)


def _instant(text: str, now: datetime) -> datetime | None:
    text = text.strip()
    if not text:
        return None
    try:
        number = float(text)
        # Nobody waits 30 years: large numbers are Unix seconds.
        return datetime.fromtimestamp(number, UTC) if number > 1e9 else now + timedelta(seconds=number)
    except (ValueError, OverflowError, OSError):
        pass
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            instant = parse(text)
        except (ValueError, TypeError):
            continue
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return None
