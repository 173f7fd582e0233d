from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.preference_changes_events import PreferenceChangesEvents
    from ..models.quiet_hours import QuietHours


T = TypeVar("T", bound="PreferenceChanges")


@_attrs_define
class PreferenceChanges:
    """Fields to change; those left out stay as they are."""

    email: bool | None | Unset = UNSET
    """ Whether at all. """
    quiet_hours: None | QuietHours | Unset = UNSET
    """ null: none. """
    digest_at: None | str | Unset = UNSET
    """ Everything of a day in one mail, at this time; null: as it happens. """
    events: PreferenceChangesEvents | Unset = UNSET
    """ By type. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.quiet_hours import QuietHours  # noqa: PLC0415

        email: bool | None | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        quiet_hours: dict[str, Any] | None | Unset
        if isinstance(self.quiet_hours, Unset):
            quiet_hours = UNSET
        elif isinstance(self.quiet_hours, QuietHours):
            quiet_hours = self.quiet_hours.to_dict()
        else:
            quiet_hours = self.quiet_hours

        digest_at: None | str | Unset
        if isinstance(self.digest_at, Unset):
            digest_at = UNSET
        else:
            digest_at = self.digest_at

        events: dict[str, Any] | Unset = UNSET
        if not isinstance(self.events, Unset):
            events = self.events.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if quiet_hours is not UNSET:
            field_dict["quiet_hours"] = quiet_hours
        if digest_at is not UNSET:
            field_dict["digest_at"] = digest_at
        if events is not UNSET:
            field_dict["events"] = events

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.preference_changes_events import PreferenceChangesEvents  # noqa: PLC0415
        from ..models.quiet_hours import QuietHours  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_email(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_quiet_hours(data: object) -> None | QuietHours | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quiet_hours_type_0 = QuietHours.from_dict(data)

                return quiet_hours_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QuietHours | Unset, data)

        quiet_hours = _parse_quiet_hours(d.pop("quiet_hours", UNSET))

        def _parse_digest_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        digest_at = _parse_digest_at(d.pop("digest_at", UNSET))

        _events = d.pop("events", UNSET)
        events: PreferenceChangesEvents | Unset
        if isinstance(_events, Unset):
            events = UNSET
        else:
            events = PreferenceChangesEvents.from_dict(_events)

        preference_changes = cls(
            email=email,
            quiet_hours=quiet_hours,
            digest_at=digest_at,
            events=events,
        )

        return preference_changes
