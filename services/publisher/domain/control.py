"""What may stop a publication at the last moment, and what people ask of one that is live or may be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.publisher.domain.content import Receipt
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.pacing import earliest
from services.publisher.domain.plans import Plan, Sibling, objection, repetition
from services.publisher.domain.publications import Publication, fail, publish
from shared.capabilities import Pacing
from shared.events import Envelope, PublicationAction

HALTED = "publishing.halted"
_BY_ADDRESS = "by_address"
_ASK_AGAIN_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Halt:
    """Somebody stopped this."""

    scope: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gate:
    """All that decides, at the last moment, whether a publication goes out now.

    Attributes:
        halt: What stops it; None if nothing does.
        plan: What its post's newest revision says.
        siblings: What else of its post is live on its account, or may be.
        starts: When the call began after which each window of the network's limits is full.
        last: When the account's newest call began.
    """

    halt: Halt | None
    plan: Plan | None
    siblings: Sequence[Sibling]
    starts: Sequence[datetime | None]
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks of a live publication.

    Attributes:
        cause: The event it came with.
        setbacks: Tries that failed.
    """

    wish_id: UUID
    action: PublicationAction
    text: str | None
    requested_at: datetime
    cause: Envelope
    setbacks: int


def refusal(publication: Publication, gate: Gate, pacing: Pacing, now: datetime) -> Failure | None:
    """Why it does not go out now; None if it does."""
    if gate.halt is not None:
        return _halted(gate.halt)
    plan, siblings = gate.plan, gate.siblings
    why = objection(publication, plan) or repetition(publication, plan, siblings)
    if why is not None:
        return why
    instant = earliest(pacing, gate.starts, gate.last)
    if instant is None or instant <= now:
        return None
    detail = (
        f"the account has published as much as {publication.network} allows; it goes on at"
        f" {instant.isoformat(timespec='seconds')}"
    )
    return failure("quota", "publishing.paced", detail, who_must_act="nobody", retry_at=instant)


def wait_for_halt(publication: Publication, why: Failure, now: datetime) -> Publication:
    """It waits until what stopped it is taken back, but not for ever.

    It asks again now and then: a halt that ends while this is written down wakes only what was written before.
    """
    left = (publication.give_up_at - now).total_seconds()
    if left <= 0:
        return fail(publication, why)
    return replace(publication, state="waiting", failure=why, wait_seconds=min(left, _ASK_AGAIN_SECONDS))


def confirm(publication: Publication, url: str, remote_id: str | None, now: datetime) -> Publication:
    """A person saw what nobody knew of: it is there.

    Where its address does not tell the network's id, nothing can be added to it: it ends with what is live.
    """
    if any(end.unknown for end in publication.ends):
        settled = tuple(replace(end, unknown=False) for end in publication.ends)
        return replace(
            publication, ends=settled, state="published", published_at=publication.published_at or now
        )
    receipt = Receipt(remote_id or url, url, document={} if remote_id else {_BY_ADDRESS: True})
    changed = publish(publication, receipt, publication.unknown_since or now)
    if remote_id is None and changed.state == "waiting" and changed.part.role != "message":
        return fail(changed, _id_unknown("what was to follow it can't be attached"))
    return changed


def untouchable(receipt: Receipt) -> Failure | None:
    """Why a live post can't be found again by the network's API; None if it can."""
    return _id_unknown("do it on the network itself") if _BY_ADDRESS in receipt.document else None


def deny(publication: Publication, now: datetime, give_up_at: datetime) -> Publication:
    """A person looked, and it is not there: it goes out again."""
    if any(end.unknown for end in publication.ends):
        # Messages that may not have arrived are not sent again by themselves: the others of the broadcast were.
        settled = tuple(replace(end, unknown=False) for end in publication.ends)
        state: Literal["published", "failed"] = "published" if publication.receipts else "failed"
        return replace(publication, ends=settled, state=state, wait_seconds=None)
    return replace(
        publication,
        state="waiting",
        failure=None,
        setbacks=0,
        looks=0,
        repeats=0,
        unknown_since=None,
        prepared=None if publication.prepared is None else publication.prepared.forgotten(now),
        give_up_at=give_up_at,
        wait_seconds=0.0,
    )


def _id_unknown(so: str) -> Failure:
    detail = f"the address that a person gave for the post does not tell the network's id of it: {so}"
    return failure("invalid", "publication.id_unknown", detail)


def _halted(halt: Halt) -> Failure:
    what = "everything" if halt.scope == "organization" else f"the {halt.scope} {halt.target}"
    why = f": {halt.reason}" if halt.reason else ""
    return Failure(
        "restricted", HALTED, f"publishing of {what} was stopped{why}", "account_owner", retry_can_help=True
    )
