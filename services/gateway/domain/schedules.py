"""When a post goes out: what the client asked for, and the instant it means."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NaiveDatetime,
)

from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.texts import Text
from shared.wall_clock import UnknownTimeZoneError, instant_of, zone_of

Moment = TypeVar("Moment", bound=date)

GRACE = timedelta(hours=1)
"""How late a post may still go out; later than that it is missed."""

FREEZE = timedelta(seconds=1)
"""The last moment before a post is due belongs to the scheduler: a change made then might arrive too late."""

_FARTHEST = timedelta(days=366 * 5)


def _zone(name: str) -> str:
    try:
        zone_of(name)
    except UnknownTimeZoneError as error:
        raise ValueError(str(error)) from None
    return name


def _in_our_time(moment: Moment) -> Moment:
    # Outside of this, conversions between zones and sums of days overflow.
    if not 2000 <= moment.year <= 2200:
        raise ValueError("is not a year in which posts go out; check it")
    return moment


def _has_a_time(given: object) -> object:
    # A date alone would be taken for its midnight.
    if isinstance(given, str) and re.fullmatch(r"\s*\d{4}-\d{2}-\d{2}\s*", given):
        raise ValueError("is a date without a time; write both, such as 2026-11-24T09:00")
    return given


TimeZone = Annotated[str, Text(100), AfterValidator(_zone)]
"""An IANA name."""
Day = Annotated[date, AfterValidator(_in_our_time)]
LocalTime = Annotated[NaiveDatetime, BeforeValidator(_has_a_time), AfterValidator(_in_our_time)]
Instant = Annotated[AwareDatetime, AfterValidator(_in_our_time)]


class _Schedule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NoSchedule(_Schedule):
    """The content is made and kept; no post is planned."""

    kind: Literal["none"] = "none"


class NowSchedule(_Schedule):
    """It goes out as soon as it is ready and approved."""

    kind: Literal["now"] = "now"


class LocalSchedule(_Schedule):
    """It goes out when clocks in that zone show that time."""

    kind: Literal["local"] = "local"
    local_time: LocalTime = Field(
        description="Wall-clock time, ISO 8601 without zone.", examples=["2026-11-24T09:00:00"]
    )
    time_zone: TimeZone = Field(description="IANA name.", examples=["Asia/Kolkata"])


class InstantSchedule(_Schedule):
    """It goes out at that instant."""

    kind: Literal["instant"] = "instant"
    at: Instant = Field(description="RFC 3339 with offset.", examples=["2026-11-24T09:00:00+05:30"])


Schedule = Annotated[NoSchedule | NowSchedule | LocalSchedule | InstantSchedule, Field(discriminator="kind")]
PostSchedule = Annotated[NowSchedule | LocalSchedule | InstantSchedule, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Timing:
    """A schedule with its instant.

    Attributes:
        kind: What was asked for.
        due_at: The instant; none for `none`, and for `now` until the post is made.
        local_time: The wall-clock time that was asked for, ISO 8601, where one was.
        time_zone: Its zone.
    """

    kind: Literal["none", "now", "local", "instant"]
    due_at: datetime | None = None
    local_time: str | None = None
    time_zone: str | None = None


def timing_of(schedule: NoSchedule | NowSchedule | LocalSchedule | InstantSchedule, now: datetime) -> Timing:
    """The instant a schedule means.

    Raises:
        FlawedError: It has passed, or is too far ahead.
    """
    match schedule:
        case LocalSchedule(local_time=local_time, time_zone=time_zone):
            due_at = instant_of(local_time, time_zone)
            _require_ahead(due_at, now, "/schedule/local_time")
            return Timing("local", due_at, local_time.isoformat(), time_zone)
        case InstantSchedule(at=at):
            due_at = at.astimezone(UTC)
            _require_ahead(due_at, now, "/schedule/at")
            return Timing("instant", due_at)
        case _:
            return Timing(schedule.kind)


def _require_ahead(due_at: datetime, now: datetime, pointer: str) -> None:
    if due_at <= now:
        passed = f"{due_at:%Y-%m-%d %H:%M:%S} UTC has passed (it is {now:%Y-%m-%d %H:%M:%S} UTC)"
        detail = f'{passed}; choose a later time, or {{"kind": "now"}}'
        raise FlawedError([Flaw(pointer, detail, "schedule.in_the_past")])
    if due_at - now > _FARTHEST:
        raise FlawedError([Flaw(pointer, "is more than five years ahead", "schedule.too_far")])


def occurrence_at(timing: Timing, now: datetime) -> datetime:
    """The instant a post that is made now is due; a planned time that has just passed still holds.

    Raises:
        FlawedError: The time passed longer ago than the grace period.
    """
    if timing.due_at is None:
        return now
    if now - timing.due_at > GRACE:
        detail = (
            f"the time it was planned for, {timing.due_at:%Y-%m-%d %H:%M:%S} UTC, passed more than "
            f"{GRACE.total_seconds() / 60:.0f} minutes ago; approve it with a new schedule"
        )
        raise FlawedError([Flaw("/schedule", detail, "schedule.passed")])
    return timing.due_at
