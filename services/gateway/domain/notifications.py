"""Who is told of what, by which channel, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from services.gateway.domain.event_types import EVENT_TYPES, EventType
from services.gateway.domain.policy import ROLES, Role
from shared.wall_clock import UnknownTimeZoneError, instant_of, zone_of

NOTIFYING: tuple[EventType, ...] = tuple(one for one in EVENT_TYPES.values() if one.notifies)
"""The types that people can be told of."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants of one type; none: as it is by default."""

    in_app: bool | None = None
    email: bool | None = None

    def shown(self) -> bool:
        return self.in_app is not False

    def mailed(self, event_type: EventType) -> bool:
        return event_type.by_email if self.email is None else self.email


@dataclass(frozen=True, slots=True)
class EmailTimes:
    """When somebody wants e-mail, by their own clock.

    Attributes:
        email: Whether at all.
        quiet_begins, quiet_ends: Nothing between these; over midnight too.
        digest_at: Everything of a day in one mail, at this time.
    """

    email: bool = True
    quiet_begins: time | None = None
    quiet_ends: time | None = None
    digest_at: time | None = None

    def due_at(self, now: datetime, time_zone: str) -> datetime | None:
        """When something that happens now is mailed; None: never."""
        if not self.email:
            return None
        try:
            local = now.astimezone(zone_of(time_zone))
        except UnknownTimeZoneError:
            # Gone from the zones since it was chosen: nobody else must wait for that.
            time_zone, local = "UTC", now
        if self.digest_at is not None:
            return _next(self.digest_at, now, local, time_zone)
        if self.quiet_begins is not None and self.quiet_ends is not None and self._is_quiet(local.time()):
            return _next(self.quiet_ends, now, local, time_zone)
        return now

    def _is_quiet(self, clock: time) -> bool:
        assert self.quiet_begins is not None
        assert self.quiet_ends is not None
        if self.quiet_begins <= self.quiet_ends:
            return self.quiet_begins <= clock < self.quiet_ends
        return clock >= self.quiet_begins or clock < self.quiet_ends


def _next(at: time, now: datetime, local: datetime, time_zone: str) -> datetime:
    """The next instant at which the clock there shows that time."""
    for days in range(3):
        instant = instant_of(datetime.combine(local.date() + timedelta(days=days), at), time_zone)
        if instant > now:
            return instant
    return now + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Settings:
    """How somebody wants to be told in one organisation."""

    times: EmailTimes = EmailTimes()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    time_zone: str = "UTC"
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may have to be told."""

    organization_id: UUID
    user_id: UUID
    role: Role
    time_zone: str
    is_verified: bool
    times: EmailTimes


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of the log; without data nobody is told of its type."""

    organization_id: UUID
    event_id: UUID
    type: str
    subject: str | None
    created_at: datetime
    data: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One person is told of one event."""

    event_id: UUID
    user_id: UUID
    shown: bool
    email_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Notification:
    """What a person was told."""

    notification_id: UUID
    type: str
    subject: str | None
    data: dict[str, Any]
    created_at: datetime
    read_at: datetime | None
    archived_at: datetime | None

    @property
    def words(self) -> tuple[str, str]:
        """Title and body."""
        return words_of(self.type, self.data)


def words_of(name: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """Title and body of a notification; a type that is no more is told by its name."""
    event_type = EVENT_TYPES.get(name)
    return (name, "") if event_type is None else event_type.words_of(data)


def tellings(
    event: Happened,
    people: Sequence[Person],
    choices: Mapping[tuple[UUID, UUID, str], Choice],
    now: datetime,
) -> list[Telling]:
    """Who is told of an event, and how.

    Args:
        event: What happened.
        people: The members of its organisation.
        choices: By organisation, person and type.
        now: The present.
    """
    event_type = EVENT_TYPES.get(event.type)
    if event_type is None or event.data is None or not event_type.concerns_people(event.data):
        return []
    named, roles = set(event_type.people_of(event.data)), set(event_type.roles_of(event.data))
    left_out = set(event_type.left_out_of(event.data))
    told = []
    for person in people:
        is_asked = str(person.user_id) in named or person.role in roles
        if str(person.user_id) in left_out or not (is_asked or event_type.audience in ROLES[person.role]):
            continue
        choice = choices.get((event.organization_id, person.user_id, event.type), Choice())
        by_email = choice.mailed(event_type) and person.is_verified
        due_at = person.times.due_at(now, person.time_zone) if by_email else None
        if choice.shown() or due_at is not None:
            told.append(Telling(event.event_id, person.user_id, choice.shown(), due_at))
    return told


def clock_text(at: time | None) -> str | None:
    """`08:30`."""
    return None if at is None else at.strftime("%H:%M")
