"""The inbox: which events were applied already, decided in the transaction that applies them."""

from collections.abc import Iterable
from operator import attrgetter
from uuid import UUID

from shared.postgres import Connection

# Longer than any topic and any outbox keeps a record, so that a replay finds what it repeats.
RETENTION_DAYS = 15

# Which ones are fresh is sent back only where some are not: mostly all are.
_ADD = """
with added as (
    insert into inbox (event_id)
    select event_id from unnest($1::uuid[]) as arrived (event_id)
    on conflict do nothing
    returning event_id)
select case when count(*) < cardinality($1::uuid[]) then coalesce(array_agg(event_id), '{}') end from added
"""

_FORGET = """
delete from inbox where event_id in (
    select event_id from inbox where received_at < now() - make_interval(days => $1) limit 10000)
"""


async def add(connection: Connection, event_ids: Iterable[UUID]) -> set[UUID]:
    """Note events as applied.

    Returns:
        Those that had not been noted before; the others are repeats.
    """
    # Sorted, so that two replicas that repeat the same batch wait for one another instead of deadlocking.
    distinct = set(event_ids)
    fresh = await connection.fetchval(_ADD, sorted(distinct, key=attrgetter("int")))
    return distinct if fresh is None else set(fresh)


async def forget_old(connection: Connection) -> bool:
    """Drop some notes older than the retention; whether there may be more of them."""
    status: str = await connection.execute(_FORGET, RETENTION_DAYS)
    return status == "DELETE 10000"
