"""Pages of a list: `?limit=&cursor=`, an opaque cursor, the next page's address in the body and in Link."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field

from services.gateway.domain.texts import is_storable
from services.gateway.errors import InvalidCursorError

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200
# Of a name or path of 300 characters that each take four bytes.
_LONGEST_CURSOR = 2_048

Item = TypeVar("Item")
View = TypeVar("View")
_CURSOR_HELP = "Take the cursor from next_cursor of the page before, with the same filters, or leave it out."


class Page(BaseModel, Generic[View]):
    """Some items of a list, and where the rest begins."""

    items: list[View]
    next_cursor: str | None = Field(description="Send it as `cursor` for the next page; null on the last.")


@dataclass(frozen=True)
class PageRequest:
    """Which page a client asks for."""

    request: Request
    response: Response
    limit: int
    cursor: str | None

    @property
    def fetch(self) -> int:
        """How many rows to read: one more than asked for tells whether there is a next page."""
        return self.limit + 1

    def after(self, filters: Mapping[str, object] | None = None) -> tuple[str, ...] | None:
        """The sort key of the last item of the page before; none on the first page.

        Args:
            filters: What else narrows the list: a cursor made under other filters is refused.

        Raises:
            InvalidCursorError: The cursor was not made here, or for another list or other filters.
        """
        if self.cursor is None:
            return None
        return _decode(self.cursor, self._list_hash(filters))

    def after_id(self, filters: Mapping[str, object] | None = None) -> UUID | None:
        """The same for a list whose sort key is an id.

        Raises:
            InvalidCursorError: As `after`.
        """
        position = self.after(filters)
        if position is None:
            return None
        try:
            (identifier,) = position
            return UUID(identifier)
        except ValueError:
            raise InvalidCursorError(_CURSOR_HELP) from None

    def after_text(self, filters: Mapping[str, object] | None = None) -> str | None:
        """The same for a list whose sort key is a text.

        Raises:
            InvalidCursorError: As `after`.
        """
        position = self.after(filters)
        if position is None:
            return None
        if len(position) != 1 or not is_storable(position[0]):
            raise InvalidCursorError(_CURSOR_HELP)
        return position[0]

    def after_moment(self, filters: Mapping[str, object] | None = None) -> tuple[datetime, UUID] | None:
        """The same for a list whose sort key is an instant and an id (`moment_key`).

        Raises:
            InvalidCursorError: As `after`.
        """
        position = self.after(filters)
        if position is None:
            return None
        try:
            at, identifier = position
            return datetime.fromisoformat(at).astimezone(UTC), UUID(identifier)
        except (ValueError, OverflowError):
            raise InvalidCursorError(_CURSOR_HELP) from None

    def after_number(self, filters: Mapping[str, object] | None = None) -> int:
        """The same for a list whose sort key is a number from 1 on; 0 on the first page.

        Raises:
            InvalidCursorError: As `after`.
        """
        position = self.after(filters)
        if position is None:
            return 0
        if len(position) != 1 or not re.fullmatch("[0-9]{1,9}", position[0]):
            raise InvalidCursorError(_CURSOR_HELP)
        return int(position[0])

    def answer(
        self,
        rows: Sequence[Item],
        *,
        view: Callable[[Item], View],
        key: Callable[[Item], tuple[str, ...]],
        filters: Mapping[str, object] | None = None,
    ) -> Page[View]:
        """The page, given up to `fetch` rows.

        Args:
            rows: In the list's order.
            view: Makes what the client sees of a row.
            key: The sort key of a row, as text.
            filters: The same as were given to `after`.
        """
        shown = rows[: self.limit]
        cursor = None
        if len(rows) > self.limit:
            cursor = _encode(key(shown[-1]), self._list_hash(filters))
            url = self.request.url.include_query_params(cursor=cursor)
            self.response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
        return Page(items=[view(row) for row in shown], next_cursor=cursor)

    def answer_of_all(
        self, every: Sequence[Item], *, view: Callable[[Item], View], key: Callable[[Item], str]
    ) -> Page[View]:
        """The page of a list that is short enough to be at hand as a whole.

        Args:
            every: All rows, in the list's order.
            view: As for `answer`.
            key: What names a row, each another.

        Raises:
            InvalidCursorError: As `after`, or what it names has left the list.
        """
        after = self.after_text()
        keys = [key(row) for row in every]
        if after is not None and after not in keys:
            raise InvalidCursorError(_CURSOR_HELP)
        begin = 0 if after is None else keys.index(after) + 1
        return self.answer(every[begin : begin + self.fetch], view=view, key=lambda row: (key(row),))

    def _list_hash(self, filters: Mapping[str, object] | None) -> str:
        narrowed = {name: str(value) for name, value in (filters or {}).items() if value is not None}
        text = json.dumps([self.request.url.path, sorted(narrowed.items())])
        return hashlib.sha256(text.encode()).hexdigest()[:12]


async def page_request(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=LARGEST_LIMIT, description="Most items on a page.")] = DEFAULT_LIMIT,
    cursor: Annotated[
        str | None, Query(max_length=_LONGEST_CURSOR, description="`next_cursor` of the page before.")
    ] = None,
) -> PageRequest:
    return PageRequest(request, response, limit, cursor)


def moment_key(at: datetime, identifier: UUID) -> tuple[str, str]:
    """The sort key of a row in a list that is ordered by an instant."""
    return at.isoformat(), str(identifier)


PageQuery = Annotated[PageRequest, Depends(page_request)]


def _encode(position: tuple[str, ...], list_hash: str) -> str:
    text = json.dumps([list_hash, *position], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, list_hash: str) -> tuple[str, ...]:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        made_for, *position = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        raise InvalidCursorError(_CURSOR_HELP) from None
    if made_for != list_hash or not all(isinstance(part, str) for part in position):
        raise InvalidCursorError(_CURSOR_HELP)
    return tuple(position)
