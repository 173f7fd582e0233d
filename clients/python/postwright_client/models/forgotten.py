from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Forgotten")


@_attrs_define
class Forgotten:
    login: str
    """ Username or e-mail address. """

    def to_dict(self) -> dict[str, Any]:
        login = self.login

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "login": login,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        login = d.pop("login")

        forgotten = cls(
            login=login,
        )

        return forgotten
