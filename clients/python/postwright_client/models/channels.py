from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Channels")


@_attrs_define
class Channels:
    """Where somebody wants to be told of one type of event; null: as it is by default."""

    in_app: bool | None | Unset = UNSET
    email: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        in_app: bool | None | Unset
        if isinstance(self.in_app, Unset):
            in_app = UNSET
        else:
            in_app = self.in_app

        email: bool | None | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if in_app is not UNSET:
            field_dict["in_app"] = in_app
        if email is not UNSET:
            field_dict["email"] = email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_in_app(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        in_app = _parse_in_app(d.pop("in_app", UNSET))

        def _parse_email(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        channels = cls(
            in_app=in_app,
            email=email,
        )

        return channels
