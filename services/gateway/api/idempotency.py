"""Idempotency-Key: a create that is sent again makes nothing new and gets the first answer.

https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
"""

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from services.gateway.answer_seals import AnswerSeal
from services.gateway.api.dependencies import caller_of, part_of
from services.gateway.domain.identity import Caller
from services.gateway.errors import IdempotencyKeyReusedError, MalformedRequestError, RequestInProgressError
from services.gateway.tenancy import Tenancy
from shared.sql import load_queries
from shared.unit_of_work import UnitOfWork

_KEY = re.compile(r'"(?P<quoted>[\x21\x23-\x7e]{1,128})"|(?P<bare>[\x21\x23-\x7e]{1,128})')
_QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "idempotency.sql")
_RETRY_SECONDS = "1"


@dataclass(frozen=True)
class Made:
    """What a create answers.

    Attributes:
        headers: Such as Location.
        is_secret: Whether the body holds what is shown once: then it is kept sealed for a retry.
    """

    status: int
    body: BaseModel
    headers: Mapping[str, str] = field(default_factory=dict)
    is_secret: bool = False


Effect = Callable[[UnitOfWork], Awaitable[Made]]


@dataclass(frozen=True)
class Create:
    """Runs the effect of a create in one transaction, at most once for an Idempotency-Key.

    The answer is stored in the transaction of the effect, so a crash leaves both or neither. While it runs, an advisory
    lock on the key, which dies with the transaction, keeps a second one out.
    """

    request: Request
    caller: Caller
    tenancy: Tenancy
    seal: AnswerSeal
    key: str | None
    item: bytes | None = None

    def of_item(self, key: str | None, item: bytes) -> "Create":
        """The same for one item of a request, under a key of its own.

        Args:
            key: The item's; none makes it anew each time.
            item: What it is known by when its key comes again.
        """
        return replace(self, key=key, item=item)

    async def __call__(self, effect: Effect) -> Response:
        """The answer: the effect's own, or the one it gave the first time.

        Raises:
            RequestInProgressError: The same key is being worked on at this moment.
            IdempotencyKeyReusedError: The key was used with another body.
        """
        async with self.tenancy.work(self.caller.organization_id) as work:
            if self.key is None:
                return _response(await effect(work))
            replay = await self._begin(work)
            if replay is not None:
                return replay
            made = await effect(work)
            response = _response(made)
            await self._remember(work, response, is_secret=made.is_secret)
            return response

    @property
    def _scope(self) -> str:
        return f"{self.caller.credential} {self.request.method} {self.request.url.path}"

    @property
    def _fingerprint(self) -> bytes:
        if self.item is not None:
            return hashlib.sha256(self.item).digest()
        digest: bytes = self.request.state.body_digest()
        return digest

    async def _begin(self, work: UnitOfWork) -> Response | None:
        locked = await work.connection.fetchval(_QUERIES["lock_idempotency_key"], f"{self._scope} {self.key}")
        if not locked:
            raise RequestInProgressError(
                "A request with this Idempotency-Key is running; ask again in a second for its answer.",
                headers={"Retry-After": _RETRY_SECONDS},
            )
        row = await work.connection.fetchrow(
            _QUERIES["remembered_answer"],
            self.caller.organization_id,
            self._scope,
            self.key,
        )
        if row is None:
            return None
        if row["fingerprint"] != self._fingerprint:
            raise IdempotencyKeyReusedError(
                "This Idempotency-Key belongs to a request with another body. Use a new key for a new request."
            )
        headers = {**row["headers"], "Idempotency-Replayed": "true"}
        body = self.seal.open(row["body"], self._place) if row["sealed"] else row["body"]
        if body is None:
            raise IdempotencyKeyReusedError(
                "The request was done, and its answer can't be read any more since this installation has another key."
            )
        return Response(body, status_code=row["status"], headers=headers)

    @property
    def _place(self) -> str:
        return f"{self.caller.organization_id} {self._scope} {self.key}"

    async def _remember(self, work: UnitOfWork, response: Response, *, is_secret: bool) -> None:
        names = ("content-type", "location", "etag", "retry-after", "cache-control")
        body = bytes(response.body)
        await work.connection.execute(
            _QUERIES["remember_answer"],
            self.caller.organization_id,
            self._scope,
            self.key,
            self._fingerprint,
            response.status_code,
            {name: response.headers[name] for name in names if name in response.headers},
            self.seal.seal(body, self._place) if is_secret else body,
            is_secret,
        )


def _response(made: Made) -> Response:
    return Response(
        made.body.model_dump_json().encode(),
        status_code=made.status,
        headers=dict(made.headers),
        media_type="application/json",
    )


async def create(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="Any text of your own, unique to this request: sent again with the same key and body within"
            " 24 hours, it makes nothing new and gets the first answer.",
            examples=['"8e03978e-40d5-43dd-bc93-6894a57f9324"'],
        ),
    ] = None,
) -> Create:
    if len(request.headers.getlist("Idempotency-Key")) > 1:
        raise MalformedRequestError(
            "Idempotency-Key is there more than once. Send one, the same for a retry."
        )
    tenancy, seal = part_of(request, Tenancy), part_of(request, AnswerSeal)
    return Create(request, caller_of(request), tenancy, seal, _parse(idempotency_key))


Creation = Annotated[Create, Depends(create)]


def _parse(header: str | None) -> str | None:
    if header is None:
        return None
    match = _KEY.fullmatch(header.strip())
    if match is None:
        raise MalformedRequestError("Idempotency-Key holds 1 to 128 printable characters, in quotes or bare.")
    return match["quoted"] or match["bare"]
