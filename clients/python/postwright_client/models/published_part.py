from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.published_part_role import PublishedPartRole, check_published_part_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="PublishedPart")


@_attrs_define
class PublishedPart:
    """One live post, comment or message of a publication."""

    index: int
    role: PublishedPartRole
    remote_id: str
    url: str
    recipient: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        index = self.index

        role: str = self.role

        remote_id = self.remote_id

        url = self.url

        recipient = self.recipient

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "index": index,
                "role": role,
                "remote_id": remote_id,
                "url": url,
            }
        )
        if recipient is not UNSET:
            field_dict["recipient"] = recipient

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        index = d.pop("index")

        role = check_published_part_role(d.pop("role"))

        remote_id = d.pop("remote_id")

        url = d.pop("url")

        recipient = d.pop("recipient", UNSET)

        published_part = cls(
            index=index,
            role=role,
            remote_id=remote_id,
            url=url,
            recipient=recipient,
        )

        published_part.additional_properties = d
        return published_part

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
