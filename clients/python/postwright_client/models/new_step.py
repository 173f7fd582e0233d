from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.new_step_escalate_to_type_0 import NewStepEscalateToType0, check_new_step_escalate_to_type_0
from ..models.new_step_on_time_out import NewStepOnTimeOut, check_new_step_on_time_out
from ..models.new_step_roles_item import NewStepRolesItem, check_new_step_roles_item
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewStep")


@_attrs_define
class NewStep:
    """One look: by anybody of these roles or people."""

    name: str
    roles: list[NewStepRolesItem] | Unset = UNSET
    user_ids: list[UUID] | Unset = UNSET
    """ People with the permission content:approve. """
    needed: int | Unset = 1
    """ How many different people must approve. """
    remind_after_seconds: int | None | Unset = UNSET
    """ When they are reminded, counted from the step's beginning. """
    time_out_after_seconds: int | None | Unset = UNSET
    """ When the step ends by itself; null: never. """
    on_time_out: NewStepOnTimeOut | Unset = "reject"
    """ How it ends then. """
    escalate_to: NewStepEscalateToType0 | None | Unset = UNSET
    """ For `escalate`: who may decide too. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        roles: list[str] | Unset = UNSET
        if not isinstance(self.roles, Unset):
            roles = []
            for roles_item_data in self.roles:
                roles_item: str = roles_item_data
                roles.append(roles_item)

        user_ids: list[str] | Unset = UNSET
        if not isinstance(self.user_ids, Unset):
            user_ids = []
            for user_ids_item_data in self.user_ids:
                user_ids_item = str(user_ids_item_data)
                user_ids.append(user_ids_item)

        needed = self.needed

        remind_after_seconds: int | None | Unset
        if isinstance(self.remind_after_seconds, Unset):
            remind_after_seconds = UNSET
        else:
            remind_after_seconds = self.remind_after_seconds

        time_out_after_seconds: int | None | Unset
        if isinstance(self.time_out_after_seconds, Unset):
            time_out_after_seconds = UNSET
        else:
            time_out_after_seconds = self.time_out_after_seconds

        on_time_out: str | Unset = UNSET
        if not isinstance(self.on_time_out, Unset):
            on_time_out = self.on_time_out

        escalate_to: None | str | Unset
        if isinstance(self.escalate_to, Unset):
            escalate_to = UNSET
        elif isinstance(self.escalate_to, str):
            escalate_to = self.escalate_to
        else:
            escalate_to = self.escalate_to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if roles is not UNSET:
            field_dict["roles"] = roles
        if user_ids is not UNSET:
            field_dict["user_ids"] = user_ids
        if needed is not UNSET:
            field_dict["needed"] = needed
        if remind_after_seconds is not UNSET:
            field_dict["remind_after_seconds"] = remind_after_seconds
        if time_out_after_seconds is not UNSET:
            field_dict["time_out_after_seconds"] = time_out_after_seconds
        if on_time_out is not UNSET:
            field_dict["on_time_out"] = on_time_out
        if escalate_to is not UNSET:
            field_dict["escalate_to"] = escalate_to

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        _roles = d.pop("roles", UNSET)
        roles: list[NewStepRolesItem] | Unset = UNSET
        if _roles is not UNSET:
            roles = []
            for roles_item_data in _roles:
                roles_item = check_new_step_roles_item(roles_item_data)

                roles.append(roles_item)

        _user_ids = d.pop("user_ids", UNSET)
        user_ids: list[UUID] | Unset = UNSET
        if _user_ids is not UNSET:
            user_ids = []
            for user_ids_item_data in _user_ids:
                user_ids_item = UUID(user_ids_item_data)

                user_ids.append(user_ids_item)

        needed = d.pop("needed", UNSET)

        def _parse_remind_after_seconds(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        remind_after_seconds = _parse_remind_after_seconds(d.pop("remind_after_seconds", UNSET))

        def _parse_time_out_after_seconds(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        time_out_after_seconds = _parse_time_out_after_seconds(d.pop("time_out_after_seconds", UNSET))

        _on_time_out = d.pop("on_time_out", UNSET)
        on_time_out: NewStepOnTimeOut | Unset
        if isinstance(_on_time_out, Unset):
            on_time_out = UNSET
        else:
            on_time_out = check_new_step_on_time_out(_on_time_out)

        def _parse_escalate_to(data: object) -> NewStepEscalateToType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                escalate_to_type_0 = check_new_step_escalate_to_type_0(data)

                return escalate_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NewStepEscalateToType0 | None | Unset, data)

        escalate_to = _parse_escalate_to(d.pop("escalate_to", UNSET))

        new_step = cls(
            name=name,
            roles=roles,
            user_ids=user_ids,
            needed=needed,
            remind_after_seconds=remind_after_seconds,
            time_out_after_seconds=time_out_after_seconds,
            on_time_out=on_time_out,
            escalate_to=escalate_to,
        )

        return new_step
