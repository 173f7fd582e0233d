"""What bytes turn out to be."""

import pytest

from sandbox.files import look_at
from sandbox.tests.videos import video


@pytest.mark.parametrize(
    ("form", "codec", "mime", "known_as"),
    [
        ("mp4", "libx264", "video/mp4", "h264"),
        ("mov", "libx264", "video/quicktime", "h264"),
        ("webm", "libvpx-vp9", "video/webm", "vp9"),
    ],
)
def test_a_video_is_measured(form: str, codec: str, mime: str, known_as: str) -> None:
    """Type, size in pixels, length, pictures a second and codec come from the bytes."""
    found = look_at(video(320, 180, seconds=1.2, form=form, codec=codec))
    assert (found.mime, found.width, found.height) == (mime, 320, 180)
    assert found.film is not None
    assert (found.film.video_codec, found.film.audio_codec) == (known_as, None)
    assert found.film.duration_seconds == pytest.approx(1.2, abs=0.05)
    assert found.film.frame_rate == pytest.approx(25)


def test_a_file_that_only_begins_like_a_video() -> None:
    """Its type is what it claims; nothing else is known of it."""
    found = look_at(b"\0\0\0\x20ftypisom" + b"\0" * 5000)
    assert found.mime == "video/mp4"
    assert found.film is None
