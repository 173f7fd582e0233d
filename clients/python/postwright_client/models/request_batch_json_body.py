from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.request_batch_json_body_approval import (
    RequestBatchJsonBodyApproval,
    check_request_batch_json_body_approval,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.brief import Brief
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.no_schedule import NoSchedule
    from ..models.now_schedule import NowSchedule


T = TypeVar("T", bound="RequestBatchJsonBody")


@_attrs_define
class RequestBatchJsonBody:
    """Many briefs. What is said beside them holds for every item, whatever the item says."""

    items: list[Brief]
    schedule: InstantSchedule | LocalSchedule | NoSchedule | NowSchedule | Unset = UNSET
    approval: RequestBatchJsonBodyApproval | Unset = UNSET
    campaign_id: UUID | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.no_schedule import NoSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        schedule: dict[str, Any] | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, NoSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, NowSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, LocalSchedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule.to_dict()

        approval: str | Unset = UNSET
        if not isinstance(self.approval, Unset):
            approval = self.approval

        campaign_id: str | Unset = UNSET
        if not isinstance(self.campaign_id, Unset):
            campaign_id = str(self.campaign_id)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
            }
        )
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if approval is not UNSET:
            field_dict["approval"] = approval
        if campaign_id is not UNSET:
            field_dict["campaign_id"] = campaign_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.brief import Brief  # noqa: PLC0415
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.no_schedule import NoSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Brief.from_dict(items_item_data)

            items.append(items_item)

        def _parse_schedule(
            data: object,
        ) -> InstantSchedule | LocalSchedule | NoSchedule | NowSchedule | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0 = NoSchedule.from_dict(data)

                return schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_1 = NowSchedule.from_dict(data)

                return schedule_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_2 = LocalSchedule.from_dict(data)

                return schedule_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            schedule_type_3 = InstantSchedule.from_dict(data)

            return schedule_type_3

        schedule = _parse_schedule(d.pop("schedule", UNSET))

        _approval = d.pop("approval", UNSET)
        approval: RequestBatchJsonBodyApproval | Unset
        if isinstance(_approval, Unset):
            approval = UNSET
        else:
            approval = check_request_batch_json_body_approval(_approval)

        _campaign_id = d.pop("campaign_id", UNSET)
        campaign_id: UUID | Unset
        if isinstance(_campaign_id, Unset):
            campaign_id = UNSET
        else:
            campaign_id = UUID(_campaign_id)

        request_batch_json_body = cls(
            items=items,
            schedule=schedule,
            approval=approval,
            campaign_id=campaign_id,
        )

        return request_batch_json_body
