"""A post is found again by what the network shows of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.networks.x.shortening import shorten
from services.publisher.networks.mastodon import matching as mastodon
from services.publisher.networks.x import matching as x


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello<br />there</p><p>Second &amp; last</p>", "Hello\nthere\n\nSecond & last"),
        (
            (
                '<p>See <a href="https://example.com/a/long/path"><span class="invisible">https://</span>'
                '<span class="ellipsis">example.com/a/lo</span><span class="invisible">ng/path</span></a></p>'
            ),
            "See https://example.com/a/long/path",
        ),
        (
            (
                '<p><span class="h-card"><a href="https://far.example/@ann" class="u-url mention">@<span>ann</span>'
                '</a></span> <a href="https://here.example/tags/bread">#<span>bread</span></a></p>'
            ),
            "@ann@far.example #bread",
        ),
        ("<p>5 &lt; 7 &gt; 2</p>", "5 < 7 > 2"),
        ("<p>नमस्ते&nbsp;🙏🏽</p>", "नमस्ते 🙏🏽"),
    ],
)
def test_mastodon(html: str, text: str) -> None:
    """Mastodon's HTML of a status says the same as what was sent."""
    assert mastodon.same(mastodon.plain(html), text)


@pytest.mark.parametrize(
    ("shown", "sent"),
    [("Hello", "Hello!"), ("Bread", "bread"), ("@ann", "@bob@far.example"), ("1 2", "12"), ("", "x")],
)
def test_mastodon_differs(shown: str, sent: str) -> None:
    """Other words are other words."""
    assert not mastodon.same(shown, sent)


def test_mastodon_forms_of_letters() -> None:
    """Composed and decomposed letters are the same."""
    assert mastodon.same("Cafe\u0301", "Café")


def shown_by_x(text: str, media_ids: list[str] | None = None) -> dict[str, Any]:
    """A post as X lists it."""
    shown, urls = shorten(text, "acme", media_ids or [])
    keys = {"attachments": {"media_keys": [f"3_{media_id}" for media_id in media_ids]}} if media_ids else {}
    return {"id": "1", "text": shown, "entities": {"urls": urls}, **keys}


@pytest.mark.parametrize(
    "text",
    [
        "Plain words",
        "5 < 7 & 8 > 2 &amp; &lt;b&gt;",
        "https://example.com/?a=1&copy=2&lt=3#x and https://example.com/other",
        "example.com without a scheme, and https://example.com/",
        "नमस्ते 🙏🏽 https://example.com/नान",
        "A  lot   of\n\nspace ",
    ],
)
@pytest.mark.parametrize("media_ids", [[], ["12345678901"], ["12345678901", "12345678902"]])
def test_x(text: str, media_ids: list[str]) -> None:
    """X's shortened and escaped text says the same as what was sent, with and without pictures."""
    assert x.is_ours(shown_by_x(text, media_ids), text, len(media_ids))


@given(
    st.lists(
        st.sampled_from(["a", "&", "&lt;", "<", " ", "https://a.com/?x=1&copy=2", "é", "🥐", "\n"]),
        max_size=8,
    )
)
def test_x_any_text(words: list[str]) -> None:
    """Whatever was sent is found again."""
    text = " ".join(words)
    assert x.is_ours(shown_by_x(text), text, 0)


@pytest.mark.parametrize(
    ("shown", "sent"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("Bread", "bread"),
        ("Bread today", "Bread"),
        ("&amp;", "&"),
    ],
)
def test_x_differs(shown: str, sent: str) -> None:
    """Other words and other links are another post."""
    assert not x.is_ours(shown_by_x(shown), sent, 0)


def test_x_counts_attachments() -> None:
    """The same words with another number of pictures are another post."""
    assert not x.is_ours(shown_by_x("Look", ["12345678901"]), "Look", 0)
    assert not x.is_ours(shown_by_x("Look"), "Look", 1)
