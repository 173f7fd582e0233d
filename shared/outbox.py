"""The outbox: an append-only log of what is to be told, written in the transaction that made it true."""

import base64
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pydantic_core import from_json, to_json

from shared.postgres import Connection

CHANNEL = "outbox"


@dataclass(slots=True)  # not frozen: a frozen one takes three times as long to make
class OutboxRecord:
    """One record as it will stand on its topic."""

    topic: str
    key: str | None
    headers: str
    """As `encode_texts` or `encode_headers` made them."""
    value: bytes | None
    """None is a tombstone: nothing is left to say about the key on a compacted topic."""


_INSERT = """
with told as (
    insert into outbox (topic, key, headers, value)
    select topic, key, headers, value
    from unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
         with ordinality as told (topic, key, headers, value, position)
    order by position
)
select pg_notify(channel, '') from unnest($5::text[]) as channel
"""
_NOTIFY = "select pg_notify(channel, '') from unnest($1::text[]) as channel"


# From that many on, COPY costs less than half of what an insert does; below, its extra round trip costs more.
_COPY_FROM = 50


async def append(
    connection: Connection, records: Sequence[OutboxRecord], *, waking: Collection[str] = ()
) -> None:
    """Add records to the log, in their order, inside the caller's transaction; at commit the relay wakes.

    Args:
        connection: Of the transaction.
        records: May be none.
        waking: Who else is to wake at commit: channels that are listened on.
    """
    channels = sorted({*waking, CHANNEL} if records else waking)
    rows = [(record.topic, record.key, record.headers, record.value) for record in records]
    if 0 < len(rows) < _COPY_FROM:
        await connection.execute(_INSERT, *map(list, zip(*rows, strict=True)), channels)
        return
    if rows:
        await connection.copy_records_to_table(
            "outbox", records=rows, columns=("topic", "key", "headers", "value")
        )
    if channels:
        await connection.execute(_NOTIFY, channels)


def encode_texts(headers: Sequence[tuple[str, str]]) -> str:
    """Headers that are all text, as JSON: `[name, text]` each."""
    return to_json(headers).decode()


def encode_headers(headers: Sequence[tuple[str, bytes | None]]) -> str:
    """Headers as JSON: `[name, text]`, or `[name, null, base64]` for bytes that are not text, `[name]` for none."""
    return to_json([_encode_header(name, value) for name, value in headers]).decode()


def _encode_header(name: str, value: bytes | None) -> list[str | None]:
    if value is None:
        return [name]
    try:
        return [name, value.decode()]
    except UnicodeDecodeError:
        return [name, None, base64.b64encode(value).decode()]


def decode_headers(stored: str) -> list[tuple[str, bytes | None]]:
    """What was encoded, as Kafka takes it."""
    headers = from_json(stored)
    try:
        return [(name, text.encode()) for name, text in headers]
    except (ValueError, AttributeError):  # some are no text, as happens in dead letters alone
        return [_decode_header(*header) for header in headers]


def _decode_header(
    name: str, text: str | None = None, encoded: str | None = None
) -> tuple[str, bytes | None]:
    if text is not None:
        return name, text.encode()
    return name, base64.b64decode(encoded) if encoded is not None else None
