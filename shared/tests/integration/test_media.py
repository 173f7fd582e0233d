"""Real files through the real process: looked into, cleaned, made over, refused."""

import io
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pikepdf
import pytest
from PIL import Image

from shared.media import MediaFacts, MediaProcessor, MediaRefusedError
from shared.media.renditions import PicturePlan, VideoPlan


@pytest.fixture
def processor() -> MediaProcessor:
    return MediaProcessor(concurrency=2)


@pytest.fixture
def save(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / f"source-{zlib.crc32(data)}"
        path.write_bytes(data)
        return path

    return write


def picture(form: str = "JPEG", size: tuple[int, int] = (600, 400), **options: object) -> bytes:
    image = Image.effect_noise(size, 60).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def from_camera(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Spy Camera"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def video(path: Path, *options: str, seconds: float = 1, size: str = "320x240", rate: int = 25) -> Path:
    command = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y"),
        *("-f", "lavfi", "-i", f"testsrc=duration={seconds}:size={size}:rate={rate}"),
        *("-f", "lavfi", "-i", f"sine=duration={seconds}"),
        *(options or ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")),
        *("-metadata", "location=+48.8583+002.2945/", str(path)),
    ]
    subprocess.run(command, check=True)
    return path


async def inspected(processor: MediaProcessor, path: Path) -> tuple[MediaFacts, bytes]:
    output = path.with_name("clean")
    answer = await processor.inspect(path, output)
    assert answer.facts is not None
    return answer.facts, (output if answer.is_rewritten else path).read_bytes()


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("GIF", "image/gif")],
)
async def test_a_picture_is_known_by_its_content(
    processor: MediaProcessor, save: Callable[[bytes], Path], form: str, media_type: str
) -> None:
    """No name and no announced type is asked; what is clean stays byte for byte."""
    data = picture(form)

    facts, kept = await inspected(processor, save(data))

    assert (facts.media_type, facts.width, facts.height, facts.size) == (media_type, 600, 400, len(data))
    assert kept == data


@pytest.mark.parametrize(("orientation", "size"), [(1, (600, 400)), (3, (600, 400)), (6, (400, 600))])
async def test_what_a_camera_notes_is_taken_out_and_the_picture_put_upright(
    processor: MediaProcessor, save: Callable[[bytes], Path], orientation: int, size: tuple[int, int]
) -> None:
    """Place, time and camera are nobody's business, and networks that ignore the rotation show it right."""
    facts, kept = await inspected(processor, save(from_camera(orientation)))

    assert (facts.width, facts.height) == size
    assert b"Spy Camera" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


async def test_what_a_telephone_takes_becomes_a_jpeg(processor: MediaProcessor, tmp_path: Path) -> None:
    """HEIC is what no network takes; nothing of the camera is left in what is kept."""
    source = tmp_path / "source"
    source.write_bytes((Path(__file__).parents[1] / "data" / "gradient.heic").read_bytes())

    facts, kept = await inspected(processor, source)

    assert (facts.media_type, facts.width, facts.height) == ("image/jpeg", 96, 64)
    assert b"Spy Camera" not in kept


async def test_a_video_is_measured_and_loses_its_place(processor: MediaProcessor, tmp_path: Path) -> None:
    """Duration, rate and codecs are known; the index comes first and the metadata are gone."""
    facts, kept = await inspected(processor, video(tmp_path / "video.mp4"))

    assert (facts.media_type, facts.width, facts.height) == ("video/mp4", 320, 240)
    assert (facts.video_codec, facts.audio_codec, facts.frame_rate) == ("h264", "aac", 25.0)
    assert facts.duration_seconds == pytest.approx(1.0, abs=0.1)
    assert b"+48.8583" not in kept
    assert kept.index(b"moov") < kept.index(b"mdat")


async def test_other_kinds_are_known_too(processor: MediaProcessor, save: Callable[[bytes], Path]) -> None:
    """A moving GIF has a duration; a PDF is a document."""
    frames = [Image.new("RGB", (40, 30), color) for color in ("red", "green", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=200)

    moving, _ = await inspected(processor, save(buffer.getvalue()))
    document, _ = await inspected(processor, save(plain_pdf()))

    assert moving.duration_seconds == pytest.approx(0.6)
    assert document.media_type == "application/pdf"


def plain_pdf() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(buffer)
    return buffer.getvalue()


def bomb() -> bytes:
    """A PNG that says it is 60,000 x 60,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "media.empty"),
        (b"hello there", "media.type_not_supported"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "media.type_not_supported"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "media.type_not_supported"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "media.type_not_supported"),
        (picture()[:3000], "media.broken"),
        (picture("PNG")[:3000], "media.broken"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(100), "media.broken"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "media.broken"),
        (b"%PDF-1.7\nno end", "media.broken"),
        (bomb(), "media.too_many_pixels"),
    ],
)
async def test_what_is_broken_or_dangerous_is_refused(
    processor: MediaProcessor, save: Callable[[bytes], Path], data: bytes, code: str
) -> None:
    """Each with a code and a sentence; nothing that names other files is ever opened."""
    with pytest.raises(MediaRefusedError) as refused:
        await inspected(processor, save(data))

    assert refused.value.code == code
    assert refused.value.detail.endswith(".")


async def test_a_picture_is_made_as_planned(processor: MediaProcessor, save: Callable[[bytes], Path]) -> None:
    """Scaled, padded, JPEG, within the bytes, and nothing shines through."""
    transparent = Image.new("RGBA", (800, 200), (255, 0, 0, 0))
    buffer = io.BytesIO()
    transparent.save(buffer, "PNG")
    source = save(buffer.getvalue())
    plan = PicturePlan(
        media_type="image/jpeg", width=400, height=100, canvas_width=400, canvas_height=210, max_bytes=9_000
    )

    answer = await processor.convert(source, source.with_name("made"), plan)

    made = Image.open(source.with_name("made"))
    assert answer.facts is not None
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (400, 210))
    assert made.getpixel((200, 105)) == (255, 255, 255)
    assert answer.facts.size <= 9_000


async def test_a_noisy_picture_is_made_coarser_until_it_fits(
    processor: MediaProcessor, save: Callable[[bytes], Path]
) -> None:
    """The limit of bytes is met by quality first, then by size."""
    source = save(picture(size=(1500, 1500), quality=95))
    plan = PicturePlan(
        media_type="image/jpeg",
        width=1500,
        height=1500,
        canvas_width=1500,
        canvas_height=1500,
        max_bytes=150_000,
    )

    answer = await processor.convert(source, source.with_name("made"), plan)

    assert answer.facts is not None
    assert answer.facts.size <= 150_000


async def test_a_video_is_made_as_planned(processor: MediaProcessor, tmp_path: Path) -> None:
    """H.264 with 4:2:0 colours and AAC in an MP4 with its index first, in size, ratio, rate and bytes."""
    options = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus")
    source = video(tmp_path / "source.webm", *options, seconds=2, size="640x240", rate=50)
    plan = VideoPlan(
        width=320,
        height=120,
        canvas_width=320,
        canvas_height=240,
        max_bytes=200_000,
        copy_streams=False,
        frame_rate=25,
        video_bits=400_000,
        audio=True,
    )

    answer = await processor.convert(source, tmp_path / "made", plan)

    facts = answer.facts
    assert facts is not None
    assert (facts.media_type, facts.video_codec, facts.audio_codec) == ("video/mp4", "h264", "aac")
    assert (facts.width, facts.height, facts.frame_rate) == (320, 240, 25.0)
    assert facts.size <= 200_000
    made = (tmp_path / "made").read_bytes()
    assert made.index(b"moov") < made.index(b"mdat")


async def test_the_colors_of_a_picture_are_facts(
    processor: MediaProcessor, save: Callable[[bytes], Path], tmp_path: Path
) -> None:
    """Looked at where decoders run, with what else is known of a file; large ones as well."""
    buffer = io.BytesIO()
    Image.new("RGB", (3_000, 2_000), (10, 123, 94)).save(buffer, "PNG")
    answer = await processor.inspect(save(buffer.getvalue()), tmp_path / "clean")

    assert answer.facts is not None
    assert [(color.hex, color.share) for color in answer.facts.colors] == [("#0A7B5E", 1.0)]
    assert answer.facts.stored("k").colors == answer.facts.colors
