import base64
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from fastapi import Request, Response
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from services.gateway.api.pagination import PageRequest, moment_key
from services.gateway.errors import InvalidCursorError


class Row(BaseModel):
    key: str


def request_of(path: str = "/v1/things", query: bytes = b"") -> Request:
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query,
        "headers": [],
        "scheme": "https",
        "server": ("postwright.example", 443),
    }
    return Request(scope)


def page_of(cursor: str | None = None, *, limit: int = 2, path: str = "/v1/things") -> PageRequest:
    return PageRequest(request_of(path), Response(), limit, cursor)


def cursor_after(key: str, filters: dict[str, object] | None = None) -> str:
    rows = [Row(key="first"), Row(key=key), Row(key="last")]
    page = page_of().answer(rows, view=lambda row: row, key=lambda row: (row.key,), filters=filters)
    assert page.next_cursor is not None
    return page.next_cursor


@given(st.text())
def test_a_cursor_brings_back_the_last_sort_key(key: str) -> None:
    """Whatever the key is, the next page begins behind it."""
    assert page_of(cursor_after(key)).after() == (key,)


def test_the_last_page_has_no_cursor() -> None:
    """No row more than asked for means that there is no next page."""
    request = page_of()
    page = request.answer([Row(key="a"), Row(key="b")], view=lambda row: row, key=lambda row: (row.key,))

    assert (page.next_cursor, "Link" in request.response.headers) == (None, False)


def test_the_next_page_stands_in_link_too() -> None:
    """RFC 8288, with the same cursor as the body."""
    request = PageRequest(request_of(query=b"limit=2&state=active"), Response(), 2, None)
    rows = [Row(key=key) for key in "abc"]
    page = request.answer(rows, view=lambda row: row, key=lambda row: (row.key,))

    assert request.response.headers["Link"] == (
        f'</v1/things?limit=2&state=active&cursor={page.next_cursor}>; rel="next"'
    )


@given(st.text(max_size=60))
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    """Never an error of ours."""
    with pytest.raises(InvalidCursorError):
        page_of(cursor).after()


@pytest.mark.parametrize("content", [b"1", b"{}", b"[]", b"null", b'["x"]', b"\xff", b'{"a":1}'])
def test_a_forged_cursor_is_refused(content: bytes) -> None:
    """Base64 of something else."""
    with pytest.raises(InvalidCursorError):
        page_of(base64.urlsafe_b64encode(content).decode()).after()


def test_a_cursor_is_for_its_list_and_filters() -> None:
    """Another list, or other filters, would skip or repeat rows: it is refused."""
    cursor = cursor_after("b", {"state": "active", "network": None})

    assert page_of(cursor).after({"state": "active"}) == ("b",)
    with pytest.raises(InvalidCursorError):
        page_of(cursor).after({"state": "cancelled"})
    with pytest.raises(InvalidCursorError):
        page_of(cursor, path="/v1/others").after({"state": "active"})


def test_a_cursor_of_ids_holds_an_id() -> None:
    """A cursor whose key is no id is refused where an id is needed."""
    with pytest.raises(InvalidCursorError):
        page_of(cursor_after("no-id")).after_id()


def forged(*position: Any) -> PageRequest:
    """With a cursor for this list and another sort key: whoever has seen one can write others."""
    made_for, *_ = json.loads(base64.urlsafe_b64decode(cursor_after("a") + "==="))
    cursor = json.dumps([made_for, *position]).encode()
    return page_of(base64.urlsafe_b64encode(cursor).decode().rstrip("="))


def test_a_cursor_takes_a_long_name_in_any_script() -> None:
    """A folder's path of 300 characters that take four bytes each, and the list still goes on."""
    cursor = cursor_after("\U0001f35b" * 300)

    assert len(cursor) <= 2_048
    assert page_of(cursor).after_text() == "\U0001f35b" * 300


@pytest.mark.parametrize("position", [(), ("a", "b"), (1,), ("\x00",), ("\ud800",)])
def test_a_cursor_of_texts_holds_one_text(position: tuple[Any, ...]) -> None:
    """One that the database can take."""
    with pytest.raises(InvalidCursorError):
        forged(*position).after_text()


def test_a_cursor_of_moments_brings_back_instant_and_id() -> None:
    """To the microsecond."""
    at, identifier = datetime(2026, 11, 24, 3, 30, 0, 5, tzinfo=UTC), UUID(int=7)

    assert forged(*moment_key(at, identifier)).after_moment() == (at, identifier)
    assert page_of().after_moment() is None


@pytest.mark.parametrize(
    "position",
    [
        (),
        ("2026-11-24T03:30:00Z",),
        ("soon", str(UUID(int=7))),
        ("2026-11-24T03:30:00Z", "7"),
        ("0001-01-01T00:00:00+14:00", str(UUID(int=7))),
        (2026, str(UUID(int=7))),
    ],
)
def test_a_forged_moment_is_refused(position: tuple[Any, ...]) -> None:
    """Whatever it says, also an instant before all time."""
    with pytest.raises(InvalidCursorError):
        forged(*position).after_moment()


def test_a_cursor_nested_beyond_all_depth_is_refused() -> None:
    """It would take more of the stack than there is."""
    with pytest.raises(InvalidCursorError):
        page_of(base64.urlsafe_b64encode(b"[" * 1_500).decode()).after()


def all_of(keys: str, cursor: str | None) -> tuple[list[str], str | None]:
    page = page_of(cursor).answer_of_all(list(keys), view=lambda key: Row(key=key), key=lambda key: key)
    return [row.key for row in page.items], page.next_cursor


def test_a_list_at_hand_has_pages_too() -> None:
    """In its own order; a cursor whose row has left the list is refused."""
    first, cursor = all_of("cabed", None)
    second, last = all_of("cabed", cursor)

    assert (first, second) == (["c", "a"], ["b", "e"])
    assert all_of("cabed", last) == (["d"], None)
    with pytest.raises(InvalidCursorError):
        all_of("cbed", cursor)
