from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.campaign_view_status import CampaignViewStatus, check_campaign_view_status

T = TypeVar("T", bound="CampaignView")


@_attrs_define
class CampaignView:
    """A campaign."""

    campaign_id: UUID
    name: str
    description: str
    brand: str
    audience: str
    tone: str
    goals: str
    budget_micros_usd: int | None
    spent_micros_usd: int
    """ What making its content has cost so far, in millionths of a US dollar. """
    project_id: None | UUID
    brand_kit_id: None | UUID
    tags: list[str]
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    status: CampaignViewStatus
    revision: int
    """ What the ETag says. """
    created_at: datetime.datetime
    updated_at: datetime.datetime
    archived_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        campaign_id = str(self.campaign_id)

        name = self.name

        description = self.description

        brand = self.brand

        audience = self.audience

        tone = self.tone

        goals = self.goals

        budget_micros_usd: int | None
        budget_micros_usd = self.budget_micros_usd

        spent_micros_usd = self.spent_micros_usd

        project_id: None | str
        if isinstance(self.project_id, UUID):
            project_id = str(self.project_id)
        else:
            project_id = self.project_id

        brand_kit_id: None | str
        if isinstance(self.brand_kit_id, UUID):
            brand_kit_id = str(self.brand_kit_id)
        else:
            brand_kit_id = self.brand_kit_id

        tags = self.tags

        starts_on: None | str
        if isinstance(self.starts_on, datetime.date):
            starts_on = self.starts_on.isoformat()
        else:
            starts_on = self.starts_on

        ends_on: None | str
        if isinstance(self.ends_on, datetime.date):
            ends_on = self.ends_on.isoformat()
        else:
            ends_on = self.ends_on

        status: str = self.status

        revision = self.revision

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        archived_at: None | str
        if isinstance(self.archived_at, datetime.datetime):
            archived_at = self.archived_at.isoformat()
        else:
            archived_at = self.archived_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaign_id": campaign_id,
                "name": name,
                "description": description,
                "brand": brand,
                "audience": audience,
                "tone": tone,
                "goals": goals,
                "budget_micros_usd": budget_micros_usd,
                "spent_micros_usd": spent_micros_usd,
                "project_id": project_id,
                "brand_kit_id": brand_kit_id,
                "tags": tags,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "status": status,
                "revision": revision,
                "created_at": created_at,
                "updated_at": updated_at,
                "archived_at": archived_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        campaign_id = UUID(d.pop("campaign_id"))

        name = d.pop("name")

        description = d.pop("description")

        brand = d.pop("brand")

        audience = d.pop("audience")

        tone = d.pop("tone")

        goals = d.pop("goals")

        def _parse_budget_micros_usd(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        budget_micros_usd = _parse_budget_micros_usd(d.pop("budget_micros_usd"))

        spent_micros_usd = d.pop("spent_micros_usd")

        def _parse_project_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                project_id_type_0 = UUID(data)

                return project_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        project_id = _parse_project_id(d.pop("project_id"))

        def _parse_brand_kit_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                brand_kit_id_type_0 = UUID(data)

                return brand_kit_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        brand_kit_id = _parse_brand_kit_id(d.pop("brand_kit_id"))

        tags = cast(list[str], d.pop("tags"))

        def _parse_starts_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                starts_on_type_0 = datetime.date.fromisoformat(data)

                return starts_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        starts_on = _parse_starts_on(d.pop("starts_on"))

        def _parse_ends_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_on_type_0 = datetime.date.fromisoformat(data)

                return ends_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        ends_on = _parse_ends_on(d.pop("ends_on"))

        status = check_campaign_view_status(d.pop("status"))

        revision = d.pop("revision")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_archived_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                archived_at_type_0 = datetime.datetime.fromisoformat(data)

                return archived_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        archived_at = _parse_archived_at(d.pop("archived_at"))

        campaign_view = cls(
            campaign_id=campaign_id,
            name=name,
            description=description,
            brand=brand,
            audience=audience,
            tone=tone,
            goals=goals,
            budget_micros_usd=budget_micros_usd,
            spent_micros_usd=spent_micros_usd,
            project_id=project_id,
            brand_kit_id=brand_kit_id,
            tags=tags,
            starts_on=starts_on,
            ends_on=ends_on,
            status=status,
            revision=revision,
            created_at=created_at,
            updated_at=updated_at,
            archived_at=archived_at,
        )

        campaign_view.additional_properties = d
        return campaign_view

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
