from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

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
            status=status,
        )

        return new_campaign
