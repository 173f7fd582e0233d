from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.campaign_figures_audience import CampaignFiguresAudience
    from ..models.campaign_figures_engagement import CampaignFiguresEngagement


T = TypeVar("T", bound="CampaignFigures")


@_attrs_define
class CampaignFigures:
    due: int
    published: int
    failed: int
    uncertain: int
    """ Nobody knows yet whether they went out. """
    missed: int
    success_rate: float | None
    """ Published among those that ended; null where none did. """
    lateness_ms_mean: float | None
    """ null where nothing was published. """
    lateness_ms_max: int | None
    engagement: CampaignFiguresEngagement
    """ How the posts that were due then do now, by name; `measured` says over how many posts. What no network told
    is not here, which is not 0. """
    audience: CampaignFiguresAudience
    """ How the accounts did on the last day that each figure was told; followers_gained is summed over the days.
    Empty for campaigns. """
    campaign_id: UUID
    name: None | str
    """ null when the campaign is not there any more. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        due = self.due

        published = self.published

        failed = self.failed

        uncertain = self.uncertain

        missed = self.missed

        success_rate: float | None
        success_rate = self.success_rate

        lateness_ms_mean: float | None
        lateness_ms_mean = self.lateness_ms_mean

        lateness_ms_max: int | None
        lateness_ms_max = self.lateness_ms_max

        engagement = self.engagement.to_dict()

        audience = self.audience.to_dict()

        campaign_id = str(self.campaign_id)

        name: None | str
        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "due": due,
                "published": published,
                "failed": failed,
                "uncertain": uncertain,
                "missed": missed,
                "success_rate": success_rate,
                "lateness_ms_mean": lateness_ms_mean,
                "lateness_ms_max": lateness_ms_max,
                "engagement": engagement,
                "audience": audience,
                "campaign_id": campaign_id,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.campaign_figures_audience import CampaignFiguresAudience  # noqa: PLC0415
        from ..models.campaign_figures_engagement import CampaignFiguresEngagement  # noqa: PLC0415

        d = dict(src_dict)
        due = d.pop("due")

        published = d.pop("published")

        failed = d.pop("failed")

        uncertain = d.pop("uncertain")

        missed = d.pop("missed")

        def _parse_success_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        success_rate = _parse_success_rate(d.pop("success_rate"))

        def _parse_lateness_ms_mean(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        lateness_ms_mean = _parse_lateness_ms_mean(d.pop("lateness_ms_mean"))

        def _parse_lateness_ms_max(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        lateness_ms_max = _parse_lateness_ms_max(d.pop("lateness_ms_max"))

        engagement = CampaignFiguresEngagement.from_dict(d.pop("engagement"))

        audience = CampaignFiguresAudience.from_dict(d.pop("audience"))

        campaign_id = UUID(d.pop("campaign_id"))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))

        campaign_figures = cls(
            due=due,
            published=published,
            failed=failed,
            uncertain=uncertain,
            missed=missed,
            success_rate=success_rate,
            lateness_ms_mean=lateness_ms_mean,
            lateness_ms_max=lateness_ms_max,
            engagement=engagement,
            audience=audience,
            campaign_id=campaign_id,
            name=name,
        )

        campaign_figures.additional_properties = d
        return campaign_figures

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
