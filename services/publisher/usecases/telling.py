"""What other services are told of a publication and of an account."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.accounts import Account
from services.publisher.domain.attempts import Ended
from services.publisher.domain.content import part_count
from services.publisher.domain.control import Wish
from services.publisher.domain.failures import Failure
from services.publisher.domain.measuring import age_at
from services.publisher.domain.publications import Publication
from shared.events import (
    AccountMeasured,
    PostFailed,
    PostMeasured,
    PostPublished,
    PublicationAttempted,
    PublicationChanged,
    PublicationHeld,
    PublicationProblem,
    PublishedPart,
)


def post_published(publication: Publication) -> PostPublished:
    """It is live, or as much of it as could go out."""
    receipt, published_at = publication.receipt, publication.published_at
    assert receipt is not None, "a published publication has its receipt"
    assert published_at is not None, "a published publication has its instant"
    lateness = published_at - publication.due_at
    return PostPublished(
        **_named(publication),
        remote_id=receipt.remote_id,
        url=receipt.url,
        published_at=published_at,
        # A network's clock may be behind ours.
        lateness_ms=max(0, round(lateness.total_seconds() * 1000)),
        attempts=max(1, publication.attempts),
        reconciled=publication.reconciled,
        parts=_parts(publication) if part_count(publication.content) > 1 else (),
        problem=_problem(publication.failure),
    )


def _parts(publication: Publication) -> tuple[PublishedPart, ...]:
    return tuple(
        PublishedPart(
            index=end.index,
            role=end.role,
            remote_id=end.receipt.remote_id,
            url=end.receipt.url,
            recipient=end.recipient,
        )
        for end in publication.ends
        if end.receipt is not None
    )


def _problem(failure: Failure | None) -> PublicationProblem | None:
    if failure is None:
        return None
    return PublicationProblem(
        code=failure.code,
        detail=failure.detail,
        error_class=failure.error_class,
        who_must_act=failure.who_must_act,
        retry_can_help=failure.retry_can_help,
    )


def post_failed(publication: Publication, now: datetime) -> PostFailed:
    """It is certainly not live, or nobody knows."""
    failure = publication.failure
    assert failure is not None, "a failed publication has its reason"
    uncertain = publication.state == "uncertain"
    return PostFailed(
        **_named(publication),
        failed_at=now,
        outcome="uncertain" if uncertain else "rejected",
        code=failure.code,
        detail=failure.detail,
        error_class=failure.error_class,
        # Only the account's owner can see whether it is there.
        who_must_act="account_owner" if uncertain else failure.who_must_act,
        retry_can_help=failure.retry_can_help and not uncertain,
        attempts=publication.attempts,
    )


def publication_attempted(
    publication: Publication, ended: Ended, wait_seconds: float | None
) -> PublicationAttempted:
    """A call, or a look, has ended."""
    attempt, outcome, failure = ended.attempt, ended.outcome, ended.outcome.failure
    return PublicationAttempted(
        **_named(publication),
        attempt_id=attempt.attempt_id,
        kind=attempt.kind,
        part=attempt.part,
        request_hash=attempt.request_hash.hex(),
        trace_id=attempt.trace_id,
        started_at=attempt.started_at,
        ended_at=outcome.ended_at,
        answer=outcome.answer,
        latency_ms=outcome.latency_ms,
        code=failure.code if failure else None,
        detail=failure.detail if failure else None,
        error_class=failure.error_class if failure else None,
        who_must_act=failure.who_must_act if failure else None,
        retry_can_help=failure.retry_can_help if failure else None,
        next_at=None if wait_seconds is None else outcome.ended_at + timedelta(seconds=wait_seconds),
    )


def publication_held(publication: Publication, failure: Failure, now: datetime) -> PublicationHeld:
    """It waits for longer than a moment."""
    wait = publication.wait_seconds
    return PublicationHeld(
        **_named(publication),
        code=failure.code,
        detail=failure.detail,
        error_class=failure.error_class,
        who_must_act=failure.who_must_act,
        held_at=now,
        until=None if wait is None else now + timedelta(seconds=wait),
    )


def publication_changed(
    publication: Publication, wish: Wish, now: datetime, *, url: str | None, why: Failure | None
) -> PublicationChanged:
    """What became of a wish."""
    return PublicationChanged(
        **_named(publication),
        wish_id=wish.wish_id,
        action=wish.action,
        outcome="done" if why is None else "refused",
        url=url,
        text=wish.text if why is None else None,
        code=why.code if why else None,
        detail=why.detail if why else None,
        who_must_act=why.who_must_act if why else None,
        changed_at=now,
    )


def post_measured(
    publication: Publication,
    figures: Mapping[str, float] | None,
    offered: Sequence[str],
    measured_at: datetime,
) -> PostMeasured:
    """How it does; no figures: it is not there any more."""
    receipt, published_at = publication.receipt, publication.published_at
    assert receipt is not None, "what is measured has its receipt"
    assert published_at is not None, "what is measured has its instant"
    return PostMeasured(
        **_named(publication),
        remote_id=receipt.remote_id,
        url=receipt.url,
        published_at=published_at,
        measured_at=measured_at,
        age=age_at(published_at, measured_at),
        metrics=dict(figures or {}),
        offered=tuple(offered),
        gone=figures is None,
    )


def account_measured(
    account: Account, figures: Mapping[str, float], offered: Sequence[str], measured_at: datetime
) -> AccountMeasured:
    """How it does today."""
    return AccountMeasured(
        organization_id=account.organization_id,
        account_id=account.account_id,
        network=account.network,
        measured_at=measured_at,
        metrics=dict(figures),
        offered=tuple(offered),
    )


def _named(publication: Publication) -> dict[str, Any]:
    return {
        "organization_id": publication.organization_id,
        "publication_id": publication.publication_id,
        "post_id": publication.post_id,
        "account_id": publication.account_id,
        "network": publication.network,
        "revision": publication.revision,
        "campaign_id": publication.campaign_id,
        "request_id": publication.request_id,
        "due_at": publication.due_at,
    }
