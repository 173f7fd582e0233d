"""A short upright film with the sound of rain, and its cover: drawn here, so that the demo needs no file."""

import random
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg
from PIL import Image, ImageDraw, ImageFont

from deploy.local.errors import LocalStackError

SIZE = (540, 960)
RATE = 24
SECONDS = 5

_TOP, _BOTTOM = (10, 74, 92), (10, 123, 94)
_CREAM, _GOLD = (255, 250, 235), (244, 201, 93)
_DROPS = 70
_CHANGE = 1.6


@dataclass(frozen=True)
class Film:
    """Both as bytes: an MP4 and a JPEG."""

    video: bytes
    cover: bytes


def make_film(lines: tuple[str, ...]) -> Film:
    """Draw and encode it; each line fades in after the one before.

    Raises:
        LocalStackError: FFmpeg does not do it.
    """
    with TemporaryDirectory() as folder:
        output, cover = Path(folder, "film.mp4"), Path(folder, "cover.jpg")
        draw = _Frames(lines)
        draw.frame(SECONDS - 0.01).save(cover, quality=90)
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *_sources(), *_coding(), str(output)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdin is not None
        frames = b"".join(draw.frame(number / RATE).tobytes() for number in range(RATE * SECONDS))
        _, errors = process.communicate(frames)
        if process.returncode:
            raise LocalStackError(f"The demo's film can't be made: {errors.decode(errors='replace')[-300:]}")
        return Film(output.read_bytes(), cover.read_bytes())


def _sources() -> list[str]:
    width, height = SIZE
    pictures = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(RATE), "-i", "-"]
    return [
        *pictures,
        "-f",
        "lavfi",
        "-t",
        str(SECONDS),
        "-i",
        "anoisesrc=color=brown:amplitude=0.06:r=44100",
    ]


def _coding() -> list[str]:
    video = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-g", str(RATE)]
    return [*video, "-c:a", "aac", "-b:a", "96k", "-shortest", "-movflags", "+faststart"]


class _Frames:
    """Rain before a deep green evening, and the words."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._lines = lines
        shade = Image.linear_gradient("L").resize(SIZE)
        self._sky = Image.composite(Image.new("RGB", SIZE, _BOTTOM), Image.new("RGB", SIZE, _TOP), shade)
        chance = random.Random(7)  # noqa: S311  the same rain every time
        self._drops = [
            (chance.uniform(0, SIZE[0]), chance.uniform(0, SIZE[1]), chance.uniform(500, 1_100))
            for _ in range(_DROPS)
        ]

    def frame(self, seconds: float) -> Image.Image:
        picture = self._sky.copy()
        pencil = ImageDraw.Draw(picture)
        width, height = SIZE
        for x, y, speed in self._drops:
            top = (y + speed * seconds) % (height + 60) - 60
            pencil.line((x, top, x - 5, top + speed / 22), fill=(96, 165, 160), width=2)
        reach = 70 + 8 * (seconds % 1)
        pencil.ellipse((width / 2 - reach, 190 - reach, width / 2 + reach, 190 + reach), fill=_GOLD)
        for number, line in enumerate(self._lines):
            self._write(pencil, line, number, min(1.0, max(0.0, (seconds - number * _CHANGE) * 2 + 0.3)))
        return picture

    def _write(self, pencil: ImageDraw.ImageDraw, line: str, number: int, strength: float) -> None:
        font = ImageFont.load_default(64 if number == 0 else 42)
        ink = _CREAM if number != 1 else _GOLD
        colour = tuple(round(low + (high - low) * strength) for low, high in zip(_BOTTOM, ink, strict=True))
        pencil.text((SIZE[0] / 2, 420 + number * 110), line, font=font, fill=colour, anchor="mm")
