"""Planning renditions: what is changed, what is left, and what can't be mended."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import capabilities
from shared.capabilities import Capability, Registry, validate
from shared.capabilities.model import MediaKind
from shared.events import LinkCard, MediaObject, PostDetails
from shared.media import rendition
from shared.media.renditions import PicturePlan, VideoPlan
from shared.tests.unit.test_validating import EVERYTHING, SOURCE

KINDS: list[dict[str, Any]] = [
    {
        "kind": "image",
        "media_types": ["image/jpeg"],
        "max_bytes": {"max": 8_000_000, "source": SOURCE},
        "max_width": {"max": 1440, "source": SOURCE},
        "min_width": {"max": 320, "source": SOURCE},
        "ratio": {"min": 0.8, "max": 1.91, "source": SOURCE},
    },
    {
        "kind": "video",
        "media_types": ["video/mp4"],
        "max_bytes": {"max": 100_000_000, "source": SOURCE},
        "max_width": {"max": 1920, "source": SOURCE},
        "ratio": {"min": 0.5, "max": 2.0, "source": SOURCE},
        "duration_seconds": {"min": 3, "max": 60, "source": SOURCE},
        "frame_rate": {"min": 23, "max": 60, "source": SOURCE},
        "max_bits_per_second": {"max": 25_000_000, "source": SOURCE},
        "video_codecs": ["h264", "hevc"],
        "audio_codecs": ["aac"],
    },
]
STRICT = Capability.model_validate(
    EVERYTHING
    | {
        "title": None,
        "options": [],
        "formats": [{"kind": "post", "media": {"max_count": {"max": 10, "source": SOURCE}, "kinds": KINDS}}],
    }
)


def picture(width: int, height: int, media_type: str = "image/jpeg", size: int = 500_000) -> MediaObject:
    return MediaObject(key="k", media_type=media_type, size=size, sha256="0" * 64, width=width, height=height)


def video(**changes: Any) -> MediaObject:
    known = picture(1280, 720, "video/mp4", 5_000_000).model_dump() | {
        "duration_seconds": 20.0,
        "frame_rate": 30.0,
        "video_codec": "h264",
        "audio_codec": "aac",
    }
    return MediaObject.model_validate(known | changes)


def problems(media: MediaObject) -> list[str]:
    registry = Registry([STRICT])
    return [problem.code for problem in registry.validate("everything", "Hi", [media])]


def test_what_fits_is_left_alone() -> None:
    """Nothing is coded anew without need: every time costs quality."""
    assert rendition(STRICT.media, picture(1080, 1080)) is None
    assert rendition(STRICT.media, video()) is None


@pytest.mark.parametrize("network", ["x", "mastodon", "bluesky"])
def test_pictures_of_the_generator_go_as_they_are(network: str) -> None:
    """A PNG poster within the limits is published byte for byte."""
    poster = picture(1080, 1080, "image/png", 400_000)

    assert rendition(capabilities.load()[network].media, poster) is None
    assert validate(network, "Hi", [poster]) == []


@pytest.mark.parametrize(
    ("media", "width", "height"),
    [
        (picture(1080, 1080, "image/png"), 1080, 1080),
        (picture(4000, 4000), 1440, 1440),
        (picture(2000, 500), 1440, 753),
        (picture(500, 2000), 1440, 1800),
        (picture(200, 200), 320, 320),
    ],
)
def test_pictures_are_planned_into_type_size_and_ratio(media: MediaObject, width: int, height: int) -> None:
    """Scaled down, padded, enlarged a little, and JPEG where only that is taken."""
    planned = rendition(STRICT.media, media)

    assert planned is not None
    assert isinstance(planned.plan, PicturePlan)
    assert (planned.expected.width, planned.expected.height) == (width, height)
    assert planned.expected.media_type == "image/jpeg"
    assert problems(planned.expected) == []


@pytest.mark.parametrize(
    ("changes", "copied"),
    [
        ({"media_type": "video/quicktime"}, True),
        ({"media_type": "video/webm", "video_codec": "vp9", "audio_codec": "opus"}, False),
        ({"audio_codec": "mp3"}, False),
        ({"video_codec": "h264/yuv422p10le"}, False),
        ({"frame_rate": 120.0}, False),
        ({"frame_rate": 12.0}, False),
        ({"width": 3840, "height": 2160}, False),
        ({"width": 720, "height": 1560}, False),
        ({"size": 200_000_000}, False),
        ({"size": 90_000_000}, False),
    ],
)
def test_videos_are_planned_into_codecs_size_rate_and_ratio(changes: dict[str, Any], copied: bool) -> None:  # noqa: FBT001
    """A container alone is changed without coding anew; all else becomes H.264 and AAC."""
    planned = rendition(STRICT.media, video(**changes))

    assert planned is not None
    assert isinstance(planned.plan, VideoPlan)
    assert planned.plan.copy_streams is copied
    assert problems(planned.expected) == []


def test_what_cannot_be_mended_is_left_to_the_validator() -> None:
    """No plan cuts a video short or makes a document of a picture; the problem names what to do."""
    too_long = rendition(STRICT.media, video(duration_seconds=61.0, frame_rate=90.0))

    assert too_long is not None
    assert problems(too_long.expected) == ["media_duration_too_large"]
    assert rendition(STRICT.media, picture(100, 100)) is None
    assert problems(picture(100, 100)) == ["media_dimensions_too_small"]
    tiny = Capability.model_validate(STRICT.model_dump())
    document = MediaObject(key="k", media_type="application/pdf", size=1, sha256="0" * 64)
    assert rendition(tiny.media, document) is None


def test_a_moving_picture_becomes_a_video_where_only_those_are_taken() -> None:
    """A still GIF becomes a picture, a moving one a video, at a rate that is taken: a GIF does not say its own."""
    moving = picture(400, 300, "image/gif").model_copy(update={"duration_seconds": 4.0})

    still = rendition(STRICT.media, picture(400, 300, "image/gif"))
    moved = rendition(STRICT.media, moving)

    assert still is not None
    assert isinstance(still.plan, PicturePlan)
    assert moved is not None
    assert isinstance(moved.plan, VideoPlan)
    assert moved.plan.copy_streams is False
    assert moved.plan.frame_rate == 30.0


SIDES = st.integers(200, 12_000)
LIMITS = st.none() | st.integers(500, 4000).map(lambda most: {"max": most, "source": SOURCE})


@given(
    width=SIDES,
    height=SIDES,
    max_width=LIMITS,
    max_height=LIMITS,
    ratio=st.none() | st.tuples(st.floats(0.1, 1.0), st.floats(1.0, 5.0)),
)
def test_a_planned_picture_always_meets_the_limits(
    width: int, height: int, max_width: Any, max_height: Any, ratio: tuple[float, float] | None
) -> None:
    """Whatever the picture and the limits, what is planned is within them."""
    kind = KINDS[0] | {"max_width": max_width, "max_height": max_height, "min_width": None}
    kind["ratio"] = None if ratio is None else {"min": ratio[0], "max": ratio[1], "source": SOURCE}
    form = {"kind": "post", "media": {"max_count": {"max": 10, "source": SOURCE}, "kinds": [kind]}}
    capability = Capability.model_validate(STRICT.model_dump() | {"formats": [form]})
    MediaKind.model_validate(kind)

    media = picture(width, height)
    planned = rendition(capability.media, media)
    result = media if planned is None else planned.expected

    assert Registry([capability]).validate("everything", "Hi", [result]) == []
    if planned is not None:
        assert planned.plan.width <= planned.plan.canvas_width + 1
        assert planned.plan.height <= planned.plan.canvas_height + 1


def test_the_picture_of_a_card_has_limits_of_its_own() -> None:
    """Bluesky takes two megabytes in a post, and one in a card: the picture is made to fit, and named until then."""
    bluesky, photograph = capabilities.load()["bluesky"], picture(1600, 900, size=1_500_000)
    details = PostDetails(link=LinkCard(url="https://example.com", image=photograph))

    assert rendition(bluesky.media, photograph) is None
    planned = rendition(bluesky.card_media, photograph)
    assert planned is not None

    [problem] = capabilities.load().validate("bluesky", "Look", (), details)
    assert (problem.field, problem.limit) == ("details/link/image", 1_000_000)
    fitting = PostDetails(link=LinkCard(url="https://example.com", image=planned.expected))
    assert capabilities.load().validate("bluesky", "Look", (), fitting) == []
