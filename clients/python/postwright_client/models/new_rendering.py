from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_rendering_networks_type_0_item import (
    NewRenderingNetworksType0Item,
    check_new_rendering_networks_type_0_item,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_rendering_values import NewRenderingValues


T = TypeVar("T", bound="NewRendering")


@_attrs_define
class NewRendering:
    """Values to fill in."""

    values: NewRenderingValues | Unset = UNSET
    """ By variable. Days are written as 2026-11-24, media as their ids; null takes the default. """
    networks: list[NewRenderingNetworksType0Item] | None | Unset = UNSET
    """ Without them those that have a text of their own, or all. """

    def to_dict(self) -> dict[str, Any]:
        values: dict[str, Any] | Unset = UNSET
        if not isinstance(self.values, Unset):
            values = self.values.to_dict()

        networks: list[str] | None | Unset
        if isinstance(self.networks, Unset):
            networks = UNSET
        elif isinstance(self.networks, list):
            networks = []
            for networks_type_0_item_data in self.networks:
                networks_type_0_item: str = networks_type_0_item_data
                networks.append(networks_type_0_item)

        else:
            networks = self.networks

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if values is not UNSET:
            field_dict["values"] = values
        if networks is not UNSET:
            field_dict["networks"] = networks

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_rendering_values import NewRenderingValues  # noqa: PLC0415

        d = dict(src_dict)
        _values = d.pop("values", UNSET)
        values: NewRenderingValues | Unset
        if isinstance(_values, Unset):
            values = UNSET
        else:
            values = NewRenderingValues.from_dict(_values)

        def _parse_networks(data: object) -> list[NewRenderingNetworksType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                networks_type_0 = []
                _networks_type_0 = data
                for networks_type_0_item_data in _networks_type_0:
                    networks_type_0_item = check_new_rendering_networks_type_0_item(networks_type_0_item_data)

                    networks_type_0.append(networks_type_0_item)

                return networks_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[NewRenderingNetworksType0Item] | None | Unset, data)

        networks = _parse_networks(d.pop("networks", UNSET))

        new_rendering = cls(
            values=values,
            networks=networks,
        )

        return new_rendering
