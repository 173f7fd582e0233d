"""Pictures made to do harm, each made here: refused with a code that says why, or kept without what was harmful."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from shared.media import MediaBusyError, MediaProcessor, MediaRefusedError
from shared.media.jobs import Limits
from shared.media.probing import probe
from shared.tests.harmful import SCRIPT, archive, code_of, kept


def picture(form: str, size: tuple[int, int] = (120, 80), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(buffer, form, **options)
    return buffer.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def gif_bomb() -> bytes:
    """2,500 frames of 4,000 x 4,000 pixels in some 60 kB."""
    frame = b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"
    screen = b"GIF89a" + struct.pack("<HHBBB", 4_000, 4_000, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    return screen + frame * 2_500 + b"\x3b"


def webp_bomb() -> bytes:
    """A picture that says it is 16,384 x 16,384."""
    bits = 0x2F | (16_383 << 8) | (16_383 << 22)
    body = b"WEBPVP8L" + struct.pack("<I", 6) + bits.to_bytes(5, "little") + b"\x00"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bmp_bomb() -> bytes:
    header = struct.pack("<IiiHHIIiiII", 40, 50_000, 50_000, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + header


def text_bomb() -> bytes:
    """A small PNG whose text unpacks to 80 MB."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    text = b"Comment\x00\x00" + zlib.compress(bytes(80_000_000), 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(b"zTXt", text)
        + chunk(b"IDAT", zlib.compress(bytes(4)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (gif_bomb, "media.too_many_pixels"),
        (webp_bomb, "media.too_many_pixels"),
        (bmp_bomb, "media.too_many_pixels"),
        (text_bomb, "media.broken"),
    ],
)
def test_a_decompression_bomb_is_refused_before_it_goes_off(
    tmp_path: Path, make: Callable[[], bytes], code: str
) -> None:
    """Few bytes that say they are very many."""
    data = make()

    assert len(data) < 1_000_000
    assert code_of(tmp_path, data) == code


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("tail", [archive(**{"evil.jar": b"x"}), SCRIPT, b"%PDF-1.7\n1 0 obj\n%%EOF\n"])
def test_what_hangs_on_behind_a_picture_is_cut_off(tmp_path: Path, form: str, tail: bytes) -> None:
    """What is a picture to one program and an archive, page or document to another is a picture alone afterwards."""
    data = picture(form)

    stored = kept(tmp_path, data + tail)

    assert stored == data
    assert not zipfile.is_zipfile(io.BytesIO(stored))


def hidden_in(form: str) -> bytes:
    """A picture with a script where its format has room for words."""
    data = picture(form)
    if form == "JPEG":
        segment = struct.pack(">H", len(SCRIPT) + 2) + SCRIPT
        return data[:2] + b"\xff\xfe" + segment + b"\xff\xe1" + segment + b"\xff\xee" + segment + data[2:]
    if form == "PNG":
        return data[:33] + chunk(b"tEXt", b"Comment\x00" + SCRIPT) + chunk(b"evIl", SCRIPT) + data[33:]
    if form == "GIF":
        block = bytes([len(SCRIPT)]) + SCRIPT + b"\x00"
        extra = b"\x21\xfe" + block + b"\x21\xff\x0bXMP DataXMP" + block + b"\x21\x01" + block
        return data[:-1] + extra + b"\x3b"
    more = b"XMP " + struct.pack("<I", len(SCRIPT)) + SCRIPT + b"\x00" * (len(SCRIPT) % 2)
    return b"RIFF" + struct.pack("<I", len(data) - 8 + len(more)) + data[8:] + more


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_script_among_the_words_of_a_picture_is_taken_out(tmp_path: Path, form: str) -> None:
    """And every pixel stays as it was."""
    data = hidden_in(form)
    assert SCRIPT in data

    stored = kept(tmp_path, data)

    assert SCRIPT not in stored
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(stored))
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("form", ["BMP", "TIFF", "AVIF"])
def test_other_pictures_are_written_anew(tmp_path: Path, form: str) -> None:
    """Where a format can't be taken apart."""
    stored = kept(tmp_path, picture(form) + SCRIPT)

    assert SCRIPT not in stored
    assert Image.open(io.BytesIO(stored)).size == (120, 80)


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"\xef\xbb\xbf<svg><script>1</script></svg>",
        "<svg><script>1</script></svg>".encode("utf-16"),
        zlib.compress(b"<svg/>", wbits=31),
        SCRIPT,
        b"MZ" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"#!/bin/sh\nid\n",
        archive(**{"index.html": SCRIPT}),
        archive(**{"../../etc/cron.d/x": b"* * * * * root id"}),
    ],
)
def test_what_could_run_is_no_media(tmp_path: Path, data: bytes) -> None:
    """SVG is refused whatever is in it: it is a program of its own."""
    assert code_of(tmp_path, data) == "media.type_not_supported"


def test_no_path_of_ours_is_told(tmp_path: Path) -> None:
    """Libraries name a broken file by where it lies."""
    path = tmp_path / "source"
    path.write_bytes(b"GIF89a/*" + bytes(20) + b"*/=alert(1)//")

    with pytest.raises(MediaRefusedError) as refused:
        probe(path)

    assert refused.value.code == "media.broken"
    assert str(tmp_path) not in refused.value.detail


async def test_a_job_that_takes_too_much_is_ended_by_the_system(tmp_path: Path) -> None:
    """Processor time, memory and time on the clock are bounded, whatever the decoder does."""
    source = tmp_path / "source"
    Image.new("RGB", (9_000, 8_000), "teal").save(source, "PNG", compress_level=1)

    async def refusal(**limits: int) -> str:
        processor = MediaProcessor(limits=Limits(**limits))
        with pytest.raises(MediaRefusedError) as refused:
            await processor.inspect(source, tmp_path / "output", tmp_path)
        return refused.value.code

    assert await refusal(cpu_seconds=1) == "media.too_complex"
    assert await refusal(memory_bytes=450_000_000) == "media.too_large_to_decode"
    with pytest.raises(MediaBusyError):
        await MediaProcessor(inspect_seconds=0.05).inspect(source, tmp_path / "output")
