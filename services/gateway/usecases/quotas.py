"""Quotas: what a plan allows is taken in the transaction of what needs it, so that two at once never take the same.

What is counted up by month (`MONTHLY`) has a counter, whose row is held until the transaction ends. Of what can become less
again there is no count that could go astray: under the same lock it is counted where it stands.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.gateway.domain.plans import (
    MONTHLY,
    STANDING,
    Limit,
    Part,
    Usage,
    UsageReport,
    resets_at,
)
from services.gateway.domain.posts import Post
from services.gateway.errors import QuotaExceededError
from services.gateway.repository import quotas as rows
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.unit_of_work import UnitOfWork
from shared.wall_clock import zone_of


async def take(
    work: UnitOfWork, organization_id: UUID, limit: Limit, amount: int = 1, parts: Sequence[Part] = ()
) -> Usage:
    """Use some of what the plan allows.

    Whoever takes of the same limit meanwhile waits until this transaction ends: call it late, but where it is counted
    what there is (not `MONTHLY`) before what is made is written.

    Args:
        work: The transaction that needs it; fails with it.
        organization_id: Whose.
        limit: Of what.
        amount: How much; 0 only looks. Less than 0 is what is counted already and not needed any more: never refused.
        parts: By whom and where, of what is counted by month.

    Raises:
        QuotaExceededError: There is not so much left. Nothing was taken: the transaction may go on without it.
    """
    standing = await rows.standing(work.connection, organization_id, limit)
    period = _period(work, limit, standing.time_zone)
    used, told = await _counted(work, organization_id, limit, period, amount, parts=parts)
    usage = _usage(limit, used, standing, period)
    if usage.is_exceeded and amount > 0:
        if limit in MONTHLY:
            back = [replace(part, amount=-part.amount) for part in parts]
            await rows.count_up(work.connection, organization_id, limit, period, -amount, parts=back)
        before = _usage(limit, used - amount, standing, period)
        raise QuotaExceededError.of(before, amount, standing.plan, work.clock.now())
    await _tell(work, organization_id, usage, period, told)
    return usage


async def take_post(work: UnitOfWork, post: Post) -> None:
    """Use one of the posts that may be planned.

    Raises:
        QuotaExceededError: There is none left.
    """
    await take(work, post.organization_id, "posts", 1, parts_of(post))


def parts_of(post: Post) -> list[Part]:
    """Whose post it is, and where it goes."""
    networks = sorted({target.network for target in post.targets})
    return [Part(post.created_by, None, 1), *(Part(post.created_by, network, 1) for network in networks)]


async def take_what_is_left(
    work: UnitOfWork, organization_id: UUID, limit: Limit, parts: Sequence[Sequence[Part]]
) -> int:
    """Use as much as the plan allows of what is wanted one by one; for what can't be refused as a whole.

    Args:
        work: The transaction that needs it.
        organization_id: Whose.
        limit: Of what.
        parts: Of each that is wanted, by whom and where.

    Returns:
        How many of them, from the first on, may be.
    """

    def of(count: int) -> list[Part]:
        return [part for one in parts[:count] for part in one]

    try:
        await take(work, organization_id, limit, len(parts), of(len(parts)))
    except QuotaExceededError as refusal:
        if refusal.remaining:
            await take(work, organization_id, limit, refusal.remaining, of(refusal.remaining))
        return refusal.remaining
    return len(parts)


async def record(
    work: UnitOfWork, organization_id: UUID, limit: Limit, amount: int, parts: Sequence[Part]
) -> Usage:
    """Count what was used already, whether it was allowed or not, such as what an AI provider has cost."""
    standing = await rows.standing(work.connection, organization_id, limit)
    period = _period(work, limit, standing.time_zone)
    used, told = await rows.count_up(work.connection, organization_id, limit, period, amount, parts=parts)
    usage = _usage(limit, used, standing, period)
    await _tell(work, organization_id, usage, period, told)
    return usage


async def require_left(work: UnitOfWork, organization_id: UUID, limit: Limit, amount: int = 1) -> None:
    """Refuse to begin what will use some of a limit later on; nothing is taken, and nobody waits for anybody.

    Raises:
        QuotaExceededError: There is not so much left.
    """
    standing = await rows.standing(work.connection, organization_id, limit)
    if standing.allowed is None:
        return
    period = _period(work, limit, standing.time_zone)
    used = await _used(work, organization_id, limit, period)
    usage = _usage(limit, used, standing, period)
    if usage.remaining is not None and usage.remaining < amount:
        raise QuotaExceededError.of(usage, amount, standing.plan, work.clock.now())


async def reports(work: UnitOfWork, organization_id: UUID, month: date | None) -> Sequence[UsageReport]:
    """How much is used of each limit, by whom and where.

    Args:
        work: Inside the organisation.
        organization_id: Whose.
        month: First day of another month than the present one; of what never resets the present is told.
    """
    standings = await rows.standings(work.connection, organization_id)
    return [
        await _report(work, organization_id, limit, standing, month) for limit, standing in standings.items()
    ]


async def _report(
    work: UnitOfWork, organization_id: UUID, limit: Limit, standing: rows.Standing, month: date | None
) -> UsageReport:
    period = _period(work, limit, standing.time_zone)
    if limit not in MONTHLY:
        parts = await rows.counted(work.connection, organization_id, limit)
        used = sum(part.amount for part in parts)
        return UsageReport(_usage(limit, used, standing, period), parts)
    period = month or period
    used = await rows.used_in(work.connection, organization_id, limit, period)
    parts = await rows.parts_in(work.connection, organization_id, limit, period)
    return UsageReport(_usage(limit, used, standing, period), parts)


async def _counted(
    work: UnitOfWork, organization_id: UUID, limit: Limit, period: date, amount: int, *, parts: Sequence[Part]
) -> tuple[int, int]:
    if limit in MONTHLY:
        return await rows.count_up(work.connection, organization_id, limit, period, amount, parts=parts)
    # The row is the lock; the statement after it sees what others have committed before they let it go.
    _, told = await rows.count_up(work.connection, organization_id, limit, period, 0)
    return amount + await _used(work, organization_id, limit, period), told


async def _used(work: UnitOfWork, organization_id: UUID, limit: Limit, period: date) -> int:
    if limit in MONTHLY:
        return await rows.used_in(work.connection, organization_id, limit, period)
    return sum(part.amount for part in await rows.counted(work.connection, organization_id, limit))


async def _tell(work: UnitOfWork, organization_id: UUID, usage: Usage, period: date, told: int) -> None:
    """Once for each threshold; again where it was left in between."""
    if usage.threshold == told:
        return
    await rows.note_told(work.connection, organization_id, usage.limit, period, usage.threshold)
    if usage.threshold < told:
        return
    kind = "quota.exceeded" if usage.threshold == 100 else "quota.nearly_used"
    data = {
        "limit": usage.limit,
        "used": usage.used,
        "allowed": usage.allowed,
        "resets_at": None if usage.resets_at is None else usage.resets_at.isoformat(),
    }
    await append_live_events(work, [LiveEvent(organization_id, kind, data)])


def _period(work: UnitOfWork, limit: Limit, time_zone: str) -> date:
    if limit not in MONTHLY:
        return STANDING
    return work.clock.now().astimezone(zone_of(time_zone)).date().replace(day=1)


def _usage(limit: Limit, used: int, standing: rows.Standing, period: date) -> Usage:
    monthly = limit in MONTHLY
    return Usage(
        limit=limit,
        used=used,
        allowed=standing.allowed,
        period=period if monthly else None,
        resets_at=resets_at(period, standing.time_zone) if monthly else None,
    )
