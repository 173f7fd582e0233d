from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.campaign_figures import CampaignFigures
    from ..models.day_figures_view import DayFiguresView
    from ..models.figures_view import FiguresView
    from ..models.network_figures import NetworkFigures


T = TypeVar("T", bound="OverviewView")


@_attrs_define
class OverviewView:
    """Figures over some UTC days, by network, campaign and day."""

    first_day: datetime.date
    last_day: datetime.date
    totals: FiguresView
    """ What was due, what became of it, and how late it went out. """
    networks: list[NetworkFigures]
    campaigns: list[CampaignFigures]
    days: list[DayFiguresView]
    rolled_at: datetime.datetime | None
    """ When the newest of these figures was made. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        first_day = self.first_day.isoformat()

        last_day = self.last_day.isoformat()

        totals = self.totals.to_dict()

        networks = []
        for networks_item_data in self.networks:
            networks_item = networks_item_data.to_dict()
            networks.append(networks_item)

        campaigns = []
        for campaigns_item_data in self.campaigns:
            campaigns_item = campaigns_item_data.to_dict()
            campaigns.append(campaigns_item)

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        rolled_at: None | str
        if isinstance(self.rolled_at, datetime.datetime):
            rolled_at = self.rolled_at.isoformat()
        else:
            rolled_at = self.rolled_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "first_day": first_day,
                "last_day": last_day,
                "totals": totals,
                "networks": networks,
                "campaigns": campaigns,
                "days": days,
                "rolled_at": rolled_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.campaign_figures import CampaignFigures  # noqa: PLC0415
        from ..models.day_figures_view import DayFiguresView  # noqa: PLC0415
        from ..models.figures_view import FiguresView  # noqa: PLC0415
        from ..models.network_figures import NetworkFigures  # noqa: PLC0415

        d = dict(src_dict)
        first_day = datetime.date.fromisoformat(d.pop("first_day"))

        last_day = datetime.date.fromisoformat(d.pop("last_day"))

        totals = FiguresView.from_dict(d.pop("totals"))

        networks = []
        _networks = d.pop("networks")
        for networks_item_data in _networks:
            networks_item = NetworkFigures.from_dict(networks_item_data)

            networks.append(networks_item)

        campaigns = []
        _campaigns = d.pop("campaigns")
        for campaigns_item_data in _campaigns:
            campaigns_item = CampaignFigures.from_dict(campaigns_item_data)

            campaigns.append(campaigns_item)

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = DayFiguresView.from_dict(days_item_data)

            days.append(days_item)

        def _parse_rolled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                rolled_at_type_0 = datetime.datetime.fromisoformat(data)

                return rolled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        rolled_at = _parse_rolled_at(d.pop("rolled_at"))

        overview_view = cls(
            first_day=first_day,
            last_day=last_day,
            totals=totals,
            networks=networks,
            campaigns=campaigns,
            days=days,
            rolled_at=rolled_at,
        )

        overview_view.additional_properties = d
        return overview_view

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
