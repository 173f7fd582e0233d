"""Publications, their attempts and their lanes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.publisher.domain.accounts import Account
from services.publisher.domain.attempts import Attempt, Ended, Outcome
from services.publisher.domain.content import Prepared
from services.publisher.domain.failures import Failure
from services.publisher.domain.plans import content_hash
from services.publisher.domain.publications import AcceptingWaits, Publication, State
from services.publisher.repository.rows import (
    details_text,
    ends_document,
    envelope_text,
    media_text,
    to_account,
    to_publication,
)
from shared.consuming import Received
from shared.events import PostDue, PostScheduled
from shared.ids import publication_id
from shared.postgres import Connection, Database
from shared.working import Lease

# For which a lane waits for a replica that can open its account.
_LEFT_TO_OTHERS_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Job:
    """A lane under our lease.

    Attributes:
        publication: What is to be done in it; None if it turned out that there is nothing.
        account: Whose lane it is; None before its credentials were handed over.
    """

    account_id: UUID
    owner: str
    publication: Publication | None
    account: Account | None


class PublicationRepository:
    """Statements of queries/publications.sql; no decisions.

    Args:
        keys: Ids of the encryption keys that this process has: it claims what it can open.
    """

    def __init__(self, database: Database, queries: Mapping[str, str], keys: Sequence[bytes]) -> None:
        self._database = database
        self._queries = queries
        self._keys = keys

    async def claim(self, limit: int, lease: Lease) -> list[Job]:
        async with self._database.acquire() as connection:
            rows = await connection.fetch(
                self._queries["claim"], limit, lease.owner, lease.seconds, self._keys, _LEFT_TO_OTHERS_SECONDS
            )
            lanes = [row["lane"] for row in rows]
            found = await connection.fetch(self._queries["accounts_of"], lanes) if lanes else []
        accounts = {row["account_id"]: to_account(row) for row in found}
        return [
            Job(
                row["lane"],
                lease.owner,
                to_publication(row) if row["publication_id"] else None,
                accounts.get(row["lane"]),
            )
            for row in rows
        ]

    async def renew(self, jobs: Sequence[Job], lease: Lease) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(
                self._queries["renew"], [job.account_id for job in jobs], lease.owner, lease.seconds
            )

    async def release(self, jobs: Sequence[Job], lease: Lease) -> None:
        async with self._database.acquire() as connection:
            await connection.execute(self._queries["release"], [job.account_id for job in jobs], lease.owner)

    async def accept_due(
        self, connection: Connection, received: Sequence[Received[PostDue]], waits: AcceptingWaits
    ) -> None:
        """Publications that are new; their lanes want attention."""
        due = [one.data for one in received]
        await connection.execute(self._queries["open_lanes"], [one.account_id for one in due])
        await connection.execute(
            self._queries["accept_due"],
            [one.publication_id for one in due],
            [one.organization_id for one in due],
            [one.post_id for one in due],
            [one.account_id for one in due],
            [one.network for one in due],
            [one.revision for one in due],
            [one.campaign_id for one in due],
            [one.request_id for one in due],
            [one.due_at for one in due],
            [one.text for one in due],
            [media_text(one.media) for one in due],
            [one.language for one in due],
            [envelope_text(one.envelope) for one in received],
            [one.emitted_at for one in due],
            waits.give_up_seconds,
            waits.held_up_seconds,
            waits.settle_seconds,
            [details_text(one.details) for one in due],
        )

    async def follow_plans(
        self, connection: Connection, contents: Mapping[UUID, tuple[PostScheduled, str]]
    ) -> None:
        """One revision for each post, with the hashes of its contents as JSON."""
        plans = list(contents.values())
        await connection.execute(
            self._queries["follow_plans"],
            [plan.post_id for plan, _ in plans],
            [plan.organization_id for plan, _ in plans],
            [plan.revision for plan, _ in plans],
            [plan.state for plan, _ in plans],
            [text for _, text in plans],
        )

    async def lane_owner(self, connection: Connection, account_id: UUID) -> str | None:
        """Who holds the lane; locks it until the transaction ends."""
        owner: str | None = await connection.fetchval(self._queries["lock_lane"], account_id)
        return owner

    async def lock_lanes(self, connection: Connection, account_ids: Sequence[UUID]) -> None:
        await connection.fetch(self._queries["lock_lanes"], account_ids)

    async def settle_lanes(
        self,
        connection: Connection,
        account_ids: Sequence[UUID],
        *,
        owner: str | None = None,
        pause_seconds: float | None = None,
    ) -> None:
        """Work out when the lanes want attention next, and give back those that this owner holds."""
        await connection.execute(self._queries["settle_lanes"], account_ids, owner, pause_seconds)

    async def begin_attempt(
        self, connection: Connection, publication: Publication, attempt: Attempt, prepared: Prepared
    ) -> bool:
        """Whether the publication still was as we knew it."""
        begun = await connection.fetchval(
            self._queries["begin_attempt"],
            publication.publication_id,
            attempt.attempt_id,
            publication.state,
            attempt.kind,
            attempt.request_hash,
            attempt.trace_id,
            attempt.started_at,
            dict(prepared.document),
            prepared.until,
            attempt.part,
        )
        return begun is not None

    async def attempt_started(self, attempt_id: UUID | None) -> datetime | None:
        async with self._database.acquire() as connection:
            started: datetime | None = await connection.fetchval(self._queries["attempt_started"], attempt_id)
        return started

    async def end_attempt(self, connection: Connection, attempt_id: UUID, outcome: Outcome) -> Attempt | None:
        """The attempt, if its end was not known."""
        row = await connection.fetchrow(self._queries["end_attempt"], attempt_id, *_outcome_columns(outcome))
        return Attempt(**row) if row else None

    async def add_attempt(self, connection: Connection, publication: Publication, ended: Ended) -> None:
        """A look, or another call that is harmless to repeat."""
        look = ended.attempt
        await connection.execute(
            self._queries["add_attempt"],
            look.attempt_id,
            publication.publication_id,
            publication.account_id,
            publication.network,
            look.request_hash,
            look.trace_id,
            look.started_at,
            *_outcome_columns(ended.outcome),
            look.part,
            look.kind,
        )

    async def save(self, connection: Connection, publication: Publication, known: Sequence[State]) -> bool:
        """Whether the publication still was in one of these states, and in the same attempt."""
        receipt = publication.receipt
        prepared = publication.prepared
        saved = await connection.fetchval(
            self._queries["save"],
            publication.publication_id,
            known,
            publication.attempt_id,
            publication.state,
            publication.wait_seconds,
            publication.setbacks,
            publication.looks,
            publication.repeats,
            publication.unknown_since,
            prepared.until if prepared else None,
            publication.waits_for_account,
            *failure_columns(publication.failure),
            receipt.remote_id if receipt else None,
            receipt.url if receipt else None,
            publication.published_at,
            None if prepared is None else dict(prepared.document),
            0.0 if prepared is None else prepared.ready_in,
            publication.processing_since,
            ends_document(publication.ends),
            publication.reconciled,
            publication.give_up_at,
            publication.held_code,
        )
        return saved is not None

    async def taken_remote_ids(self, account_id: UUID, since: datetime) -> frozenset[str]:
        """Ids that are known to be other posts of the account, or other parts of the same publication."""
        async with self._database.acquire() as connection:
            rows = await connection.fetch(self._queries["taken_remote_ids"], account_id, since)
        return frozenset(row["remote_id"] for row in rows)

    async def count_open(self) -> dict[tuple[str, str], int]:
        """By network and state."""
        async with self._database.acquire() as connection:
            rows = await connection.fetch(self._queries["count_open"])
        return {(row["network"], row["state"]): row["publications"] for row in rows}

    async def wake_account(self, connection: Connection, account_id: UUID) -> None:
        """What waits for the account tries again."""
        await self.lock_lanes(connection, [account_id])
        await connection.execute(self._queries["wake_account"], account_id)
        await self.settle_lanes(connection, [account_id])

    async def fail_waiting(
        self, connection: Connection, account_ids: Sequence[UUID], failure: Failure
    ) -> list[Publication]:
        """Everything that has not begun on these accounts; what failed now."""
        await self.lock_lanes(connection, account_ids)
        rows = await connection.fetch(self._queries["fail_waiting"], account_ids, *failure_columns(failure))
        await connection.execute(self._queries["end_pauses"], account_ids)
        await self.settle_lanes(connection, account_ids)
        return [to_publication(row) for row in rows]


def plan_contents(post: PostScheduled) -> dict[str, str]:
    """The hash of each target's content, by publication id."""
    return {
        str(publication_id(post.post_id, target.account_id, target.occurrence_at)): content_hash(
            target.text, target.language, target.media, target.details
        )
        for target in post.targets
    }


def failure_columns(failure: Failure | None) -> tuple[Any, ...]:
    """error_class, code, detail, who_must_act, retry_can_help."""
    if failure is None:
        return (None,) * 5
    return (
        failure.error_class,
        failure.code,
        failure.detail,
        failure.who_must_act,
        failure.retry_can_help,
    )


def _outcome_columns(outcome: Outcome) -> tuple[Any, ...]:
    failure = outcome.failure
    return (
        outcome.ended_at,
        outcome.answer,
        failure.code if failure else None,
        failure.detail if failure else None,
        outcome.latency_ms,
    )
