"""Wall-clock time: what a local time in a zone means as an instant."""

import difflib
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


class UnknownTimeZoneError(ValueError):
    """No zone of the IANA database has that name; the message offers near ones."""

    def __init__(self, name: str, near: list[str]) -> None:
        meant = f"did you mean {' or '.join(near)}?" if near else "use an IANA name such as Asia/Kolkata"
        super().__init__(f"{name!r} is not a time zone; {meant}")
        self.name = name
        self.near = near


# In the files, but not zones: the machine's own setting, and one that says that nothing was set.
_NO_PLACES = frozenset({"localtime", "Factory"})


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() - _NO_PLACES}


def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name, spelled as the database spells it.

    Raises:
        UnknownTimeZoneError: There is none.
    """
    if _names().get(name.lower()) != name:
        near = difflib.get_close_matches(name.lower().replace(" ", "_"), _names(), n=3)
        raise UnknownTimeZoneError(name, [_names()[match] for match in near])
    return ZoneInfo(name)


def instant_of(local_time: datetime, time_zone: str) -> datetime:
    """The instant at which clocks in a zone show that time.

    A time that clocks skip moves forward by what they skip; of one that they show twice it is the first
    (RFC 5545 §3.3.5).

    Args:
        local_time: What the clock shows; without a zone.
        time_zone: IANA name.

    Returns:
        The instant, in UTC.

    Raises:
        UnknownTimeZoneError: The zone does not exist.
        ValueError: The time has a zone of its own already.
    """
    if local_time.tzinfo is not None:
        raise ValueError(f"{local_time.isoformat()} is an instant already: a wall-clock time has no offset")
    # fold=0 says both: the first of two, and the offset before the gap for a time inside it.
    return local_time.replace(tzinfo=zone_of(time_zone), fold=0).astimezone(UTC)
