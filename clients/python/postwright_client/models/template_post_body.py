from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.template_post_body_networks_item import (
    TemplatePostBodyNetworksItem,
    check_template_post_body_networks_item,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.now_schedule import NowSchedule
    from ..models.template_post_body_values import TemplatePostBodyValues


T = TypeVar("T", bound="TemplatePostBody")


@_attrs_define
class TemplatePostBody:
    """A post to be planned with a template's texts."""

    networks: list[TemplatePostBodyNetworksItem]
    schedule: InstantSchedule | LocalSchedule | NowSchedule
    values: TemplatePostBodyValues | Unset = UNSET
    """ By variable. Days are written as 2026-11-24, media as their ids; null takes the default. """
    campaign_id: None | Unset | UUID = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        networks = []
        for networks_item_data in self.networks:
            networks_item: str = networks_item_data
            networks.append(networks_item)

        schedule: dict[str, Any]
        if isinstance(self.schedule, NowSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, LocalSchedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule.to_dict()

        values: dict[str, Any] | Unset = UNSET
        if not isinstance(self.values, Unset):
            values = self.values.to_dict()

        campaign_id: None | str | Unset
        if isinstance(self.campaign_id, Unset):
            campaign_id = UNSET
        elif isinstance(self.campaign_id, UUID):
            campaign_id = str(self.campaign_id)
        else:
            campaign_id = self.campaign_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "networks": networks,
                "schedule": schedule,
            }
        )
        if values is not UNSET:
            field_dict["values"] = values
        if campaign_id is not UNSET:
            field_dict["campaign_id"] = campaign_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415
        from ..models.template_post_body_values import TemplatePostBodyValues  # noqa: PLC0415

        d = dict(src_dict)
        networks = []
        _networks = d.pop("networks")
        for networks_item_data in _networks:
            networks_item = check_template_post_body_networks_item(networks_item_data)

            networks.append(networks_item)

        def _parse_schedule(data: object) -> InstantSchedule | LocalSchedule | NowSchedule:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0 = NowSchedule.from_dict(data)

                return schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_1 = LocalSchedule.from_dict(data)

                return schedule_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            schedule_type_2 = InstantSchedule.from_dict(data)

            return schedule_type_2

        schedule = _parse_schedule(d.pop("schedule"))

        _values = d.pop("values", UNSET)
        values: TemplatePostBodyValues | Unset
        if isinstance(_values, Unset):
            values = UNSET
        else:
            values = TemplatePostBodyValues.from_dict(_values)

        def _parse_campaign_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                campaign_id_type_0 = UUID(data)

                return campaign_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        campaign_id = _parse_campaign_id(d.pop("campaign_id", UNSET))

        template_post_body = cls(
            networks=networks,
            schedule=schedule,
            values=values,
            campaign_id=campaign_id,
        )

        return template_post_body
