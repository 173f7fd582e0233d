from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.no_schedule import NoSchedule
    from ..models.now_schedule import NowSchedule


T = TypeVar("T", bound="Approved")


@_attrs_define
class Approved:
    """An approval."""

    comment: str | Unset = ""
    schedule: InstantSchedule | LocalSchedule | None | NoSchedule | NowSchedule | Unset = UNSET
    """ Another time than was asked for; needed when that has passed. """
    content_hash: None | str | Unset = UNSET
    """ Of what you saw, as the content item shows it; without it, what was generated is meant. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.no_schedule import NoSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        comment = self.comment

        schedule: dict[str, Any] | None | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, NoSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, NowSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, LocalSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, InstantSchedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule

        content_hash: None | str | Unset
        if isinstance(self.content_hash, Unset):
            content_hash = UNSET
        else:
            content_hash = self.content_hash

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if comment is not UNSET:
            field_dict["comment"] = comment
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if content_hash is not UNSET:
            field_dict["content_hash"] = content_hash

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.no_schedule import NoSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        d = dict(src_dict)
        comment = d.pop("comment", UNSET)

        def _parse_schedule(
            data: object,
        ) -> InstantSchedule | LocalSchedule | None | NoSchedule | NowSchedule | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_0 = NoSchedule.from_dict(data)

                return schedule_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_1 = NowSchedule.from_dict(data)

                return schedule_type_0_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_2 = LocalSchedule.from_dict(data)

                return schedule_type_0_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_3 = InstantSchedule.from_dict(data)

                return schedule_type_0_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InstantSchedule | LocalSchedule | None | NoSchedule | NowSchedule | Unset, data)

        schedule = _parse_schedule(d.pop("schedule", UNSET))

        def _parse_content_hash(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        content_hash = _parse_content_hash(d.pop("content_hash", UNSET))

        approved = cls(
            comment=comment,
            schedule=schedule,
            content_hash=content_hash,
        )

        return approved
