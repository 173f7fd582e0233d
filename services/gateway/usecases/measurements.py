"""How posts and accounts do: kept as the publisher tells it, shown to those who ask and to those who watch."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from services.gateway.domain import timeline
from services.gateway.domain.measurements import AccountMeasurement, PostMeasurement
from services.gateway.repository import measurements as rows
from services.gateway.repository import timeline as entries
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.consuming import Received
from shared.events import AccountMeasured, PostMeasured
from shared.unit_of_work import UnitOfWork

_MOST_DAYS = 400


class Measurements:
    async def posts(self, work: UnitOfWork, received: Sequence[Received[PostMeasured]]) -> None:
        """Posts were measured."""
        told = {(one.data.publication_id, one.data.measured_at): one for one in received}
        fresh = await rows.keep_posts(work.connection, [one.data for one in told.values()])
        new = [one for key, one in told.items() if key in fresh]
        await entries.append(
            work.connection,
            [
                timeline.of_publication(
                    one.envelope, one.data, one.data.measured_at, timeline.measured(one.data)
                )
                for one in new
            ],
        )
        await append_live_events(work, [_live_post(one.data) for one in new])

    async def accounts(self, work: UnitOfWork, received: Sequence[Received[AccountMeasured]]) -> None:
        """Accounts were measured."""
        told = {(one.data.account_id, one.data.measured_at): one.data for one in received}
        fresh = await rows.keep_accounts(work.connection, list(told.values()))
        new = [data for key, data in told.items() if key in fresh]
        await append_live_events(work, [_live_account(data) for data in new])

    async def latest_of_publications(
        self, work: UnitOfWork, publication_ids: Collection[UUID]
    ) -> dict[UUID, PostMeasurement]:
        """How publications did when they were last seen; without those that were never measured."""
        return await rows.latest_of_publications(work.connection, publication_ids)

    async def of_post(self, work: UnitOfWork, post_id: UUID) -> list[PostMeasurement]:
        """Every measurement of a post, in the order of time."""
        return await rows.of_post(work.connection, post_id)

    async def latest_of_account(self, work: UnitOfWork, account_id: UUID) -> AccountMeasurement | None:
        """How an account did last; None before it was measured."""
        newest = await rows.of_account(work.connection, account_id, 1)
        return newest[0] if newest else None

    async def of_account(self, work: UnitOfWork, account_id: UUID) -> list[AccountMeasurement]:
        """An account's days, at most of a year and a bit, in the order of time."""
        return (await rows.of_account(work.connection, account_id, _MOST_DAYS))[::-1]


def _live_post(data: PostMeasured) -> LiveEvent:
    told: dict[str, Any] = {
        "post_id": str(data.post_id),
        "publication_id": str(data.publication_id),
        "account_id": str(data.account_id),
        "network": data.network,
        "campaign_id": None if data.campaign_id is None else str(data.campaign_id),
        "measured_at": data.measured_at.isoformat(),
        "age": data.age,
        "metrics": data.metrics,
        "gone": data.gone,
    }
    return LiveEvent(data.organization_id, data.topic_name, told)


def _live_account(data: AccountMeasured) -> LiveEvent:
    told: dict[str, Any] = {
        "account_id": str(data.account_id),
        "network": data.network,
        "measured_at": data.measured_at.isoformat(),
        "metrics": data.metrics,
    }
    return LiveEvent(data.organization_id, data.topic_name, told)
