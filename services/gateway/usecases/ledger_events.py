"""What the publisher tells of publications from inside: attempts, what holds them up, wishes that ended, halts."""

from collections.abc import Sequence
from typing import Any

from services.gateway.domain import timeline
from services.gateway.repository import publications as rows
from services.gateway.repository import timeline as entries
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.consuming import Received
from shared.events import (
    PublicationAttempted,
    PublicationChanged,
    PublicationHeld,
    PublishingStopped,
)
from shared.unit_of_work import UnitOfWork


class LedgerEvents:
    async def attempted(self, work: UnitOfWork, received: Sequence[Received[PublicationAttempted]]) -> None:
        """A call or a look has ended; where nobody knows what came of it, that is why the publication waits."""
        await rows.apply(work.connection, "add_attempts", [one.data.model_dump() for one in received])
        lost = {
            one.data.publication_id: one.data
            for one in sorted(received, key=lambda one: one.data.ended_at)
            if one.data.answer == "unknown" and one.data.next_at is not None
        }
        holds = [_hold(data, {**_lost(data), "until": data.next_at}) for data in lost.values()]
        await rows.apply(work.connection, "hold_publications", holds)
        await rows.apply(
            work.connection, "hold_targets", [_hold(data, _lost(data)) for data in lost.values()]
        )

    async def held(self, work: UnitOfWork, received: Sequence[Received[PublicationHeld]]) -> None:
        """It is due and waits."""
        last = {
            one.data.publication_id: one.data for one in sorted(received, key=lambda one: one.data.held_at)
        }
        await rows.apply(
            work.connection,
            "hold_publications",
            [_hold(data, {**_problem(data), "until": data.until}) for data in last.values()],
        )
        await rows.apply(
            work.connection, "hold_targets", [_hold(data, _problem(data)) for data in last.values()]
        )
        await entries.append(
            work.connection,
            [
                timeline.of_publication(one.envelope, one.data, one.data.held_at, timeline.held(one.data))
                for one in received
            ],
        )
        await append_live_events(work, [_held_live(data) for data in last.values()])

    async def changed(self, work: UnitOfWork, received: Sequence[Received[PublicationChanged]]) -> None:
        """What became of a person's wish."""
        await rows.apply(work.connection, "end_wishes", [one.data.model_dump() for one in received])
        await entries.append(
            work.connection,
            [
                timeline.of_publication(
                    one.envelope, one.data, one.data.changed_at, timeline.changed(one.data)
                )
                for one in received
            ],
        )
        await append_live_events(work, [_changed_live(one.data) for one in received])

    async def stopped(self, work: UnitOfWork, received: Sequence[Received[PublishingStopped]]) -> None:
        """The publisher has heard of a halt."""
        await rows.apply(work.connection, "stop_halts", [one.data.model_dump() for one in received])
        await append_live_events(
            work,
            [
                LiveEvent(
                    one.data.organization_id,
                    "publishing.stopped",
                    {
                        "halt_id": str(one.data.halt_id),
                        "at": one.data.stopped_at.isoformat(),
                        "in_flight": [str(publication_id) for publication_id in one.data.in_flight],
                    },
                )
                for one in received
            ],
        )


def _problem(data: PublicationHeld) -> dict[str, Any]:
    return {
        "code": data.code,
        "detail": data.detail,
        "error_class": data.error_class,
        "who_must_act": data.who_must_act,
        "retry_can_help": False,  # it goes on by itself
    }


def _lost(data: PublicationAttempted) -> dict[str, Any]:
    return {
        "code": data.code,
        "detail": f"{data.detail}; whether it is live is being found out",
        "error_class": data.error_class,
        "who_must_act": "nobody",
        "retry_can_help": False,  # it would perhaps be there twice
    }


def _hold(data: PublicationHeld | PublicationAttempted, problem: dict[str, Any]) -> dict[str, Any]:
    return {
        "publication_id": data.publication_id,
        "organization_id": data.organization_id,
        "problem": problem,
    }


def _held_live(data: PublicationHeld) -> LiveEvent:
    told = {
        "publication_id": str(data.publication_id),
        "post_id": str(data.post_id),
        "account_id": str(data.account_id),
        "network": data.network,
        "code": data.code,
        "detail": data.detail,
        "who_must_act": data.who_must_act,
        "until": data.until.isoformat() if data.until else None,
    }
    return LiveEvent(data.organization_id, data.topic_name, told)


def _changed_live(data: PublicationChanged) -> LiveEvent:
    told = {
        "publication_id": str(data.publication_id),
        "post_id": str(data.post_id),
        "wish_id": str(data.wish_id),
        "action": data.action,
        "outcome": data.outcome,
        "code": data.code,
        "detail": data.detail,
        "url": data.url,
    }
    return LiveEvent(data.organization_id, data.topic_name, told)
