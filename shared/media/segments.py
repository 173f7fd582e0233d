"""Pictures without what is no picture: comments, metadata, foreign chunks, and whatever hangs on behind their end.

Nothing is decoded or made coarser: what stays is copied as it is. A file that is a picture to one program and a page, an
archive or a script to another has that other part in places that are left out here.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from shared.media.errors import MediaRefusedError

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
    }
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"})
_WEBP_METADATA_FLAGS = 0x08 | 0x04
_JPEG_APPLICATIONS = {0xE0: (b"JFIF\x00", 16), 0xE2: (b"ICC_PROFILE\x00", None), 0xEE: (b"Adobe", 14)}
_GIF_APPLICATIONS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})


def without_extras(form: str, data: bytes) -> bytes:
    """The picture alone.

    Args:
        form: As Pillow names it, one of `FORMS`.
        data: The whole file.

    Raises:
        MediaRefusedError: It ends in the middle.
    """
    try:
        return b"".join(FORMS[form](data))
    except (IndexError, struct.error):
        raise MediaRefusedError(
            "media.broken", "The file is damaged or cut off. Save it anew and send it again."
        ) from None


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    position = 2
    while True:
        # Any number of 0xFF may stand before a marker.
        while data[position] == 0xFF and data[position + 1] == 0xFF:
            position += 1
        if data[position] != 0xFF:
            raise IndexError(position)
        marker = data[position + 1]
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            end = position + 2
        else:
            end = position + 2 + _number(data, position + 2, ">H")
        segment = _piece(data, position, end)
        if _is_jpeg_part(marker, segment):
            yield segment
        position = end
        if marker == 0xDA:
            position = _scan_end(data, end)
            yield data[end:position]


def _is_jpeg_part(marker: int, segment: bytes) -> bool:
    if marker in _JPEG_APPLICATIONS:
        name, length = _JPEG_APPLICATIONS[marker]
        # The two bytes of the marker are not counted in its length.
        return segment[4:].startswith(name) and length in {None, len(segment) - 2}
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _scan_end(data: bytes, position: int) -> int:
    """Where the pixels of a scan end: at the next marker that is none of theirs."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0:
            raise IndexError(position)
        if data[position + 1] == 0x00 or 0xD0 <= data[position + 1] <= 0xD7:
            position += 2
        elif data[position + 1] == 0xFF:
            position += 1
        else:
            return position


def _png(data: bytes) -> Iterator[bytes]:
    yield _PNG_HEAD
    position = len(_PNG_HEAD)
    while True:
        end = position + 12 + _number(data, position, ">I")
        chunk = _piece(data, position, end)
        if chunk[4:8] in _PNG_KEPT:
            yield chunk
        if chunk[4:8] == b"IEND":
            return
        position = end


def _gif(data: bytes) -> Iterator[bytes]:
    position = 13 + _color_table_bytes(data[10])
    yield _piece(data, 0, position)
    while True:
        kind, begin = data[position], position
        if kind == 0x3B:
            yield b"\x3b"
            return
        if kind == 0x2C:
            position = _blocks_end(data, position + 11 + _color_table_bytes(data[position + 9]))
            yield data[begin:position]
            continue
        if kind != 0x21:
            raise IndexError(position)
        label, position = data[position + 1], _blocks_end(data, position + 2)
        is_application = label == 0xFF and data[begin + 3 : begin + 14] in _GIF_APPLICATIONS
        if label == 0xF9 or is_application:
            yield data[begin:position]


def _color_table_bytes(packed: int) -> int:
    return int(3 * 2 ** ((packed & 0x07) + 1)) if packed & 0x80 else 0


def _blocks_end(data: bytes, position: int) -> int:
    """Behind the empty block that ends a row of blocks."""
    while data[position]:
        position += data[position] + 1
    return position + 1


def _webp(data: bytes) -> Iterator[bytes]:
    chunks: list[bytes] = []
    position, whole = 12, 8 + _number(data, 4, "<I")
    while position + 8 <= whole:
        size = _number(data, position + 4, "<I")
        chunk = _piece(data, position, position + 8 + size)
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_METADATA_FLAGS]) + chunk[9:]
        if chunk[:4] in _WEBP_KEPT:
            chunks.append(chunk + bytes(size % 2))
        position += 8 + size + size % 2
    body = b"WEBP" + b"".join(chunks)
    yield b"RIFF" + struct.pack("<I", len(body)) + body


def _piece(data: bytes, start: int, end: int) -> bytes:
    if end > len(data):
        raise IndexError(end)
    return data[start:end]


def _number(data: bytes, position: int, form: str) -> int:
    number: int = struct.unpack_from(form, data, position)[0]
    return number


FORMS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = MappingProxyType(
    {"JPEG": _jpeg, "PNG": _png, "GIF": _gif, "WEBP": _webp}
)
"""The formats that can be taken apart."""
