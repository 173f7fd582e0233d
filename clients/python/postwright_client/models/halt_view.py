from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.halt_view_scope import HaltViewScope, check_halt_view_scope

T = TypeVar("T", bound="HaltView")


@_attrs_define
class HaltView:
    """Something that must not go out until it is resumed."""

    halt_id: UUID
    scope: HaltViewScope
    target: str
    reason: str
    active: bool
    created_by: None | UUID
    created_at: datetime.datetime
    stopped_at: datetime.datetime | None
    """ Since when the publisher begins nothing of it any more; null: it has not heard of it yet. """
    in_flight: list[UUID]
    """ Publications whose call had begun before that: they may still go out. """
    ended_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        halt_id = str(self.halt_id)

        scope: str = self.scope

        target = self.target

        reason = self.reason

        active = self.active

        created_by: None | str
        if isinstance(self.created_by, UUID):
            created_by = str(self.created_by)
        else:
            created_by = self.created_by

        created_at = self.created_at.isoformat()

        stopped_at: None | str
        if isinstance(self.stopped_at, datetime.datetime):
            stopped_at = self.stopped_at.isoformat()
        else:
            stopped_at = self.stopped_at

        in_flight = []
        for in_flight_item_data in self.in_flight:
            in_flight_item = str(in_flight_item_data)
            in_flight.append(in_flight_item)

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "halt_id": halt_id,
                "scope": scope,
                "target": target,
                "reason": reason,
                "active": active,
                "created_by": created_by,
                "created_at": created_at,
                "stopped_at": stopped_at,
                "in_flight": in_flight,
                "ended_at": ended_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        halt_id = UUID(d.pop("halt_id"))

        scope = check_halt_view_scope(d.pop("scope"))

        target = d.pop("target")

        reason = d.pop("reason")

        active = d.pop("active")

        def _parse_created_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_by_type_0 = UUID(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        created_by = _parse_created_by(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_stopped_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                stopped_at_type_0 = datetime.datetime.fromisoformat(data)

                return stopped_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        stopped_at = _parse_stopped_at(d.pop("stopped_at"))

        in_flight = []
        _in_flight = d.pop("in_flight")
        for in_flight_item_data in _in_flight:
            in_flight_item = UUID(in_flight_item_data)

            in_flight.append(in_flight_item)

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        halt_view = cls(
            halt_id=halt_id,
            scope=scope,
            target=target,
            reason=reason,
            active=active,
            created_by=created_by,
            created_at=created_at,
            stopped_at=stopped_at,
            in_flight=in_flight,
            ended_at=ended_at,
        )

        halt_view.additional_properties = d
        return halt_view

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
