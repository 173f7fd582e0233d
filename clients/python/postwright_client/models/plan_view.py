from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.plan_view_limits import PlanViewLimits


T = TypeVar("T", bound="PlanView")


@_attrs_define
class PlanView:
    """What a plan allows."""

    name: str
    title: str
    selectable: bool
    """ Whether you may choose it yourself. """
    limits: PlanViewLimits
    """ posts and ai_micros_usd in a calendar month, the rest at once; what is missing is no limit. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        title = self.title

        selectable = self.selectable

        limits = self.limits.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "title": title,
                "selectable": selectable,
                "limits": limits,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.plan_view_limits import PlanViewLimits  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        title = d.pop("title")

        selectable = d.pop("selectable")

        limits = PlanViewLimits.from_dict(d.pop("limits"))

        plan_view = cls(
            name=name,
            title=title,
            selectable=selectable,
            limits=limits,
        )

        plan_view.additional_properties = d
        return plan_view

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
