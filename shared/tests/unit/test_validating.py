"""The validator, against a network that has every rule there is."""

from typing import Any

import pytest

from shared.capabilities import Capability, Registry, load
from shared.capabilities.validating import Problem
from shared.events import LinkCard, MediaObject, MessageTemplate, Poll, PostDetails, ThreadPart

SOURCE = "page"
EVERYTHING: dict[str, Any] = {
    "network": "everything",
    "name": "Everything",
    "version": 1,
    "checked_on": "2026-11-21",
    "sources": {SOURCE: {"title": "Its page", "url": "https://example.com/limits"}},
    "api": {"default_base_url": "https://api.example.com", "base_url_per_account": False},
    "connecting": {"consent": True, "source": SOURCE},
    "supports": [
        "text",
        "images",
        "video",
        "link_card",
        "poll",
        "thread",
        "first_comment",
        "content_warning",
    ],
    "text": {
        "limits": [{"max": 100, "unit": "characters", "source": SOURCE}],
        "caption_limits": [{"max": 20, "unit": "UTF-16 code units", "source": SOURCE}],
        "link": {"counts_as": None, "source": SOURCE},
        "mention": {"remote_domain_counts": True, "source": SOURCE},
        "max_hashtags": {"max": 2, "source": SOURCE},
        "max_mentions": {"max": 1, "source": SOURCE},
        "max_cashtags": {"max": 1, "source": SOURCE},
        "refused_characters": ["\ufeff"],
    },
    "title": {
        "limit": {"max": 10, "unit": "characters", "source": SOURCE},
        "required": True,
        "refused_characters": ["<"],
    },
    "link_card": {"with_media": False, "title": {"max": 5, "unit": "characters", "source": SOURCE}},
    "formats": [
        {
            "kind": "post",
            "media": {
                "max_count": {"max": 3, "source": SOURCE},
                "mixed": False,
                "alt_text": {"max": 10, "source": SOURCE},
                "kinds": [
                    {
                        "kind": "image",
                        "media_types": ["image/jpeg", "image/png"],
                        "max_bytes": {"max": 1000, "source": SOURCE},
                        "max_pixels": {"max": 1_000_000, "source": SOURCE},
                        "max_width": {"max": 2000, "source": SOURCE},
                        "min_width": {"max": 100, "source": SOURCE},
                        "min_height": {"max": 100, "source": SOURCE},
                        "ratio": {"min": 0.8, "max": 1.91, "source": SOURCE},
                    },
                    {
                        "kind": "video",
                        "media_types": ["video/mp4"],
                        "max_bytes": {"max": 10_000, "source": SOURCE},
                        "duration_seconds": {"min": 3, "max": 60, "source": SOURCE},
                        "frame_rate": {"min": 23, "max": 60, "source": SOURCE},
                        "max_bits_per_second": {"max": 7_000, "source": SOURCE},
                        "video_codecs": ["h264", "hevc"],
                        "audio_codecs": ["aac"],
                    },
                    {
                        "kind": "animation",
                        "media_types": ["image/gif"],
                        "alone": True,
                        "max_bytes": {"max": 1000, "source": SOURCE},
                    },
                ],
            },
        },
        {
            "kind": "story",
            "text": "none",
            "media": {
                "min_count": 1,
                "max_count": {"max": 1, "source": SOURCE},
                "kinds": [
                    {
                        "kind": "image",
                        "media_types": ["image/jpeg"],
                        "max_bytes": {"max": 1000, "source": SOURCE},
                    }
                ],
            },
        },
        {
            "kind": "reel",
            "text": "required",
            "media": {"max_count": {"max": 1, "source": SOURCE}, "kinds": []},
        },
    ],
    "first_comment": {"max": 10, "unit": "characters", "source": SOURCE},
    "poll": {
        "options": {"min": 2, "max": 3, "source": SOURCE},
        "option_characters": {"max": 5, "source": SOURCE},
        "duration_seconds": {"min": 300, "max": 3600, "source": SOURCE},
        "source": SOURCE,
    },
    "thread": {"max_parts": {"max": 3, "source": SOURCE}},
    "tags": {"max": 10, "unit": "characters", "source": SOURCE},
    "visibilities": ["public", "private"],
    "options": [
        {
            "name": "board_id",
            "description": "The board.",
            "required": True,
            "pattern": "[0-9]+",
            "source": SOURCE,
        },
        {"name": "reply", "description": "Who may.", "choices": ["all", "none"], "source": SOURCE},
    ],
    "recovery": {"way": "person", "detail": "Nothing tells.", "source": SOURCE},
}
MESSAGES: dict[str, Any] = EVERYTHING | {
    "network": "messages",
    "name": "Messages",
    "supports": ["text"],
    "title": None,
    "poll": None,
    "thread": None,
    "tags": None,
    "first_comment": None,
    "options": [],
    "recipients": {"pattern": r"\+[0-9]{5,15}", "max_count": {"max": 2, "source": SOURCE}},
}
REGISTRY = Registry([Capability.model_validate(EVERYTHING), Capability.model_validate(MESSAGES)])
FINE: dict[str, Any] = {"title": "Fine", "options": {"board_id": "7"}}


def attachment(media_type: str = "image/png", **changes: Any) -> MediaObject:
    known = {"key": "k", "media_type": media_type, "size": 900, "sha256": "0" * 64}
    return MediaObject.model_validate(known | changes)


def problems(
    text: str = "Hello", media: tuple[MediaObject, ...] = (), network: str = "everything", **details: Any
) -> list[Problem]:
    fine = FINE if network == "everything" else {}
    return REGISTRY.validate(network, text, media, PostDetails.model_validate(fine | details))


def found(*arguments: Any, **details: Any) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in problems(*arguments, **details)]


def test_a_post_within_every_rule_has_no_problem() -> None:
    """All that is offered at once, and nothing to mend."""
    thread = (ThreadPart(text="More"), ThreadPart(text="", media=(attachment(),)))
    everything = found(
        "Hello #one #two @ann $AAPL",
        (),
        thread=thread,
        first_comment="First!",
        visibility="private",
        content_warning="Hm",
        tags=("a", "b"),
        poll=Poll(options=("yes", "no"), duration_seconds=300),
        options={"board_id": "7", "reply": "none"},
    )

    assert everything == []
    assert found(link=LinkCard(url="https://example.com", title="Page")) == []
    assert found("Hi", (attachment(width=1000, height=800), attachment("image/jpeg"))) == []


@pytest.mark.parametrize(
    ("text", "media", "expected"),
    [
        ("", (), [("text", "text_empty")]),
        ("a" * 101, (), [("text", "text_too_long")]),
        ("😀" * 11, (attachment(),), [("text", "text_too_long")]),
        ("#a #b #c", (), [("text", "text_too_many_hashtags")]),
        ("@ann @bob", (), [("text", "text_too_many_mentions")]),
        ("$AAPL $MSFT", (), [("text", "text_too_many_cashtags")]),
        ("a\ufeffb", (), [("text", "text_character_refused")]),
        ("Hi", (attachment(),) * 4, [("media", "media_too_many")]),
        ("Hi", (attachment(), attachment("video/mp4")), [("media", "media_mixed")]),
        ("Hi", (attachment("image/gif"), attachment("image/gif")), [("media", "media_mixed")]),
        ("Hi", (attachment("image/tiff"),), [("media/0", "media_type_not_supported")]),
        ("Hi", (attachment(size=1001),), [("media/0", "media_too_large")]),
        ("Hi", (attachment(alt_text="a" * 11),), [("media/0/alt_text", "alt_text_too_long")]),
        (
            "Hi",
            (attachment(width=2001, height=1100),),
            [("media/0", "media_dimensions_too_large")] * 2,
        ),
        ("Hi", (attachment(width=90, height=100),), [("media/0", "media_dimensions_too_small")]),
        ("Hi", (attachment(width=400, height=200),), [("media/0", "media_ratio_too_large")]),
        ("Hi", (attachment(width=200, height=400),), [("media/0", "media_ratio_too_small")]),
        ("Hi", (attachment("video/mp4", duration_seconds=61),), [("media/0", "media_duration_too_large")]),
        ("Hi", (attachment("video/mp4", duration_seconds=2.9),), [("media/0", "media_duration_too_small")]),
        (
            "Hi",
            (attachment("video/mp4", size=9_000, duration_seconds=10),),
            [("media/0", "media_bit_rate_too_large")],
        ),
        ("Hi", (attachment("video/mp4", frame_rate=120),), [("media/0", "media_frame_rate_too_large")]),
        ("Hi", (attachment("video/mp4", frame_rate=12.5),), [("media/0", "media_frame_rate_too_small")]),
        (
            "Hi",
            (attachment("video/mp4", video_codec="vp9", audio_codec="opus"),),
            [
                ("media/0", "media_video_codec_not_supported"),
                ("media/0", "media_audio_codec_not_supported"),
            ],
        ),
    ],
)
def test_text_and_attachments(
    text: str, media: tuple[MediaObject, ...], expected: list[tuple[str, str]]
) -> None:
    """Each rule finds what breaks it, at the field that does."""
    assert found(text, media) == expected


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"title": ""}, [("details/title", "title_missing")]),
        ({"title": "a" * 11}, [("details/title", "title_too_long")]),
        ({"title": "a < b"}, [("details/title", "title_character_refused")]),
        ({"link": {"url": "example.com"}}, [("details/link/url", "link_malformed")]),
        ({"link": {"url": "https://[example.com"}}, [("details/link/url", "link_malformed")]),
        (
            {"link": {"url": "https://example.com", "title": "Longer"}},
            [("details/link/title", "link_title_too_long")],
        ),
        (
            {"poll": {"options": ["yes"], "duration_seconds": 299, "multiple": True}},
            [
                ("details/poll/multiple", "poll_multiple_not_offered"),
                ("details/poll/options", "poll_options_too_few"),
                ("details/poll/duration_seconds", "poll_duration_seconds_too_few"),
            ],
        ),
        (
            {"poll": {"options": ["a", "a", " ", "longer"], "duration_seconds": 3601}},
            [
                ("details/poll/options", "poll_options_too_many"),
                ("details/poll/duration_seconds", "poll_duration_seconds_too_many"),
                ("details/poll/options/1", "poll_option_repeated"),
                ("details/poll/options/2", "poll_option_empty"),
                ("details/poll/options/3", "poll_option_too_long"),
            ],
        ),
        ({"tags": ["abcde", "fghij"]}, [("details/tags", "tags_too_long")]),
        ({"tags": [" "]}, [("details/tags/0", "tag_empty")]),
        ({"visibility": "friends"}, [("details/visibility", "visibility_not_offered")]),
        ({"content_warning": "a" * 96}, [("text", "text_too_long")]),
        ({"first_comment": "a" * 11}, [("details/first_comment", "first_comment_too_long")]),
        ({"first_comment": " "}, [("details/first_comment", "first_comment_empty")]),
        ({"thread": [{"text": "x"}] * 3}, [("details/thread", "thread_too_long")]),
        (
            {"thread": [{"text": "a" * 101}, {"text": ""}]},
            [("details/thread/0/text", "text_too_long"), ("details/thread/1/text", "text_empty")],
        ),
        ({"recipients": ["+4912345"]}, [("details/recipients", "recipients_not_offered")]),
        (
            {"template": MessageTemplate(name="hello", language="en")},
            [("details/template", "template_not_offered")],
        ),
        ({"options": {}}, [("details/options/board_id", "option_missing")]),
        ({"options": {"board_id": "x"}}, [("details/options/board_id", "option_malformed")]),
        (
            {"options": {"board_id": "7", "reply": "some"}},
            [("details/options/reply", "option_not_among_choices")],
        ),
        ({"options": {"board_id": "7", "colour": "red"}}, [("details/options/colour", "option_unknown")]),
    ],
)
def test_details(details: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """What stands beside text and attachments is held to the network's rules too."""
    assert found(**details) == expected


def test_a_poll_or_a_link_card_stands_alone_where_the_network_says_so() -> None:
    """Neither goes beside attachments."""
    poll = found("Hi", (attachment(),), poll=Poll(options=("a", "b"), duration_seconds=300))
    link = found("Hi", (attachment(),), link=LinkCard(url="https://example.com"))

    assert poll == [("details/poll", "poll_beside_media")]
    assert link == [("details/link", "link_beside_media")]


def test_the_picture_of_a_link_is_held_to_the_rules_of_pictures() -> None:
    """A card's picture is uploaded like any other."""
    link = LinkCard(url="https://example.com", image=attachment(size=1001))

    assert found(link=link) == [("details/link/image", "media_too_large")]


def test_each_format_has_its_own_rules() -> None:
    """A story has no text and one picture, a reel needs a text, and what is not there is named."""
    story = attachment("image/jpeg")

    assert found("", (story,), kind="story") == []
    assert found("Hi", (), kind="story") == [("text", "text_not_taken"), ("media", "media_too_few")]
    assert found("", (), kind="reel") == [("text", "text_missing")]
    assert found("Hi", (), network="messages", recipients=["+49123456"], kind="reel") == []
    assert found("", (story,), kind="story", thread=[{"text": "x"}]) == [
        ("details/thread", "thread_not_offered")
    ]


def test_a_message_needs_people_to_go_to() -> None:
    """Recipients are counted, checked and named once; a template stands in for the text."""
    template = MessageTemplate(name="hello", language="en")

    assert found("Hi", network="messages") == [("details/recipients", "recipients_missing")]
    assert found("", network="messages", recipients=["+49123456"], template=template) == []
    assert found("Hi", network="messages", recipients=["+49123456", "+49123456", "ann"]) == [
        ("details/recipients", "recipients_too_many"),
        ("details/recipients/1", "recipient_repeated"),
        ("details/recipients/2", "recipient_malformed"),
    ]


def test_what_a_network_does_not_offer_is_named_piece_by_piece() -> None:
    """All of it at once, each with what to do instead."""
    asked = problems(
        "Hi",
        network="messages",
        recipients=["+49123456"],
        title="Hello",
        link=LinkCard(url="https://example.com"),
        poll=Poll(options=("a", "b"), duration_seconds=300),
        tags=("a",),
        thread=(ThreadPart(text="More"),),
        first_comment="First!",
        content_warning="Hm",
    )

    assert {problem.code for problem in asked} == {
        *("title_not_offered", "link_not_offered", "poll_not_offered", "tags_not_offered"),
        *("thread_not_offered", "first_comment_not_offered", "content_warning_not_offered"),
    }
    assert all(problem.fix.endswith(".") and "Messages" in problem.message for problem in asked)


def test_a_problem_tells_limit_actual_and_unit() -> None:
    """Programs read the figures, people the sentences."""
    (problem,) = problems("Hi", (attachment(width=400, height=200),))

    assert (problem.limit, problem.actual, problem.unit) == (1.91, 2.0, "width to height")
    assert problem.message == "The image's ratio is 2 (width to height); Everything takes at most 1.91."


@pytest.mark.parametrize("with_media", [False, True])
def test_fitting_keeps_the_rules_of_what_goes_along(*, with_media: bool) -> None:
    """Beside attachments a caption has its own limit, and marks beyond the most are taken away."""
    fitted = REGISTRY.fit("everything", "Tea @ann @bob #a " * 9, "Come", ["b", "c"], with_media=with_media)
    media = (attachment(),) if with_media else ()

    assert [p for p in problems(fitted.text, media) if p.field == "text"] == []


def test_the_question_of_a_poll() -> None:
    """The text asks it, and may be shorter than other texts."""
    details = PostDetails(poll=Poll(options=("a", "b"), duration_seconds=3600))
    asked = {
        network: [problem.code for problem in load().validate(network, "x" * length, details=details)]
        for network, length in (("telegram", 301), ("discord", 300))
    }

    assert asked == {"telegram": ["question_too_long"], "discord": []}


def test_a_title_stands_where_the_network_has_one() -> None:
    """Facebook shows one beside a video alone; anywhere else it would be lost unseen."""

    def codes(*media: MediaObject) -> list[str]:
        found = load().validate("facebook", "Hello", media, PostDetails(title="Bread"))
        return [problem.code for problem in found if problem.field == "details/title"]

    film = attachment(media_type="video/mp4", duration_seconds=5.0)
    assert codes() == codes(attachment()) == ["title_not_offered"]
    assert codes(film) == []
