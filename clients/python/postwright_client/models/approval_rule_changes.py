from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_step import NewStep


T = TypeVar("T", bound="ApprovalRuleChanges")


@_attrs_define
class ApprovalRuleChanges:
    """What is left out stays."""

    name: None | str | Unset = UNSET
    steps: list[NewStep] | None | Unset = UNSET
    author_may_approve: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        steps: list[dict[str, Any]] | None | Unset
        if isinstance(self.steps, Unset):
            steps = UNSET
        elif isinstance(self.steps, list):
            steps = []
            for steps_type_0_item_data in self.steps:
                steps_type_0_item = steps_type_0_item_data.to_dict()
                steps.append(steps_type_0_item)

        else:
            steps = self.steps

        author_may_approve: bool | None | Unset
        if isinstance(self.author_may_approve, Unset):
            author_may_approve = UNSET
        else:
            author_may_approve = self.author_may_approve

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if steps is not UNSET:
            field_dict["steps"] = steps
        if author_may_approve is not UNSET:
            field_dict["author_may_approve"] = author_may_approve

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_step import NewStep  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_steps(data: object) -> list[NewStep] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                steps_type_0 = []
                _steps_type_0 = data
                for steps_type_0_item_data in _steps_type_0:
                    steps_type_0_item = NewStep.from_dict(steps_type_0_item_data)

                    steps_type_0.append(steps_type_0_item)

                return steps_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[NewStep] | None | Unset, data)

        steps = _parse_steps(d.pop("steps", UNSET))

        def _parse_author_may_approve(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        author_may_approve = _parse_author_may_approve(d.pop("author_may_approve", UNSET))

        approval_rule_changes = cls(
            name=name,
            steps=steps,
            author_may_approve=author_may_approve,
        )

        return approval_rule_changes
