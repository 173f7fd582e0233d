from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_halt_scope import NewHaltScope, check_new_halt_scope
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewHalt")


@_attrs_define
class NewHalt:
    """What must not go out any more."""

    scope: NewHaltScope
    target: None | str | Unset = UNSET
    """ Id of the campaign, account or post, or the network's name; of the organisation, nothing. """
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        scope: str = self.scope

        target: None | str | Unset
        if isinstance(self.target, Unset):
            target = UNSET
        else:
            target = self.target

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "scope": scope,
            }
        )
        if target is not UNSET:
            field_dict["target"] = target
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        scope = check_new_halt_scope(d.pop("scope"))

        def _parse_target(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        target = _parse_target(d.pop("target", UNSET))

        reason = d.pop("reason", UNSET)

        new_halt = cls(
            scope=scope,
            target=target,
            reason=reason,
        )

        return new_halt
