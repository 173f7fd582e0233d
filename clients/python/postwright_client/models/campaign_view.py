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
