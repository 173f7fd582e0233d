"""Changing a post: what may still change, and what it is then."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.gateway.domain.details import NewDetails, unknown_media
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.planning import Account, Outline
from services.gateway.domain.posts import NOT_APPROVED, PENDING, RETRYABLE, Post, Target, TargetProblem
from services.gateway.domain.schedules import Timing
from shared.events import MediaObject, NetworkName, PostDetails
from shared.ids import publication_id


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client wants one account, or every account of a network, to get.

    Attributes:
        pointer: Where it stands in the body.
        text: None leaves it as it is.
        media_keys: Pictures of content; None leaves the media as they are.
        media_ids: Media that were uploaded; None leaves them as they are.
        details: None leaves them as they are.
    """

    pointer: str
    account_id: UUID | None
    network: NetworkName | None
    text: str | None
    media_keys: tuple[str, ...] | None = None
    media_ids: tuple[UUID, ...] | None = None
    details: NewDetails | None = None

    def named_media(self) -> Iterator[UUID]:
        """The uploads it names."""
        yield from self.media_ids or ()
        if self.details is not None:
            yield from (media_id for _field, media_id in self.details.media_ids())

    def means(self, one: Target | Account) -> bool:
        """Whether that account, or target on an account, is among those that it speaks of."""
        return one.account_id == self.account_id or one.network == self.network


@dataclass(frozen=True, slots=True)
class Library:
    """The media that wishes name, as far as they are the organisation's.

    Attributes:
        pictures: Of its content, by key.
        uploads: By id.
    """

    pictures: Mapping[str, MediaObject]
    uploads: Mapping[UUID, MediaObject]


class TargetsToldError(Exception):
    """Targets that are to change are out of reach: due, or past that."""

    def __init__(self, targets: Sequence[Target]) -> None:
        super().__init__(f"{len(targets)} targets can't change any more")
        self.targets = tuple(targets)


def rewrite(
    targets: Sequence[Target],
    wishes: Sequence[Wish],
    media: Library,
    may_change: Callable[[Target], bool],
) -> list[Target]:
    """The targets with what the wishes say.

    A wish for one account wins over one for its network. A wish for a network leaves alone what is out of reach,
    as long as something of it is within.

    Raises:
        FlawedError: A wish means no target of this post, or the same as another, or names media that are not there.
        TargetsToldError: All that a wish means is out of reach.
    """
    flaws = named_twice(wishes)
    if flaws:
        raise FlawedError(flaws)
    for wish in wishes:
        meant = [target for target in targets if wish.means(target)]
        if not meant:
            name = wish.account_id or wish.network
            raise FlawedError(
                [Flaw(wish.pointer, f"{name} is not among the targets of this post", "target.unknown")]
            )
        if not any(may_change(target) for target in meant):
            raise TargetsToldError(meant)
    by_network_first = sorted(wishes, key=lambda wish: wish.account_id is not None)
    changed = list(targets)
    for wish in by_network_first:
        given, details = media_of(wish, media), details_of(wish, media)
        changed = [
            replace(
                target,
                text=target.text if wish.text is None else wish.text,
                media=target.media if given is None else given,
                details=target.details if details is None else details,
            )
            if wish.means(target) and may_change(target)
            else target
            for target in changed
        ]
    return changed


def named_twice(wishes: Sequence[Wish]) -> list[Flaw]:
    """Wishes for what another is for already: one of both texts would be lost without a word."""
    flaws: list[Flaw] = []
    first: dict[UUID | NetworkName | None, str] = {}
    for wish in wishes:
        name, field = wish.account_id or wish.network, "account_id" if wish.account_id else "network"
        if name in first:
            detail = (
                f"{name} is named by #{first[name]} too; leave one out, or name an account of its own in each"
            )
            flaws.append(Flaw(f"{wish.pointer}/{field}", detail, "target.named_twice"))
        first.setdefault(name, wish.pointer)
    return flaws


def details_of(wish: Wish, media: Library) -> PostDetails | None:
    """What a wish says beside text and media; none where it says nothing.

    Raises:
        FlawedError: It names media that are not there.
    """
    return None if wish.details is None else wish.details.resolved(f"{wish.pointer}/details", media.uploads)


def media_of(wish: Wish, media: Library) -> tuple[MediaObject, ...] | None:
    """The media a wish names; none where it says nothing of media.

    Raises:
        FlawedError: A key is not that of a picture of this organisation's content, or an id not of its media.
    """
    if wish.media_ids is None and wish.media_keys is None:
        return None
    ids, keys = wish.media_ids or (), wish.media_keys or ()
    flaws = [
        unknown_media(f"{wish.pointer}/media/{position}", media_id)
        for position, media_id in enumerate(ids)
        if media_id not in media.uploads
    ] + [
        Flaw(
            f"{wish.pointer}/media_keys/{position}",
            f"{key!r} is not a picture of this organisation's content;"
            " take `picture.key` of a content request",
            "media.unknown",
        )
        for position, key in enumerate(keys)
        if key not in media.pictures
    ]
    if flaws:
        raise FlawedError(flaws)
    return *(media.uploads[media_id] for media_id in ids), *(media.pictures[key] for key in keys)


def due_at_instant(target: Target, due_at: datetime, now: datetime) -> Target:
    """A target that goes out at another instant, as if it had never been due; it still waits for what it waited for."""
    return replace(
        target,
        occurrence_at=due_at,
        publication_id=publication_id(target.post_id, target.account_id, due_at),
        state="awaiting_approval" if target.state == "awaiting_approval" else "scheduled",
        state_at=now,
        remote_id=None,
        url=None,
        published_at=None,
        lateness_ms=None,
        attempts=None,
        reconciled=None,
        problem=None,
        removed_at=None,
    )


def is_for_retry(target: Target, account_ids: Collection[UUID] | None) -> bool:
    """Whether a retry takes it: it certainly did not go out, and its account is meant (None: all are)."""
    return target.state in RETRYABLE and (account_ids is None or target.account_id in account_ids)


def sent_again(
    targets: Sequence[Target], account_ids: Collection[UUID] | None, now: datetime
) -> list[Target]:
    """The targets of a post after a retry: what it takes is due now, everything else is as it was."""
    return [
        due_at_instant(target, now, now) if is_for_retry(target, account_ids) else target
        for target in targets
    ]


def with_timing(post: Post, timing: Timing, now: datetime) -> Post:
    """A post with another schedule; its targets stay as they are."""
    assert timing.kind != "none"
    return replace(
        post,
        schedule_kind=timing.kind,
        local_time=timing.local_time,
        time_zone=timing.time_zone,
        due_at=timing.due_at or now,
    )


def outlines_of(before: Sequence[Target], after: Sequence[Target], wishes: Sequence[Wish]) -> list[Outline]:
    """What changed, to be held against the networks' limits, each with the wish it comes from."""
    outlines = []
    for old, new in zip(before, after, strict=True):
        if (old.text, old.media, old.details) != (new.text, new.media, new.details):
            wish = max(
                (wish for wish in wishes if wish.means(new)), key=lambda wish: wish.account_id is not None
            )
            outlines.append(
                Outline(wish.pointer, new.account_id, new.network, new.text, new.media, new.details)
            )
    return outlines


def is_rewritten(before: Sequence[Target], after: Sequence[Target]) -> bool:
    """Whether anything else would be published."""
    return any(
        (old.text, old.media, old.details) != (new.text, new.media, new.details)
        for old, new in zip(before, after, strict=True)
    )


def are_sent_again(before: Sequence[Target], after: Sequence[Target]) -> bool:
    """Whether a retry took any."""
    return any(
        old.state in RETRYABLE and new.state in PENDING for old, new in zip(before, after, strict=True)
    )


def withheld(before: Sequence[Target], after: Sequence[Target], now: datetime) -> tuple[Target, ...]:
    """The targets of a changed post that somebody has to approve: what is open, or sent again, waits for that.

    What is about to be due, and so was within reach neither of this change, goes out as it was approved.
    """
    return tuple(
        replace(new, state="awaiting_approval", state_at=now, problem=None)
        if new.state in PENDING and (old.state not in PENDING or old.is_open(now))
        else new
        for old, new in zip(before, after, strict=True)
    )


def released(post: Post, now: datetime) -> Post:
    """A post that was approved: what waited for that goes out, at once where that was wanted."""
    if post.schedule_kind == "now":
        post = replace(post, due_at=now)
    targets = tuple(
        replace(due_at_instant(target, max(post.due_at, target.occurrence_at), now), state="scheduled")
        if target.state == "awaiting_approval"
        else target
        for target in post.targets
    )
    return replace(post, targets=targets, approval="approved")


def lapsed_at(post: Post, now: datetime) -> list[Target]:
    """The targets of a post, those missed whose time and grace period passed while nobody approved them."""
    grace = timedelta(seconds=post.grace_seconds)
    problem = TargetProblem(
        NOT_APPROVED,
        "Nobody approved it before its grace period was over. Send it again with POST /v1/posts/"
        f"{post.post_id}/retry; it is reviewed then.",
        None,
        "author",
        retry_can_help=True,
    )
    return [
        replace(target, state="missed", state_at=now, problem=problem)
        if target.state == "awaiting_approval" and target.occurrence_at + grace < now
        else target
        for target in post.targets
    ]
