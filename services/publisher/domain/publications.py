"""The life of one publication: pure rules, no clock and no database of their own.

waiting -> attempting -> published | waiting again, or for its next part | processing | failed | unknown
processing -> published | failed;  unknown -> published | processing | waiting (certainly absent) | uncertain
uncertain -> published | waiting (a person says it is not there)
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.publisher.domain.content import (
    Content,
    Missing,
    Part,
    Pending,
    Prepared,
    Receipt,
    part_count,
    part_of,
)
from services.publisher.domain.failures import Failure, failure
from shared.events import Envelope, NetworkName, PartRole

State = Literal[
    "waiting", "attempting", "processing", "unknown", "uncertain", "published", "failed", "removed"
]
WayOut = Literal["repeat", "look_up", "person"]
"""After an unknown outcome: the same call again with the same key, a look whether the post is there, or nothing that
we could do."""
_KEEP_TRYING = frozenset({"transient", "rate_limited", "quota", "auth_expired"})
_OF_THIS_PART_ALONE = frozenset({"invalid", "duplicate"})


@dataclass(frozen=True, slots=True)
class PartEnd:
    """What became of one part.

    Attributes:
        receipt: It is live.
        failure: It is not, or nobody knows.
        unknown: Nobody knows.
    """

    index: int
    role: PartRole
    recipient: str = ""
    receipt: Receipt | None = None
    failure: Failure | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """One occurrence of a post on one account.

    Attributes:
        cause: The event that asked for it; what is told of it belongs to the same trace.
        wait_seconds: How long from now until it wants attention again; None when nothing is left that we can do.
        give_up_at: When a publication that could not be attempted fails.
        waits_for_account: A reconnected account wakes it.
        setbacks: Tries in a row that failed without any effect.
        looks: Looks that found nothing since the last attempt.
        repeats: How often it was published again after such looks.
        unknown_since: When the first attempt of unknown outcome began.
        processing_since: When the attempt began that the network is still at work on.
        ends: What became of the parts before the one that is being worked on, in order.
        reconciled: Some part of it was found after its outcome had been unknown.
        held_code: Of the reason for waiting that was told last.
        failure: Why it is where it is.
        published_at: When the first part went live.
    """

    publication_id: UUID
    organization_id: UUID
    post_id: UUID
    account_id: UUID
    network: NetworkName
    revision: int
    campaign_id: UUID | None
    request_id: UUID | None
    due_at: datetime
    content: Content
    cause: Envelope
    state: State
    give_up_at: datetime
    attempts: int = 0
    setbacks: int = 0
    looks: int = 0
    repeats: int = 0
    attempt_id: UUID | None = None
    unknown_since: datetime | None = None
    prepared: Prepared | None = None
    processing_since: datetime | None = None
    ends: tuple[PartEnd, ...] = ()
    reconciled: bool = False
    held_code: str | None = None
    failure: Failure | None = None
    published_at: datetime | None = None
    waits_for_account: bool = False
    wait_seconds: float | None = 0.0

    @property
    def part(self) -> Part:
        """The part that is being worked on."""
        return part_of(self.content, min(len(self.ends), part_count(self.content) - 1), self.receipts)

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Of the parts that are live, in order."""
        return tuple(end.receipt for end in self.ends if end.receipt is not None)

    @property
    def receipt(self) -> Receipt | None:
        """Of the post itself, or of the first message."""
        return self.receipts[0] if self.receipts else None


@dataclass(frozen=True, slots=True)
class AcceptingWaits:
    """What a publication that came due waits for, in seconds.

    Attributes:
        give_up_seconds: After which one that could not be attempted fails.
        held_up_seconds: One that was on its way for longer was held up, by Kafka or by us having been away.
        settle_seconds: How long such a one waits, for what may have been said of its post meanwhile.
    """

    give_up_seconds: float
    held_up_seconds: float
    settle_seconds: float


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what.

    Attributes:
        setbacks: Most tries in a row that fail without effect.
        first_wait: Seconds after the first setback; doubles with each, to `longest_wait`.
        looks: Seconds before each look after an attempt of unknown outcome; after the last one that finds nothing
            the post is certainly not there.
        repeats: Seconds before each repeat with the same key.
        tell_uncertain_after: Seconds of not knowing after which a person is told to look.
        processing_for: Seconds for which a network may be at work before a person is told to look.
        late_look: Seconds between looks once a person was told.
        look_for: Seconds after which looking ends.
    """

    setbacks: int = 20
    first_wait: float = 1.0
    longest_wait: float = 300.0
    looks: tuple[float, ...] = (5.0, 30.0, 120.0, 600.0)
    repeats: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0)
    tell_uncertain_after: float = 900.0
    processing_for: float = 86_400.0
    late_look: float = 3600.0
    look_for: float = 86_400.0

    def back_off(self, setbacks: int, jitter: float) -> float:
        """Seconds after that many setbacks; jitter is between 0 and 1."""
        return float(min(self.longest_wait, self.first_wait * 2 ** max(0, setbacks - 1)) * (0.5 + jitter / 2))

    def before_repeat(self, unanswered: int) -> float:
        """Seconds after that many calls without an answer."""
        return self.repeats[min(max(unanswered, 1), len(self.repeats)) - 1]

    def before_look(self, looks: int) -> float:
        """Seconds after that many looks that found nothing."""
        return self.looks[min(looks, len(self.looks) - 1)]


def publish(publication: Publication, receipt: Receipt, now: datetime) -> Publication:
    """Its part is live; the next one follows, if there is one."""
    reconciled = publication.reconciled or publication.unknown_since is not None
    publication = replace(
        publication, reconciled=reconciled, published_at=publication.published_at or now, failure=None
    )
    return _end_part(publication, PartEnd(*_named(publication), receipt=receipt))


def fail(publication: Publication, failure: Failure) -> Publication:
    """Its part is certainly not live, and will not be.

    Of messages, each of which somebody else gets, the others still go out where the reason is this one's own.
    Otherwise it ends here: what is live already stays, and the reason is told with it.
    """
    publication = replace(publication, failure=failure)
    if publication.part.role == "message" and failure.error_class in _OF_THIS_PART_ALONE:
        return _end_part(publication, PartEnd(*_named(publication), failure=failure))
    return _end(publication)


def _named(publication: Publication) -> tuple[int, PartRole, str]:
    part = publication.part
    return part.index, part.role, part.recipient


def _end_part(publication: Publication, end: PartEnd) -> Publication:
    publication = replace(publication, ends=(*publication.ends, end))
    if len(publication.ends) >= part_count(publication.content):
        return _end(publication)
    return replace(
        publication,
        state="waiting",
        prepared=None,
        setbacks=0,
        looks=0,
        repeats=0,
        unknown_since=None,
        processing_since=None,
        waits_for_account=False,
        wait_seconds=0.0,
    )


def _end(publication: Publication) -> Publication:
    """Nothing more will be done: what the ends of its parts make of the whole."""
    failures = [end.failure for end in publication.ends if end.failure is not None]
    failure = publication.failure or (failures[-1] if failures else None)
    state: State = "published" if publication.receipts else "failed"
    if any(end.unknown for end in publication.ends):
        state = "uncertain"
    return replace(
        publication,
        state=state,
        failure=failure,
        processing_since=None,
        waits_for_account=False,
        wait_seconds=None,
    )


def set_back(
    publication: Publication, failure: Failure, now: datetime, patience: Patience, jitter: float
) -> Publication:
    """Something before or instead of the irreversible call did not work, and had no effect."""
    if failure.error_class not in _KEEP_TRYING and not failure.prepare_again:
        return fail(publication, failure)
    setbacks = publication.setbacks + 1
    wait = patience.back_off(setbacks, jitter)
    if failure.error_class == "auth_expired" and setbacks == 1:
        wait = 0.0  # the credentials have been renewed meanwhile
    if failure.retry_at is not None:
        # The network said when: that is no setback of ours, however often it says so.
        wait, setbacks = seconds_until(failure.retry_at, now), publication.setbacks
    if setbacks >= patience.setbacks or now + timedelta(seconds=wait) > publication.give_up_at:
        return fail(publication, failure)
    prepared = publication.prepared
    if failure.prepare_again and prepared is not None:
        prepared = prepared.forgotten(now)
    return replace(
        publication,
        state="waiting",
        failure=failure,
        setbacks=setbacks,
        prepared=prepared,
        waits_for_account=False,
        wait_seconds=wait,
    )


def hold(publication: Publication, failure: Failure, now: datetime) -> Publication:
    """Its account can't be used: it waits for that, but not for ever."""
    left = (publication.give_up_at - now).total_seconds()
    if left <= 0:
        return fail(publication, failure)
    return replace(publication, state="waiting", failure=failure, waits_for_account=True, wait_seconds=left)


def lose_track(
    publication: Publication, failure: Failure, started_at: datetime, way: WayOut, patience: Patience
) -> Publication:
    """An attempt ended without an answer."""
    unanswered = publication.setbacks + 1 if publication.unknown_since else 1
    publication = replace(
        publication,
        failure=failure,
        looks=0,
        setbacks=unanswered,
        unknown_since=publication.unknown_since or started_at,
        processing_since=None,
    )
    if way == "person":
        if publication.part.role == "message":
            return _end_part(publication, PartEnd(*_named(publication), failure=failure, unknown=True))
        return give_to_a_person(publication, failure)
    wait = patience.before_repeat(unanswered) if way == "repeat" else patience.before_look(0)
    return replace(publication, state="unknown", wait_seconds=wait)


def process(publication: Publication, pending: Pending, started_at: datetime) -> Publication:
    """The network took it and is at work."""
    return replace(
        publication,
        state="processing",
        prepared=pending.prepared,
        failure=None,
        processing_since=publication.processing_since or publication.unknown_since or started_at,
        wait_seconds=pending.wait_seconds,
    )


def prepare_on(publication: Publication, prepared: Prepared, now: datetime) -> Publication:
    """The network is still at work on what was uploaded; preparation goes on then."""
    wait = prepared.ready_in
    if now + timedelta(seconds=wait) > publication.give_up_at:
        detail = "the network was still at work on the attachments when the time for publishing was over"
        code = f"{publication.network}.media_processing"
        return fail(publication, failure("transient", code, detail, who_must_act="author"))
    return replace(publication, state="waiting", prepared=prepared, wait_seconds=wait)


def refuse_repeat(
    publication: Publication, failure: Failure, now: datetime, patience: Patience
) -> Publication:
    """The same call with the same key was refused: only what the network says of the content itself is final."""
    if failure.error_class == "invalid" and not failure.prepare_again:
        return fail(publication, failure)
    wait = patience.before_repeat(publication.setbacks)
    if failure.error_class == "auth_expired":
        wait = 0.0
    if failure.retry_at is not None:
        wait = seconds_until(failure.retry_at, now)
    prepared = publication.prepared
    if failure.prepare_again and prepared is not None:
        prepared = prepared.forgotten(now)  # from here on only a look can tell
    publication = replace(publication, setbacks=publication.setbacks + 1, prepared=prepared)
    return look_again(publication, failure, wait)


def look_again(publication: Publication, failure: Failure, wait: float) -> Publication:
    """The way out did not work this time; nothing is known that was not known before."""
    state: State = publication.state if publication.state in {"uncertain", "processing"} else "unknown"
    return replace(publication, state=state, failure=failure, wait_seconds=wait)


def give_to_a_person(publication: Publication, failure: Failure) -> Publication:
    """Nothing that we can do will tell whether it is live."""
    return replace(publication, state="uncertain", failure=failure, wait_seconds=None)


def missing(
    publication: Publication, found: Missing, now: datetime, patience: Patience, jitter: float
) -> Publication:
    """A look found nothing; only the network's own word, or the last of the looks, makes it certain."""
    publication = replace(publication, prepared=found.prepared or publication.prepared)
    if not found.certain:
        return not_found(publication, patience)
    publication = replace(publication, unknown_since=None, processing_since=None, looks=0)
    code = f"{publication.network}.not_published"
    why = publication.failure or failure("transient", code, "the network did not publish it")
    if why.error_class not in _KEEP_TRYING:
        why = replace(why, error_class="transient")
    return set_back(publication, replace(why, retry_at=None), now, patience, jitter)


def not_found(publication: Publication, patience: Patience) -> Publication:
    """A look found nothing; only after the last of them is it certainly not there."""
    looks = publication.looks + 1
    if publication.state == "uncertain":
        return replace(publication, looks=looks, wait_seconds=patience.late_look)
    publication = replace(publication, state="unknown", looks=looks)
    if looks < len(patience.looks):
        return replace(publication, wait_seconds=patience.looks[looks])
    if publication.repeats == 0:
        return replace(publication, state="waiting", looks=0, repeats=1, setbacks=0, wait_seconds=0.0)
    return replace(publication, state="uncertain", wait_seconds=patience.late_look)


def grow_uncertain(publication: Publication, now: datetime, patience: Patience) -> Publication:
    """What has not been resolved for too long is a person's; looking goes on for a day, then ends."""
    if publication.wait_seconds is None:
        return publication
    since = publication.processing_since
    if publication.state == "processing" and since is not None:
        late = (now - since).total_seconds() >= patience.processing_for
        return replace(publication, state="uncertain", unknown_since=since) if late else publication
    if publication.unknown_since is None:
        return publication
    age = (now - publication.unknown_since).total_seconds()
    if publication.state == "unknown" and age >= patience.tell_uncertain_after:
        publication = replace(publication, state="uncertain")
    if publication.state == "uncertain" and age >= patience.look_for:
        publication = replace(publication, wait_seconds=None)
    return publication


def seconds_until(instant: datetime, now: datetime) -> float:
    """Never less than none."""
    return max((instant - now).total_seconds(), 0.0)
