from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="OrganizationChoice")


@_attrs_define
class OrganizationChoice:
    organization_id: UUID
    """ One that you are a member of; `GET /v1/me` lists them. """

    def to_dict(self) -> dict[str, Any]:
        organization_id = str(self.organization_id)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "organization_id": organization_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        organization_id = UUID(d.pop("organization_id"))

        organization_choice = cls(
            organization_id=organization_id,
        )

        return organization_choice
