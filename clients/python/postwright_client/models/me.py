from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.me_role import MeRole, check_me_role

if TYPE_CHECKING:
    from ..models.membership_view import MembershipView


T = TypeVar("T", bound="Me")


@_attrs_define
class Me:
    user_id: UUID
    email: str
    username: str
    organization_id: UUID
    """ The one that you act in. """
    organization_name: str
    role: MeRole
    """ Yours in it. """
    memberships: list[MembershipView]
    """ Where you are a member; `POST /v1/auth/organization` gives tokens for another one. """
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_id = str(self.user_id)

        email = self.email

        username = self.username

        organization_id = str(self.organization_id)

        organization_name = self.organization_name

        role: str = self.role

        memberships = []
        for memberships_item_data in self.memberships:
            memberships_item = memberships_item_data.to_dict()
            memberships.append(memberships_item)

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "user_id": user_id,
                "email": email,
                "username": username,
                "organization_id": organization_id,
                "organization_name": organization_name,
                "role": role,
                "memberships": memberships,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.membership_view import MembershipView  # noqa: PLC0415

        d = dict(src_dict)
        user_id = UUID(d.pop("user_id"))

        email = d.pop("email")

        username = d.pop("username")

        organization_id = UUID(d.pop("organization_id"))

        organization_name = d.pop("organization_name")

        role = check_me_role(d.pop("role"))

        memberships = []
        _memberships = d.pop("memberships")
        for memberships_item_data in _memberships:
            memberships_item = MembershipView.from_dict(memberships_item_data)

            memberships.append(memberships_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        me = cls(
            user_id=user_id,
            email=email,
            username=username,
            organization_id=organization_id,
            organization_name=organization_name,
            role=role,
            memberships=memberships,
            created_at=created_at,
        )

        me.additional_properties = d
        return me

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
