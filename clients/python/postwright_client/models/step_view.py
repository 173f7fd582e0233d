from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.step_view_on_time_out import StepViewOnTimeOut, check_step_view_on_time_out

T = TypeVar("T", bound="StepView")


@_attrs_define
class StepView:
    """One look."""

    name: str
    roles: list[str]
    user_ids: list[UUID]
    needed: int
    remind_after_seconds: int | None
    time_out_after_seconds: int | None
    on_time_out: StepViewOnTimeOut
    escalate_to: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        roles = self.roles

        user_ids = []
        for user_ids_item_data in self.user_ids:
            user_ids_item = str(user_ids_item_data)
            user_ids.append(user_ids_item)

        needed = self.needed

        remind_after_seconds: int | None
        remind_after_seconds = self.remind_after_seconds

        time_out_after_seconds: int | None
        time_out_after_seconds = self.time_out_after_seconds

        on_time_out: str = self.on_time_out

        escalate_to: None | str
        escalate_to = self.escalate_to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "roles": roles,
                "user_ids": user_ids,
                "needed": needed,
                "remind_after_seconds": remind_after_seconds,
                "time_out_after_seconds": time_out_after_seconds,
                "on_time_out": on_time_out,
                "escalate_to": escalate_to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        roles = cast(list[str], d.pop("roles"))

        user_ids = []
        _user_ids = d.pop("user_ids")
        for user_ids_item_data in _user_ids:
            user_ids_item = UUID(user_ids_item_data)

            user_ids.append(user_ids_item)

        needed = d.pop("needed")

        def _parse_remind_after_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        remind_after_seconds = _parse_remind_after_seconds(d.pop("remind_after_seconds"))

        def _parse_time_out_after_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        time_out_after_seconds = _parse_time_out_after_seconds(d.pop("time_out_after_seconds"))

        on_time_out = check_step_view_on_time_out(d.pop("on_time_out"))

        def _parse_escalate_to(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        escalate_to = _parse_escalate_to(d.pop("escalate_to"))

        step_view = cls(
            name=name,
            roles=roles,
            user_ids=user_ids,
            needed=needed,
            remind_after_seconds=remind_after_seconds,
            time_out_after_seconds=time_out_after_seconds,
            on_time_out=on_time_out,
            escalate_to=escalate_to,
        )

        step_view.additional_properties = d
        return step_view

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
