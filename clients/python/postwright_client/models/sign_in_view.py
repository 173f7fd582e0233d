from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SignInView")


@_attrs_define
class SignInView:
    """A sign-in that goes on."""

    session_id: UUID
    created_at: datetime.datetime
    last_used_at: datetime.datetime
    """ To the minute. """
    expires_at: datetime.datetime
    """ When it ends if it is not used. """
    address: None | str
    """ Where it was begun. """
    user_agent: None | str
    is_present: bool
    """ Whether it is the one of this request. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        session_id = str(self.session_id)

        created_at = self.created_at.isoformat()

        last_used_at = self.last_used_at.isoformat()

        expires_at = self.expires_at.isoformat()

        address: None | str
        address = self.address

        user_agent: None | str
        user_agent = self.user_agent

        is_present = self.is_present

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "session_id": session_id,
                "created_at": created_at,
                "last_used_at": last_used_at,
                "expires_at": expires_at,
                "address": address,
                "user_agent": user_agent,
                "is_present": is_present,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        session_id = UUID(d.pop("session_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        last_used_at = datetime.datetime.fromisoformat(d.pop("last_used_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        def _parse_address(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        address = _parse_address(d.pop("address"))

        def _parse_user_agent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        user_agent = _parse_user_agent(d.pop("user_agent"))

        is_present = d.pop("is_present")

        sign_in_view = cls(
            session_id=session_id,
            created_at=created_at,
            last_used_at=last_used_at,
            expires_at=expires_at,
            address=address,
            user_agent=user_agent,
            is_present=is_present,
        )

        sign_in_view.additional_properties = d
        return sign_in_view

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
