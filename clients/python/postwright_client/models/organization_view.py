from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.organization_view_approval import OrganizationViewApproval, check_organization_view_approval

T = TypeVar("T", bound="OrganizationView")


@_attrs_define
class OrganizationView:
    """A tenant: nothing of it is seen in another."""

    organization_id: UUID
    name: str
    time_zone: str
    """ Where its days and months begin, such as those of quotas. """
    approval: OrganizationViewApproval
    """ Of content requests that say nothing else: whether a person must approve. """
    language: str
    """ Of content that says nothing else. """
    created_at: datetime.datetime
    updated_at: datetime.datetime
    deleted_at: datetime.datetime | None
    """ Since when everything stands still. """
    restorable_until: datetime.datetime | None
    """ When it is erased. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        organization_id = str(self.organization_id)

        name = self.name

        time_zone = self.time_zone

        approval: str = self.approval

        language = self.language

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        deleted_at: None | str
        if isinstance(self.deleted_at, datetime.datetime):
            deleted_at = self.deleted_at.isoformat()
        else:
            deleted_at = self.deleted_at

        restorable_until: None | str
        if isinstance(self.restorable_until, datetime.datetime):
            restorable_until = self.restorable_until.isoformat()
        else:
            restorable_until = self.restorable_until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "organization_id": organization_id,
                "name": name,
                "time_zone": time_zone,
                "approval": approval,
                "language": language,
                "created_at": created_at,
                "updated_at": updated_at,
                "deleted_at": deleted_at,
                "restorable_until": restorable_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        organization_id = UUID(d.pop("organization_id"))

        name = d.pop("name")

        time_zone = d.pop("time_zone")

        approval = check_organization_view_approval(d.pop("approval"))

        language = d.pop("language")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_deleted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deleted_at_type_0 = datetime.datetime.fromisoformat(data)

                return deleted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        deleted_at = _parse_deleted_at(d.pop("deleted_at"))

        def _parse_restorable_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                restorable_until_type_0 = datetime.datetime.fromisoformat(data)

                return restorable_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        restorable_until = _parse_restorable_until(d.pop("restorable_until"))

        organization_view = cls(
            organization_id=organization_id,
            name=name,
            time_zone=time_zone,
            approval=approval,
            language=language,
            created_at=created_at,
            updated_at=updated_at,
            deleted_at=deleted_at,
            restorable_until=restorable_until,
        )

        organization_view.additional_properties = d
        return organization_view

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
