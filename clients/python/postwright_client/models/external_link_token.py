from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ExternalLinkToken")


@_attrs_define
class ExternalLinkToken:
    id_token: str
    """ Of Firebase. """
    provider_id: str

    def to_dict(self) -> dict[str, Any]:
        id_token = self.id_token

        provider_id = self.provider_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id_token": id_token,
                "provider_id": provider_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id_token = d.pop("id_token")

        provider_id = d.pop("provider_id")

        external_link_token = cls(
            id_token=id_token,
            provider_id=provider_id,
        )

        return external_link_token
