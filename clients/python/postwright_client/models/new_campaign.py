from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.new_campaign_status import NewCampaignStatus, check_new_campaign_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewCampaign")


@_attrs_define
class NewCampaign:
    """A campaign to be made."""

    name: str
    description: str | Unset = ""
    brand: str | Unset = ""
    audience: str | Unset = ""
    tone: str | Unset = ""
    goals: str | Unset = ""
    budget_micros_usd: int | None | Unset = UNSET
    project_id: None | Unset | UUID = UNSET
    brand_kit_id: None | Unset | UUID = UNSET
    """ Holds for its content, where a request names no other. """
    tags: list[str] | Unset = UNSET
    starts_on: datetime.date | None | Unset = UNSET
    ends_on: datetime.date | None | Unset = UNSET
    """ The last day. """
    status: NewCampaignStatus | Unset = "active"

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description = self.description

        brand = self.brand

        audience = self.audience

        tone = self.tone

        goals = self.goals

        budget_micros_usd: int | None | Unset
        if isinstance(self.budget_micros_usd, Unset):
            budget_micros_usd = UNSET
        else:
            budget_micros_usd = self.budget_micros_usd

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        elif isinstance(self.project_id, UUID):
            project_id = str(self.project_id)
        else:
            project_id = self.project_id

        brand_kit_id: None | str | Unset
        if isinstance(self.brand_kit_id, Unset):
            brand_kit_id = UNSET
        elif isinstance(self.brand_kit_id, UUID):
            brand_kit_id = str(self.brand_kit_id)
        else:
            brand_kit_id = self.brand_kit_id

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        starts_on: None | str | Unset
        if isinstance(self.starts_on, Unset):
            starts_on = UNSET
        elif isinstance(self.starts_on, datetime.date):
            starts_on = self.starts_on.isoformat()
        else:
            starts_on = self.starts_on

        ends_on: None | str | Unset
        if isinstance(self.ends_on, Unset):
            ends_on = UNSET
        elif isinstance(self.ends_on, datetime.date):
            ends_on = self.ends_on.isoformat()
        else:
            ends_on = self.ends_on

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if brand is not UNSET:
            field_dict["brand"] = brand
        if audience is not UNSET:
            field_dict["audience"] = audience
        if tone is not UNSET:
            field_dict["tone"] = tone
        if goals is not UNSET:
            field_dict["goals"] = goals
        if budget_micros_usd is not UNSET:
            field_dict["budget_micros_usd"] = budget_micros_usd
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if brand_kit_id is not UNSET:
            field_dict["brand_kit_id"] = brand_kit_id
        if tags is not UNSET:
            field_dict["tags"] = tags
        if starts_on is not UNSET:
            field_dict["starts_on"] = starts_on
        if ends_on is not UNSET:
            field_dict["ends_on"] = ends_on
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        description = d.pop("description", UNSET)

        brand = d.pop("brand", UNSET)

        audience = d.pop("audience", UNSET)

        tone = d.pop("tone", UNSET)

        goals = d.pop("goals", UNSET)

        def _parse_budget_micros_usd(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        budget_micros_usd = _parse_budget_micros_usd(d.pop("budget_micros_usd", UNSET))

        def _parse_project_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                project_id_type_0 = UUID(data)

                return project_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_brand_kit_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                brand_kit_id_type_0 = UUID(data)

                return brand_kit_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        brand_kit_id = _parse_brand_kit_id(d.pop("brand_kit_id", UNSET))

        tags = cast(list[str], d.pop("tags", UNSET))

        def _parse_starts_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                starts_on_type_0 = datetime.date.fromisoformat(data)

                return starts_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        starts_on = _parse_starts_on(d.pop("starts_on", UNSET))

        def _parse_ends_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_on_type_0 = datetime.date.fromisoformat(data)

                return ends_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        ends_on = _parse_ends_on(d.pop("ends_on", UNSET))

        _status = d.pop("status", UNSET)
        status: NewCampaignStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_new_campaign_status(_status)

        new_campaign = cls(
            name=name,
            description=description,
            brand=brand,
            audience=audience,
            tone=tone,
            goals=goals,
            budget_micros_usd=budget_micros_usd,
            project_id=project_id,
            brand_kit_id=brand_kit_id,
            tags=tags,
            starts_on=starts_on,
            ends_on=ends_on,
            status=status,
        )

        return new_campaign
