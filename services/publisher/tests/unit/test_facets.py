"""What Bluesky's clients show as links, mentions and hashtags is marked, by UTF-8 bytes, and nothing else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publisher.networks.bluesky.facets import find_facets

KNOWN = {"alice.test": "did:plc:alice", "bob.bsky.social": "did:plc:bob"}


async def marked(text: str) -> list[tuple[str, str]]:
    """What is marked and what for."""

    async def resolve(handle: str) -> str | None:
        return KNOWN.get(handle)

    found, end = [], 0
    for facet in await find_facets(text, resolve):
        start, stop = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert end <= start < stop <= len(text.encode())
        end = stop
        [feature] = facet["features"]
        found.append(
            (text.encode()[start:stop].decode(), next(v for k, v in feature.items() if k != "$type"))
        )
    return found


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://example.com.", "https://example.com"),
        ("(https://example.com/a_(b))", "https://example.com/a_(b)"),
        ("https://example.com/?q=1&r=#top!", "https://example.com/?q=1&r=#top"),
        ("👩‍🚀https://example.com/🚀", "https://example.com/🚀"),
        ("❤️https://example.com", "https://example.com"),
        ("नमस्ते https://example.com/नान।", "https://example.com/नान"),
        ("هل رأيت https://example.com؟", "https://example.com"),
        ("「https://example.com」", "https://example.com"),
        ("https://example.com/a/", "https://example.com/a/"),
        ("https://example.com/a-_~*", "https://example.com/a-_~*"),
        ("https://example.com/[1]", "https://example.com/[1]"),
        ("HTTP://EXAMPLE.COM", "HTTP://EXAMPLE.COM"),
        ("“https://example.com”", "https://example.com"),
        ("（https://example.com）", "https://example.com"),  # noqa: RUF001
    ],
)
async def test_links(text: str, link: str) -> None:
    """A link ends before the sentence's punctuation and keeps its own brackets."""
    assert await marked(text) == [(link, link)]


@pytest.mark.parametrize("text", ["bakery.example.com", "example.com/menu", "EXAMPLE.de"])
async def test_bare_links(text: str) -> None:
    """A well-known ending makes a link without its scheme."""
    assert await marked(f"Visit {text}, now") == [(text, f"https://{text}")]


@pytest.mark.parametrize(
    "text",
    [
        "node.js",
        "v1.2",
        "a.b.c",
        "me@example.com",
        "e.g. this",
        "3.50",
        "...",
        "http://",
        "x.y.html",
        "@alice",
    ],
)
async def test_no_links(text: str) -> None:
    """Dots alone make none, nor do mail addresses."""
    assert await marked(f"so {text} so") == []


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#bread #Bäckerei #رغيف #रोटी #パン", ["bread", "Bäckerei", "رغيف", "रोटी", "パン"]),
        ("#bread, #butter! (#jam)", ["bread", "butter", "jam"]),
        ("＃パン", ["パン"]),  # noqa: RUF001
        ("#2026 #1st", ["1st"]),
        ("#️⃣ #⃣ # ## a#b https://example.com/#top", []),
        ("#रोटी।", ["रोटी"]),
        ("#🥐", ["🥐"]),
        ("#bread\u200b-and-more", ["bread"]),
        (f"#{'a' * 64} #{'b' * 65}", ["a" * 64]),
        (f"#{'क्षि' * 54}", []),
    ],
)
async def test_tags(text: str, tags: list[str]) -> None:
    """A tag starts a word, ends before punctuation, is more than digits, and fits the lexicon."""
    assert [tag for shown, tag in await marked(text) if shown[0] in "#＃"] == tags  # noqa: RUF001


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hi @alice.test!", [("@alice.test", "did:plc:alice")]),
        (
            "hi @Alice.Test, @bob.bsky.social",
            [("@Alice.Test", "did:plc:alice"), ("@bob.bsky.social", "did:plc:bob")],
        ),
        ("🙏🏽@alice.test", [("@alice.test", "did:plc:alice")]),
        ("@nobody.test", []),
        ("x@alice.test", []),
        ("https://example.com/@alice.test", [("https://example.com/@alice.test",) * 2]),
    ],
)
async def test_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    """A handle that resolves is a mention; inside a link or a mail address it is none."""
    assert await marked(text) == expected


@given(st.text(st.sampled_from("a.#@/:é ना👩\u200d🚀\ufe0f\u20e3 \n()＃https://x.com"), max_size=60))  # noqa: RUF001
async def test_any_text(text: str) -> None:
    """Whatever the text, facets lie on characters' boundaries, in order, without overlaps (asserted by `marked`)."""
    await marked(text)


@pytest.mark.parametrize("part", ["a-", "a.", "#a", "@a.", "https://", "a" * 10, ".-", "(", "-a" * 3])
async def test_time(part: str) -> None:
    """No text makes the search take long."""
    started = time.perf_counter()
    await marked((part * 3000)[:3000])
    assert time.perf_counter() - started < 1
