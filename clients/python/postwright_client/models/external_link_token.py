from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ExternalLinkToken")


@_attrs_define
class ExternalLinkToken:
    id_token: str
    """ Of Firebase. """
    provider_id: str
    password: None | str | Unset = UNSET
    """ Your password; left out only by whoever has none. """

    def to_dict(self) -> dict[str, Any]:
        id_token = self.id_token

        provider_id = self.provider_id

        password: None | str | Unset
        if isinstance(self.password, Unset):
            password = UNSET
        else:
            password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id_token": id_token,
                "provider_id": provider_id,
            }
        )
        if password is not UNSET:
            field_dict["password"] = password

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id_token = d.pop("id_token")

        provider_id = d.pop("provider_id")

        def _parse_password(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        password = _parse_password(d.pop("password", UNSET))

        external_link_token = cls(
            id_token=id_token,
            provider_id=provider_id,
            password=password,
        )

        return external_link_token
