from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event_preference import EventPreference
    from ..models.quiet_hours_view import QuietHoursView


T = TypeVar("T", bound="PreferencesView")


@_attrs_define
class PreferencesView:
    """What the caller wants to be told in this organisation."""

    email: bool
    quiet_hours: None | QuietHoursView
    digest_at: None | str
    time_zone: str
    """ Of the caller's profile. """
    events: list[EventPreference]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.quiet_hours_view import QuietHoursView  # noqa: PLC0415

        email = self.email

        quiet_hours: dict[str, Any] | None
        if isinstance(self.quiet_hours, QuietHoursView):
            quiet_hours = self.quiet_hours.to_dict()
        else:
            quiet_hours = self.quiet_hours

        digest_at: None | str
        digest_at = self.digest_at

        time_zone = self.time_zone

        events = []
        for events_item_data in self.events:
            events_item = events_item_data.to_dict()
            events.append(events_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "email": email,
                "quiet_hours": quiet_hours,
                "digest_at": digest_at,
                "time_zone": time_zone,
                "events": events,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_preference import EventPreference  # noqa: PLC0415
        from ..models.quiet_hours_view import QuietHoursView  # noqa: PLC0415

        d = dict(src_dict)
        email = d.pop("email")

        def _parse_quiet_hours(data: object) -> None | QuietHoursView:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quiet_hours_type_0 = QuietHoursView.from_dict(data)

                return quiet_hours_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QuietHoursView, data)

        quiet_hours = _parse_quiet_hours(d.pop("quiet_hours"))

        def _parse_digest_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        digest_at = _parse_digest_at(d.pop("digest_at"))

        time_zone = d.pop("time_zone")

        events = []
        _events = d.pop("events")
        for events_item_data in _events:
            events_item = EventPreference.from_dict(events_item_data)

            events.append(events_item)

        preferences_view = cls(
            email=email,
            quiet_hours=quiet_hours,
            digest_at=digest_at,
            time_zone=time_zone,
            events=events,
        )

        preferences_view.additional_properties = d
        return preferences_view

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
