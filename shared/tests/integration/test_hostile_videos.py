"""Videos made to do harm, each made here: refused with a code that says why, or kept without what was harmful."""

import contextlib
import struct
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import imageio_ffmpeg
import pytest

from shared.media import MediaRefusedError
from shared.tests.harmful import SCRIPT, code_of, kept


@cache
def video(form: str, *options: str) -> bytes:
    """A video of 64 x 48 pixels."""
    source = ("-f", "lavfi", "-i", "testsrc=duration=0.4:size=64x48:rate=10")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "video")
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *source, *options, "-f", form]
        subprocess.run([*command, str(path)], check=True)
        return path.read_bytes()


_H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart")


def huge_frames() -> bytes:
    """A film whose index says 12,000 x 12,000."""
    data = bytearray(video("mov", "-c:v", "rawvideo", "-pix_fmt", "rgb24"))
    entry = data.index(b"raw ", data.index(b"stsd"))
    data[entry + 28 : entry + 32] = struct.pack(">HH", 12_000, 12_000)
    return bytes(data)


def endless() -> bytes:
    """A film of a few pictures that says it runs for 14 hours."""
    filters = ("-vf", "settb=1,setpts=N*17000", "-fps_mode", "passthrough", "-enc_time_base", "1")
    return video("matroska", *filters, "-c:v", "mjpeg")


def many_tracks() -> bytes:
    maps = [word for _ in range(20) for word in ("-map", "0:v")]
    return video("matroska", *maps, "-c:v", "mpeg4")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (huge_frames, "media.too_many_pixels"),
        (endless, "media.too_long"),
        (many_tracks, "media.too_many_tracks"),
        (lambda: video("mp4", *_H264)[:-200], "media.broken"),
        (lambda: video("mp4", *_H264)[:600], "media.broken"),
    ],
)
def test_an_absurd_or_cut_off_video_is_refused(tmp_path: Path, make: Callable[[], bytes], code: str) -> None:
    """By what it says of itself, before it is decoded."""
    assert code_of(tmp_path, make()) == code


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nconcat:{}|{}\n",
        "ffconcat version 1.0\nfile '{}'\n",
        "<MPD><BaseURL>{}</BaseURL></MPD>",
        "v=0\nc=IN IP4 127.0.0.1\nm=video 5000 RTP/AVP 96\na={}",
        # As a film to whoever looks at the fifth byte.
        "#EXTftypM3U\n#EXTINF:1,\n{}\n",
        "\x00\x00\x00\x14ftypisom\x00\x00\x00\x00isom#EXTM3U\n{}",
    ],
)
def test_a_playlist_opens_nothing(tmp_path: Path, text: str) -> None:
    """A text that names other files or addresses is no video, whatever it begins with."""
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(video("mp4", *_H264))

    assert code_of(tmp_path, text.replace("{}", str(secret)).encode()) in {
        "media.type_not_supported",
        "media.broken",
    }
    assert not (tmp_path / "output").exists() or secret.read_bytes() not in (tmp_path / "output").read_bytes()


def test_a_film_in_which_another_file_is_named_does_not_open_it(tmp_path: Path) -> None:
    """The index of a film may say that its pictures are elsewhere; that is not followed."""
    data = bytearray(video("mov", *_H264))
    place = data.index(b"dref")
    alias = data.index(b"url ", place) if b"url " in data[place : place + 40] else data.index(b"alis", place)
    data[alias + 4 : alias + 8] = bytes(4)  # which says that it is not in this file

    with contextlib.suppress(MediaRefusedError):
        stored = kept(tmp_path, bytes(data))
        assert len(stored) <= len(data)


@pytest.mark.parametrize(
    ("form", "options"), [("avi", ("-c:v", "mpeg4")), ("mpegts", ("-c:v", "mpeg2video"))]
)
def test_other_videos_are_written_anew(tmp_path: Path, form: str, options: tuple[str, ...]) -> None:
    """Nothing hangs on behind them afterwards."""
    stored = kept(tmp_path, video(form, *options) + SCRIPT * 30)

    assert SCRIPT not in stored
