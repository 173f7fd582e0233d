from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
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
    name: None | str
    time_zone: str
    locale: str
    """ BCP 47 tag. """
    email_verified: bool
    """ Whether you have opened the link in the mail to this address. """
    has_password: bool
    """ Whether you can sign in with one; else elsewhere alone. """
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

        name: None | str
        name = self.name

        time_zone = self.time_zone

        locale = self.locale

        email_verified = self.email_verified

        has_password = self.has_password

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
                "name": name,
                "time_zone": time_zone,
                "locale": locale,
                "email_verified": email_verified,
                "has_password": has_password,
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

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))

        time_zone = d.pop("time_zone")

        locale = d.pop("locale")

        email_verified = d.pop("email_verified")

        has_password = d.pop("has_password")

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
            name=name,
            time_zone=time_zone,
            locale=locale,
            email_verified=email_verified,
            has_password=has_password,
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
