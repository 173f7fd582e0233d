from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="NewcomerBody")


@_attrs_define
class NewcomerBody:
    """Somebody who accepts and was never here; their address is the invited one."""

    token: str
    """ From the e-mail. """
    username: str
    """ 3 to 32 letters, digits, `_`, `.` or `-`. """
    password: str
    """ At least 10 characters; any. """

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        username = self.username

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "token": token,
                "username": username,
                "password": password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        token = d.pop("token")

        username = d.pop("username")

        password = d.pop("password")

        newcomer_body = cls(
            token=token,
            username=username,
            password=password,
        )

        return newcomer_body
