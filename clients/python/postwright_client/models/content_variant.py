from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContentVariant")


@_attrs_define
class ContentVariant:
    """The copy for one network."""

    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    text: str
    """ Exactly what is published: caption, call to action and hashtags, fitted to the network. """
    caption: str
    call_to_action: str | Unset = ""
    hashtags: list[str] | Unset = UNSET
    """ Without the number sign. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        network = self.network

        text = self.text

        caption = self.caption

        call_to_action = self.call_to_action

        hashtags: list[str] | Unset = UNSET
        if not isinstance(self.hashtags, Unset):
            hashtags = self.hashtags

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "network": network,
                "text": text,
                "caption": caption,
            }
        )
        if call_to_action is not UNSET:
            field_dict["call_to_action"] = call_to_action
        if hashtags is not UNSET:
            field_dict["hashtags"] = hashtags

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        network = d.pop("network")

        text = d.pop("text")

        caption = d.pop("caption")

        call_to_action = d.pop("call_to_action", UNSET)

        hashtags = cast(list[str], d.pop("hashtags", UNSET))

        content_variant = cls(
            network=network,
            text=text,
            caption=caption,
            call_to_action=call_to_action,
            hashtags=hashtags,
        )

        content_variant.additional_properties = d
        return content_variant

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
