"""Live updates: what clients that watch an organisation are told.

Rows are read in the order of (transaction id, sequence) and only below the oldest transaction that still runs. A plain
sequence would lose events: a number taken early by a transaction that commits late is passed over by a reader that has
already seen a higher one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.unit_of_work import UnitOfWork

CHANNEL = "live_events"

_APPEND = """
insert into live_events (organization_id, type, data)
select organization_id, type, data
from unnest($1::uuid[], $2::text[], $3::jsonb[]) with ordinality as told (organization_id, type, data, position)
order by position
"""


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """One thing to tell watching clients.

    Attributes:
        type: Such as `post.published`; the `event:` of the stream.
        data: JSON object; instants and ids as text.
    """

    organization_id: UUID
    type: str
    data: dict[str, Any]


async def append_live_events(work: UnitOfWork, events: Sequence[LiveEvent]) -> None:
    """Tell watching clients at commit, in this order; not at all if the transaction fails."""
    if not events:
        return
    await work.connection.execute(
        _APPEND,
        [event.organization_id for event in events],
        [event.type for event in events],
        [event.data for event in events],
    )
    work.notify(CHANNEL)
