"""Whatever bytes come in, the answer is what they are or why they are refused."""

import io
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import imageio_ffmpeg
import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from shared.media import MediaRefusedError
from shared.media.jobs import Answer, Inspect
from shared.media.worker import perform


@cache
def sample(name: str) -> bytes:
    """A small file of each kind, with nothing wrong."""
    if name == "mp4":
        path = Path(tempfile.mkdtemp(), "a.mp4")
        source = ("-f", "lavfi", "-i", "testsrc=duration=0.4:size=64x48:rate=10", "-pix_fmt", "yuv420p")
        subprocess.run(
            [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *source, str(path)], check=True
        )
        return path.read_bytes()
    buffer = io.BytesIO()
    if name == "pdf":
        with pikepdf.new() as document:
            document.add_blank_page()
            document.save(buffer)
    elif name == "docx":
        with zipfile.ZipFile(buffer, "w") as file:
            file.writestr("[Content_Types].xml", "<Types/>")
            file.writestr("word/document.xml", "<document/>")
    else:
        frames = [Image.new("RGB", (40, 30), color) for color in ("red", "green")]
        options = {"save_all": True, "append_images": frames[1:]} if name == "GIF" else {}
        frames[0].save(buffer, name, **options)
    return buffer.getvalue()


def inspected(data: bytes) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        source.write_bytes(data)
        return perform(Inspect(source=source, output=Path(folder, "output")))


@pytest.mark.parametrize("name", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "docx", "pdf"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
    kept=st.floats(0, 1),
)
def test_a_damaged_file_is_read_or_refused(name: str, changes: list[tuple[float, int]], kept: float) -> None:
    """Bytes changed and the end cut off: never an error of another kind, which would read as one of ours."""
    data = bytearray(sample(name))
    for place, value in changes:
        data[int(place * len(data))] = value
    with suppress(MediaRefusedError):
        assert inspected(bytes(data[: max(int(kept * len(data)), 1)])).facts is not None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6))
@example(changes=[(0.8125, 0)]).via("the name of the codec")
def test_a_damaged_video_is_read_or_refused(changes: list[tuple[float, int]]) -> None:
    """The same for what FFmpeg reads."""
    data = bytearray(sample("mp4"))
    for place, value in changes:
        data[int(place * len(data))] = value
    with suppress(MediaRefusedError):
        assert inspected(bytes(data)).facts is not None


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=400))
def test_noise_is_refused(data: bytes) -> None:
    """Nothing is taken for something."""
    with pytest.raises(MediaRefusedError):
        inspected(data)
