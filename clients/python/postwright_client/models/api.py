from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Api")


@_attrs_define
class Api:
    base_url_per_account: bool
    """ Whether each account names the server it lives on. """
    default_base_url: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        base_url_per_account = self.base_url_per_account

        default_base_url: None | str | Unset
        if isinstance(self.default_base_url, Unset):
            default_base_url = UNSET
        else:
            default_base_url = self.default_base_url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "base_url_per_account": base_url_per_account,
            }
        )
        if default_base_url is not UNSET:
            field_dict["default_base_url"] = default_base_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        base_url_per_account = d.pop("base_url_per_account")

        def _parse_default_base_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        default_base_url = _parse_default_base_url(d.pop("default_base_url", UNSET))

        api = cls(
            base_url_per_account=base_url_per_account,
            default_base_url=default_base_url,
        )

        return api
