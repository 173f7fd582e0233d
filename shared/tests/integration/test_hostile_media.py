"""Files made to do harm, each made here: refused with a code that says why, or kept without what was harmful."""

import contextlib
import io
import struct
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pikepdf
import pytest
from PIL import Image

from shared.media import MediaBusyError, MediaProcessor, MediaRefusedError
from shared.media.jobs import Inspect, Limits
from shared.media.worker import perform

SCRIPT = b"<html><script>alert(document.domain)</script></html>"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def picture(form: str, size: tuple[int, int] = (120, 80), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(buffer, form, **options)
    return buffer.getvalue()


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def kept(tmp_path: Path, data: bytes) -> bytes:
    """What would be stored of a file."""
    source, output = tmp_path / "source", tmp_path / "output"
    source.write_bytes(data)
    output.unlink(missing_ok=True)
    answer = perform(Inspect(source=source, output=output))
    return (output if answer.is_rewritten else source).read_bytes()


def code_of(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(MediaRefusedError) as refused:
        kept(tmp_path, data)
    assert refused.value.detail.endswith(".")
    return refused.value.code


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


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _pdf: None, **saving: Any) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer, **saving)
    return buffer.getvalue()


def acts(kind: str, **members: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **members)
        document.Root.OpenAction = document.make_indirect(action)

    return change


def carries(document: pikepdf.Pdf) -> None:
    document.attachments["evil.exe"] = pikepdf.AttachedFileSpec.from_filepath(document, Path(__file__))


def has_page_action(document: pikepdf.Pdf) -> None:
    act = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    document.pages[0].obj.AA = pikepdf.Dictionary(O=act)


@pytest.mark.parametrize(
    "data",
    [
        pdf(acts("JavaScript", JS="app.alert(1)")),
        # In a compressed stream of objects, where no search through the bytes finds it.
        pdf(acts("JavaScript", JS="app.alert(1)"), object_stream_mode=pikepdf.ObjectStreamMode.generate),
        pdf(acts("JavaScript", JS="app.alert(1)")).replace(b"/JavaScript", b"/J#61v#61Script"),
        pdf(acts("Launch", F="cmd.exe")),
        pdf(acts("SubmitForm", F="http://x.example")),
        pdf(carries),
        pdf(has_page_action),
    ],
)
def test_a_document_that_acts_by_itself_is_refused(tmp_path: Path, data: bytes) -> None:
    """Scripts, programs, other files: wherever in it they stand, and however they are written."""
    assert code_of(tmp_path, data) == "media.active_content"


def test_a_plain_document_is_written_anew(tmp_path: Path) -> None:
    """Without what stands before and behind it, and without who wrote it on what."""

    def signed(document: pikepdf.Pdf) -> None:
        document.docinfo["/Author"] = "Spy Writer"
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

    stored = kept(tmp_path, pdf(signed) + SCRIPT + b"\n%%EOF\n")

    assert stored.startswith(b"%PDF-")
    assert SCRIPT not in stored
    with pikepdf.open(io.BytesIO(stored)) as document:
        assert len(document.pages) == 1
        assert "/Author" not in document.docinfo
    assert kept(tmp_path, pdf(signed)) == kept(tmp_path, pdf(signed))


def test_a_locked_document_is_refused(tmp_path: Path) -> None:
    """Nobody could see what is in it."""
    locked = pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))

    assert code_of(tmp_path, locked) == "media.encrypted"


_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="http://x.example/t"'
    ' TargetMode="External"/></Relationships>'
)


def docx(**parts: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": _TYPES, "word/document.xml": b"<document/>"} | parts)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(**{"word/vbaProject.bin": b"x"}), "media.active_content"),
        (docx(**{"word/embeddings/a.bin": b"x"}), "media.active_content"),
        (
            docx(**{"word/_rels/a.rels": _RELATION.format("attachedTemplate").encode()}),
            "media.active_content",
        ),
        (docx(**{"word/_rels/a.rels": b"<!DOCTYPE x><x/>"}), "media.broken"),
        (docx(**{"../../etc/passwd": b"x"}), "media.unsafe_names"),
        (docx(**{"/etc/passwd": b"x"}), "media.unsafe_names"),
        (docx(**{"word\\..\\x": b"x"}), "media.unsafe_names"),
        (docx(**{"word/big.xml": bytes(40_000_000)}), "media.unpacks_too_large"),
    ],
)
def test_an_office_file_that_does_harm_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """Programs in it, parts that lead out of it, what is fetched when it is opened, and what unpacks without end."""
    assert code_of(tmp_path, data) == code


def test_a_plain_office_file_is_written_anew(tmp_path: Path) -> None:
    """Its parts alone; a link that a reader may follow is one of them."""
    link = _RELATION.format("hyperlink").encode()

    stored = kept(tmp_path, SCRIPT[:0] + docx(**{"word/_rels/document.xml.rels": link}) + SCRIPT)

    assert SCRIPT not in stored
    with zipfile.ZipFile(io.BytesIO(stored)) as file:
        assert file.read("word/document.xml") == b"<document/>"
        assert file.read("word/_rels/document.xml.rels") == link


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
