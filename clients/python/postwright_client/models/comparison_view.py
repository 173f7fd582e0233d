from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.network_comparison_view import NetworkComparisonView
    from ..models.version_summary import VersionSummary


T = TypeVar("T", bound="ComparisonView")


@_attrs_define
class ComparisonView:
    """Two versions side by side."""

    before: VersionSummary
    """ A version without what it holds. """
    after: VersionSummary
    """ A version without what it holds. """
    networks: list[NetworkComparisonView]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        before = self.before.to_dict()

        after = self.after.to_dict()

        networks = []
        for networks_item_data in self.networks:
            networks_item = networks_item_data.to_dict()
            networks.append(networks_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "before": before,
                "after": after,
                "networks": networks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.network_comparison_view import NetworkComparisonView  # noqa: PLC0415
        from ..models.version_summary import VersionSummary  # noqa: PLC0415

        d = dict(src_dict)
        before = VersionSummary.from_dict(d.pop("before"))

        after = VersionSummary.from_dict(d.pop("after"))

        networks = []
        _networks = d.pop("networks")
        for networks_item_data in _networks:
            networks_item = NetworkComparisonView.from_dict(networks_item_data)

            networks.append(networks_item)

        comparison_view = cls(
            before=before,
            after=after,
            networks=networks,
        )

        comparison_view.additional_properties = d
        return comparison_view

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
