"""What Facebook, Instagram and Threads have in common: the Graph API's calls, envelope and error codes.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.calling import Caller, words_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.numbers import number_of
from services.publisher.networks.refusals import body_of
from shared.events import ErrorClass, NetworkName, WhoMustAct

VERSION = "v26.0"
_MOST_PAGES = 10
# Calls are counted over a rolling hour, and going on calling lengthens the block.
_BLOCKED_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a code means.

    Attributes:
        error_class: What it asks for.
        name: The stable part of our code.
        prepare_again: What was prepared is used up or gone.
        who_must_act: Where it is not who usually acts on the class.
        wait: Until a limited call is let through, where the answer does not tell.
    """

    error_class: ErrorClass
    name: str
    prepare_again: bool = False
    who_must_act: WhoMustAct | None = None
    wait: timedelta = _BLOCKED_FOR


Table = Mapping[tuple[int | None, int | None], Refusal]
"""By code and subcode; a None stands for any."""

_SERVER_ERROR = Refusal("transient", "server_error")
_RECONNECT = Refusal("reconnect", "token_refused")
_LIMITED = Refusal("rate_limited", "rate_limited")
_SCOPE = Refusal("reconnect", "scope_missing")
SHARED: Table = MappingProxyType(
    {
        (190, 458): Refusal("reconnect", "application_removed"),
        (190, 459): Refusal("reconnect", "checkpoint"),
        (190, 460): Refusal("reconnect", "password_changed"),
        (190, 463): Refusal("reconnect", "token_expired"),
        (190, 464): Refusal("reconnect", "account_unconfirmed"),
        (190, 467): _RECONNECT,
        (190, 492): Refusal("reconnect", "role_lost"),
        (190, None): _RECONNECT,
        (102, None): _RECONNECT,
        (101, None): Refusal("restricted", "application_unknown", who_must_act="operator"),
        (3, None): _SCOPE,
        (10, None): _SCOPE,
        (4, None): _LIMITED,
        (17, None): _LIMITED,
        (32, None): _LIMITED,
        (341, None): _LIMITED,
        (613, None): _LIMITED,
        (80001, None): _LIMITED,
        (80002, None): _LIMITED,
        (1, None): _SERVER_ERROR,
        (2, None): _SERVER_ERROR,
        (368, None): Refusal("restricted", "account_blocked"),
        (506, None): Refusal("duplicate", "duplicate"),
        (100, 33): Refusal("invalid", "not_found"),
        (100, 36008): Refusal("reconnect", "consent_refused"),
        (100, 36009): Refusal("reconnect", "consent_refused"),
        (100, None): Refusal("invalid", "parameter_invalid"),
    }
)


class Graph:
    """Calls to one of Meta's networks.

    Args:
        tools: What connectors are made with.
        network: Whose codes the failures carry.
        table: What codes mean there, before what they mean everywhere.
        longest_seconds: For one call, where it is a large upload.
    """

    def __init__(
        self, tools: Tools, network: NetworkName, table: Table, *, longest_seconds: float | None = None
    ) -> None:
        longest = {} if longest_seconds is None else {"longest_seconds": longest_seconds}
        self._caller = Caller(tools.http, network, explainer(network, table), **longest)
        self._server_error = f"{network}.{_SERVER_ERROR.name}"
        self.network = network

    async def __call__(self, method: str, url: str, *, token: str | None = None, **options: Any) -> Any:
        """The JSON of a 2xx answer; raises as `Caller` does."""
        try:
            return await self._caller(method, url, token=token, **options)
        except RefusedError as refused:
            if refused.failure.code == self._server_error:
                # Their own failure under a 400: as with any 5xx, what was asked for may have happened.
                raise UnknownOutcomeError(refused.failure) from None
            raise

    def unreadable(self, why: str) -> UnknownOutcomeError:
        """What to raise for a 2xx answer that does not say what it must."""
        return self._caller.unreadable(why)

    async def listed(
        self, url: str, token: str, params: Mapping[str, str]
    ) -> AsyncIterator[Mapping[str, Any]]:
        """Everything in a list, page by page.

        Raises:
            UnknownOutcomeError: Also where it does not end: not found among so many is not "not there".
        """
        asked = dict(params)
        for _ in range(_MOST_PAGES):
            answer = await self("GET", url, token=token, params=asked)
            data = at(answer, "data")
            if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
                raise self.unreadable("the list has no data")
            for item in data:
                yield item
            if at(answer, "paging", "next") is None:
                return
            after = at(answer, "paging", "cursors", "after")
            if not isinstance(after, str) or not after:
                raise self.unreadable("the list goes on without saying where")
            asked["after"] = after
        raise self.unreadable(f"the list goes on after {_MOST_PAGES} pages")


def explainer(network: NetworkName, table: Table) -> Callable[[httpx.Response], Failure]:
    """What reads a refusal: the code and subcode decide, never the text."""

    def explain(answer: httpx.Response) -> Failure:
        error = _error_of(answer)
        words = _words(error) or words_of(answer)
        refusal = _meaning(error, table)
        if refusal is None:
            return failure("invalid", f"{network}.unclassified", f"{words} ({_codes(error)})")
        return failure(
            refusal.error_class,
            f"{network}.{refusal.name}",
            words,
            who_must_act=refusal.who_must_act,
            retry_at=_regained_at(answer, refusal.wait) if refusal.error_class == "rate_limited" else None,
            prepare_again=refusal.prepare_again,
        )

    return explain


def _meaning(error: Mapping[str, Any], table: Table) -> Refusal | None:
    code, subcode = _code(error, "code"), _code(error, "error_subcode")
    for known in (table, SHARED):
        for key in ((code, subcode), (None, subcode), (code, None)):
            if key != (None, None) and key in known:
                return known[key]
    if isinstance(code, int) and 200 <= code <= 299:
        return _SCOPE
    if error.get("is_transient") is True or error.get("retriable") is True:
        return _SERVER_ERROR
    return None


def _code(error: Mapping[str, Any], name: str) -> int | None:
    found = error.get(name)
    return found if isinstance(found, int) else None


def _error_of(answer: httpx.Response) -> Mapping[str, Any]:
    """The envelope's inside; upload servers have one of their own."""
    body = body_of(answer)
    for name in ("error", "debug_info"):
        if isinstance(body.get(name), dict):
            inside: Mapping[str, Any] = body[name]
            return inside
    # Instagram's log-in answers without an envelope.
    if "error_message" in body:
        return {"code": body.get("code"), "message": body["error_message"]}
    return {}


def _words(error: Mapping[str, Any]) -> str:
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else None
    words = error.get("error_user_msg") or details or error.get("message") or ""
    trace = error.get("fbtrace_id")
    return f"{words} (fbtrace_id {trace})" if words and trace else str(words)


def _codes(error: Mapping[str, Any]) -> str:
    return f"code {error.get('code')}, subcode {error.get('error_subcode')}"


def _regained_at(answer: httpx.Response, otherwise: timedelta) -> datetime:
    """When calls are let through again: minutes by the usage header, else a while."""
    now = datetime.now(UTC)
    try:
        usage = json.loads(answer.headers["X-Business-Use-Case-Usage"])
        told = [each["estimated_time_to_regain_access"] for uses in usage.values() for each in uses]
        minutes = max(float(minutes) for minutes in told)
    except (AttributeError, KeyError, TypeError, ValueError):
        minutes = 0.0
    return now + (timedelta(minutes=min(minutes, 1440.0)) if minutes > 0 else otherwise)


def at(answer: Any, *path: str | int) -> Any:
    """What lies at a place of an answer; None where the answer is of another form."""
    for step in path:
        is_there = isinstance(answer, dict | list)
        try:
            answer = answer[step] if is_there else None
        except (IndexError, KeyError, TypeError):
            return None
    return answer


def number_at(answer: Any, *path: str | int) -> float | None:
    """The number that lies there; None where there is none."""
    return number_of(at(answer, *path))


def instant(text: Any) -> datetime | None:
    """An instant as the Graph API writes it, `2026-11-21T14:30:13+0000`; None where it is not one."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")
    except (TypeError, ValueError):
        return None
