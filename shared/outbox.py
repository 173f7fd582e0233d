"""The outbox: an append-only log of what is to be told, written in the transaction that made it true."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from shared.events import Headers
from shared.postgres import Connection

CHANNEL = "outbox"


@dataclass(frozen=True, slots=True)
class OutboxRecord:
    """One record as it will stand on its topic."""

    topic: str
    key: str | None
    headers: Headers
    value: bytes


_INSERT = """
insert into outbox (topic, key, headers, value)
select topic, key, headers::jsonb, value
from unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
     with ordinality as told (topic, key, headers, value, position)
order by position
"""


async def append(connection: Connection, records: Sequence[OutboxRecord]) -> None:
    """Add records to the log, in their order, inside the caller's transaction; wakes the relay at commit."""
    if not records:
        return
    await connection.execute(
        _INSERT,
        [record.topic for record in records],
        [record.key for record in records],
        [encode_headers(record.headers) for record in records],
        [record.value for record in records],
    )
    await connection.execute("select pg_notify($1, '')", CHANNEL)


def encode_headers(headers: Sequence[tuple[str, bytes | None]]) -> str:
    """Headers as JSON: `[name, text]`, or `[name, null, base64]` for bytes that are not text, `[name]` for none."""
    return json.dumps([_encode_header(name, value) for name, value in headers])


def _encode_header(name: str, value: bytes | None) -> list[str | None]:
    if value is None:
        return [name]
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = "\x00"
    # jsonb can't hold NUL.
    if "\x00" in text:
        return [name, None, base64.b64encode(value).decode()]
    return [name, text]


def decode_headers(stored: str) -> list[tuple[str, bytes | None]]:
    """What `encode_headers` wrote, as Kafka takes it."""
    headers: list[tuple[str, bytes | None]] = []
    for name, *values in json.loads(stored):
        if not values:
            headers.append((name, None))
        elif values[0] is None:
            headers.append((name, base64.b64decode(values[1])))
        else:
            headers.append((name, values[0].encode()))
    return headers
