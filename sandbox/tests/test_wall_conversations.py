"""What the networks keep of polls, links and answers, each in its own way, is shown in one."""

from typing import Any

import pytest

from sandbox.wall.conversations import chats, conversations
from sandbox.wall.extras import is_comment, link_of, parent_of, poll_of
from sandbox.wall.looks import LOOKS
from shared import capabilities

OPTIONS = ["Masala", "Ginger"]


def _card(seq: int, parent: str | None = None, **document: Any) -> dict[str, Any]:
    return {
        "seq": seq,
        "ids": [str(seq)],
        "parent": parent,
        "is_comment": is_comment(document),
        "document": document,
        "handle": "chai",
        "display_name": "Chai",
        "text": f"text {seq}",
    }


@pytest.mark.parametrize(
    "document",
    [
        {"poll": {"options": [{"label": text, "votes": 0} for text in OPTIONS]}},
        {"poll": {"options": [{"title": text, "votes_count": 0} for text in OPTIONS]}},
        {"poll": {"options": [{"text": text, "voter_count": 0} for text in OPTIONS]}},
        {"poll": {"answers": [{"answer_id": 1, "poll_media": {"text": text}} for text in OPTIONS]}},
        {"poll": {"option_a": "Masala", "option_b": "Ginger"}},
        {"poll": {"options": OPTIONS}},
        {"content": {"poll": {"options": [{"text": text} for text in OPTIONS]}}},
    ],
)
def test_a_poll_shows_its_answers(document: dict[str, Any]) -> None:
    assert [answer.text for answer in poll_of(document)] == OPTIONS


@pytest.mark.parametrize(
    "document",
    [
        {"link": "https://chai.example/a"},
        {"link": {"url": "https://chai.example/a", "title": "Chai"}},
        {"link_preview": {"url": "https://chai.example/a"}},
        {"content": {"article": {"source": "https://chai.example/a", "title": "Chai"}}},
        {"record": {"embed": {"external": {"uri": "https://chai.example/a", "title": "Chai"}}}},
    ],
)
def test_a_link_shows_where_it_leads(document: dict[str, Any]) -> None:
    found = link_of(document)

    assert found is not None
    assert (found.url, found.host) == ("https://chai.example/a", "chai.example")


def test_no_poll_and_no_link_show_nothing() -> None:
    assert poll_of({"poll": None}) == []
    assert link_of({"link": "", "link_preview": None, "record": {}}) is None


@pytest.mark.parametrize(
    "document",
    [
        {"in_reply_to": "17"},
        {"in_reply_to_id": "17"},
        {"comment_on": "17"},
        {"reply_to": 17},
        {"record": {"reply": {"parent": {"uri": "at://did:plc:a/app.bsky.feed.post/17"}}}},
    ],
)
def test_an_answer_names_what_it_answers(document: dict[str, Any]) -> None:
    assert parent_of(document) == "17"


def test_a_thread_is_one_conversation_and_comments_stand_apart() -> None:
    """The third answers the second, which answers the first."""
    [newer, thread] = conversations(
        [_card(5), _card(4, "1", kind="comment"), _card(3, "2"), _card(2, "1"), _card(1)]
    )

    assert newer.card["seq"] == 5
    assert (thread.card["seq"], [card["seq"] for card in thread.replies]) == (1, [2, 3])
    assert [card["seq"] for card in thread.comments] == [4]


def test_messages_to_each_person_are_a_chat_of_their_own() -> None:
    [newer, older] = chats([_card(3, to="49170"), _card(2, to="1202"), _card(1, "9", to="49170")])

    assert (newer.name, [card["seq"] for card in newer.cards]) == ("+49170", [1, 3])
    assert older.name == "+1202"


def test_an_answer_in_a_chat_quotes() -> None:
    [chat] = chats([_card(2, "1"), _card(1)])

    assert [card["quote"] for card in chat.cards] == ["", "text 1"]


def test_every_network_has_a_look() -> None:
    assert {one.network for one in capabilities.load()} == set(LOOKS)
