"""Content identifiers: CIDv1 with SHA-256, of raw bytes (blobs) or of DAG-CBOR (records)."""

import base64
import hashlib
from typing import Any

RAW, DAG_CBOR = 0x55, 0x71


def raw_cid(sha256: str) -> str:
    return _cid(RAW, bytes.fromhex(sha256))


def record_cid(record: Any) -> str:
    return _cid(DAG_CBOR, hashlib.sha256(dag_cbor(record)).digest())


def _cid(codec: int, digest: bytes) -> str:
    return "b" + base64.b32encode(bytes([1, codec, 0x12, 0x20]) + digest).decode().lower().rstrip("=")


def dag_cbor(value: Any) -> bytes:  # noqa: PLR0911  # one return a kind of value reads best
    """Canonical CBOR as IPLD defines it: map keys by length then bytes, links under tag 42, no floats."""
    match value:
        case None:
            return b"\xf6"
        case bool():
            return b"\xf5" if value else b"\xf4"
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case str():
            data = value.encode()
            return _head(3, len(data)) + data
        case list():
            return _head(4, len(value)) + b"".join(dag_cbor(item) for item in value)
        case {"$link": str(link)} if len(value) == 1:
            data = b"\x00" + base64.b32decode(link[1:].upper() + "=" * (-len(link[1:]) % 8))
            return _head(6, 42) + _head(2, len(data)) + data
        case dict():
            keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
            return _head(5, len(keys)) + b"".join(dag_cbor(key) + dag_cbor(value[key]) for key in keys)
        case _:
            raise ValueError(f"{type(value).__name__} has no place in a record")


def _head(major: int, number: int) -> bytes:
    for size, marker in ((1, 24), (2, 25), (4, 26), (8, 27)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << 8 * size:
            return bytes([major << 5 | marker]) + number.to_bytes(size, "big")
    raise ValueError("the number is too large for a record")
