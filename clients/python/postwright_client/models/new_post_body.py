from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.new_target import NewTarget
    from ..models.now_schedule import NowSchedule


T = TypeVar("T", bound="NewPostBody")


@_attrs_define
class NewPostBody:
    """A post with texts of one's own."""

    schedule: InstantSchedule | LocalSchedule | NowSchedule
    targets: list[NewTarget]
    campaign_id: None | Unset | UUID = UNSET
    language: str | Unset = "en"
    """ BCP 47 tag. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        schedule: dict[str, Any]
        if isinstance(self.schedule, NowSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, LocalSchedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule.to_dict()

        targets = []
        for targets_item_data in self.targets:
            targets_item = targets_item_data.to_dict()
            targets.append(targets_item)

        campaign_id: None | str | Unset
        if isinstance(self.campaign_id, Unset):
            campaign_id = UNSET
        elif isinstance(self.campaign_id, UUID):
            campaign_id = str(self.campaign_id)
        else:
            campaign_id = self.campaign_id

        language = self.language

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "schedule": schedule,
                "targets": targets,
            }
        )
        if campaign_id is not UNSET:
            field_dict["campaign_id"] = campaign_id
        if language is not UNSET:
            field_dict["language"] = language

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.new_target import NewTarget  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        d = dict(src_dict)

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

        targets = []
        _targets = d.pop("targets")
        for targets_item_data in _targets:
            targets_item = NewTarget.from_dict(targets_item_data)

            targets.append(targets_item)

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

        language = d.pop("language", UNSET)

        new_post_body = cls(
            schedule=schedule,
            targets=targets,
            campaign_id=campaign_id,
            language=language,
        )

        return new_post_body
