from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.now_schedule import NowSchedule


T = TypeVar("T", bound="MoveItem")


@_attrs_define
class MoveItem:
    """Give a post another time, as `PATCH /v1/posts/{post_id}` with a schedule."""

    action: Literal["move"]
    post_id: UUID
    schedule: InstantSchedule | LocalSchedule | NowSchedule
    key: None | str | Unset = UNSET
    """ As an Idempotency-Key, of this item alone: sent again with the same item within 24 hours, it does nothing
    anew and gets the first result. """
    revision: int | None | Unset = UNSET
    """ The one you saw: 412 if there is a newer one. Any, if left out. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        action = self.action

        post_id = str(self.post_id)

        schedule: dict[str, Any]
        if isinstance(self.schedule, NowSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, LocalSchedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule.to_dict()

        key: None | str | Unset
        if isinstance(self.key, Unset):
            key = UNSET
        else:
            key = self.key

        revision: int | None | Unset
        if isinstance(self.revision, Unset):
            revision = UNSET
        else:
            revision = self.revision

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "action": action,
                "post_id": post_id,
                "schedule": schedule,
            }
        )
        if key is not UNSET:
            field_dict["key"] = key
        if revision is not UNSET:
            field_dict["revision"] = revision

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        d = dict(src_dict)
        action = cast(Literal["move"], d.pop("action"))
        if action != "move":
            raise ValueError(f"action must match const 'move', got '{action}'")

        post_id = UUID(d.pop("post_id"))

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

        def _parse_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        key = _parse_key(d.pop("key", UNSET))

        def _parse_revision(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        revision = _parse_revision(d.pop("revision", UNSET))

        move_item = cls(
            action=action,
            post_id=post_id,
            schedule=schedule,
            key=key,
            revision=revision,
        )

        return move_item
