from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.now_schedule import NowSchedule


T = TypeVar("T", bound="NewItemPost")


@_attrs_define
class NewItemPost:
    """When and where an item goes out."""

    schedule: InstantSchedule | LocalSchedule | NowSchedule
    account_ids: list[UUID] | None | Unset = UNSET
    """ Without it, every connected account of each of its networks. """

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

        account_ids: list[str] | None | Unset
        if isinstance(self.account_ids, Unset):
            account_ids = UNSET
        elif isinstance(self.account_ids, list):
            account_ids = []
            for account_ids_type_0_item_data in self.account_ids:
                account_ids_type_0_item = str(account_ids_type_0_item_data)
                account_ids.append(account_ids_type_0_item)

        else:
            account_ids = self.account_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "schedule": schedule,
            }
        )
        if account_ids is not UNSET:
            field_dict["account_ids"] = account_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
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

        def _parse_account_ids(data: object) -> list[UUID] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                account_ids_type_0 = []
                _account_ids_type_0 = data
                for account_ids_type_0_item_data in _account_ids_type_0:
                    account_ids_type_0_item = UUID(account_ids_type_0_item_data)

                    account_ids_type_0.append(account_ids_type_0_item)

                return account_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UUID] | None | Unset, data)

        account_ids = _parse_account_ids(d.pop("account_ids", UNSET))

        new_item_post = cls(
            schedule=schedule,
            account_ids=account_ids,
        )

        return new_item_post
