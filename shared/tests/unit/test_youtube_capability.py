"""What YouTube's file says, through the validator."""

import pytest

from shared.capabilities import validate
from shared.events import MediaObject, PostDetails

TITLED = PostDetails(title="Bread")
VIDEO = MediaObject(
    key="v",
    media_type="video/mp4",
    size=9_000_000,
    sha256="0" * 64,
    width=1080,
    height=1920,
    duration_seconds=42,
)
PICTURE = MediaObject(key="p", media_type="image/jpeg", size=90_000, sha256="1" * 64, width=1280, height=720)


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        ((VIDEO,), []),
        ((VIDEO, PICTURE), []),
        ((), [("media", "media_too_few")]),
        ((PICTURE,), [("media", "media_too_few")]),
        ((VIDEO, VIDEO), [("media", "media_too_many")]),
    ],
)
def test_one_video_and_at_most_one_picture(
    media: tuple[MediaObject, ...], expected: list[tuple[str, str]]
) -> None:
    """The video is the post; a picture beside it is its thumbnail."""
    problems = validate("youtube", "Every day", media, TITLED)
    assert [(problem.field, problem.code) for problem in problems] == expected


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"width": 1920, "height": 1080}, "media_ratio_too_large"),
        ({"duration_seconds": 181.0}, "media_duration_too_large"),
    ],
)
def test_a_short_is_upright_and_short(changes: dict[str, object], code: str) -> None:
    """A reel wider than high, or longer than three minutes, would not become a Short."""
    reel = PostDetails(kind="reel", title="Bread")
    assert validate("youtube", "", (VIDEO,), reel) == []
    problems = validate("youtube", "", (VIDEO.model_copy(update=changes),), reel)
    assert [problem.code for problem in problems] == [code]


def test_texts() -> None:
    """The description counts in bytes; angle brackets are refused in it and in the title."""
    assert validate("youtube", "é" * 2500, (VIDEO,), TITLED) == []
    assert [p.code for p in validate("youtube", "é" * 2501, (VIDEO,), TITLED)] == ["text_too_long"]
    angled = validate("youtube", "a < b", (VIDEO,), PostDetails(title="b > a"))
    assert [p.field for p in angled] == ["text", "details/title"]
