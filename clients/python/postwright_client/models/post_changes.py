from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.now_schedule import NowSchedule
    from ..models.target_change import TargetChange


T = TypeVar("T", bound="PostChanges")


@_attrs_define
class PostChanges:
    """Another time, other texts, or both; what is left out stays."""

    schedule: InstantSchedule | LocalSchedule | None | NowSchedule | Unset = UNSET
    targets: list[TargetChange] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        schedule: dict[str, Any] | None | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, NowSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, LocalSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, InstantSchedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule

        targets: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.targets, Unset):
            targets = []
            for targets_item_data in self.targets:
                targets_item = targets_item_data.to_dict()
                targets.append(targets_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if targets is not UNSET:
            field_dict["targets"] = targets

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415
        from ..models.target_change import TargetChange  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_schedule(data: object) -> InstantSchedule | LocalSchedule | None | NowSchedule | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_0 = NowSchedule.from_dict(data)

                return schedule_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_1 = LocalSchedule.from_dict(data)

                return schedule_type_0_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_2 = InstantSchedule.from_dict(data)

                return schedule_type_0_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InstantSchedule | LocalSchedule | None | NowSchedule | Unset, data)

        schedule = _parse_schedule(d.pop("schedule", UNSET))

        _targets = d.pop("targets", UNSET)
        targets: list[TargetChange] | Unset = UNSET
        if _targets is not UNSET:
            targets = []
            for targets_item_data in _targets:
                targets_item = TargetChange.from_dict(targets_item_data)

                targets.append(targets_item)

        post_changes = cls(
            schedule=schedule,
            targets=targets,
        )

        return post_changes
