from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.required_disclaimer_networks_item import (
    RequiredDisclaimerNetworksItem,
    check_required_disclaimer_networks_item,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="RequiredDisclaimer")


@_attrs_define
class RequiredDisclaimer:
    """Words that posts must hold."""

    text: str
    networks: list[RequiredDisclaimerNetworksItem] | Unset = UNSET
    """ Only on these; empty means on all. """
    topics: list[str] | Unset = UNSET
    """ Only where the topic or the brief holds one of these words; empty means always. """

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        networks: list[str] | Unset = UNSET
        if not isinstance(self.networks, Unset):
            networks = []
            for networks_item_data in self.networks:
                networks_item: str = networks_item_data
                networks.append(networks_item)

        topics: list[str] | Unset = UNSET
        if not isinstance(self.topics, Unset):
            topics = self.topics

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
            }
        )
        if networks is not UNSET:
            field_dict["networks"] = networks
        if topics is not UNSET:
            field_dict["topics"] = topics

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        _networks = d.pop("networks", UNSET)
        networks: list[RequiredDisclaimerNetworksItem] | Unset = UNSET
        if _networks is not UNSET:
            networks = []
            for networks_item_data in _networks:
                networks_item = check_required_disclaimer_networks_item(networks_item_data)

                networks.append(networks_item)

        topics = cast(list[str], d.pop("topics", UNSET))

        required_disclaimer = cls(
            text=text,
            networks=networks,
            topics=topics,
        )

        return required_disclaimer
