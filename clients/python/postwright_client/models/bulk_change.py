from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.moving import Moving
    from ..models.shelving import Shelving
    from ..models.tagging import Tagging


T = TypeVar("T", bound="BulkChange")


@_attrs_define
class BulkChange:
    """One change of many files."""

    media_ids: list[UUID]
    """ Each once. """
    action: Moving | Shelving | Tagging

    def to_dict(self) -> dict[str, Any]:
        from ..models.moving import Moving  # noqa: PLC0415
        from ..models.tagging import Tagging  # noqa: PLC0415

        media_ids = []
        for media_ids_item_data in self.media_ids:
            media_ids_item = str(media_ids_item_data)
            media_ids.append(media_ids_item)

        action: dict[str, Any]
        if isinstance(self.action, Tagging):
            action = self.action.to_dict()
        elif isinstance(self.action, Moving):
            action = self.action.to_dict()
        else:
            action = self.action.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "media_ids": media_ids,
                "action": action,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.moving import Moving  # noqa: PLC0415
        from ..models.shelving import Shelving  # noqa: PLC0415
        from ..models.tagging import Tagging  # noqa: PLC0415

        d = dict(src_dict)
        media_ids = []
        _media_ids = d.pop("media_ids")
        for media_ids_item_data in _media_ids:
            media_ids_item = UUID(media_ids_item_data)

            media_ids.append(media_ids_item)

        def _parse_action(data: object) -> Moving | Shelving | Tagging:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                action_type_0 = Tagging.from_dict(data)

                return action_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                action_type_1 = Moving.from_dict(data)

                return action_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            action_type_2 = Shelving.from_dict(data)

            return action_type_2

        action = _parse_action(d.pop("action"))

        bulk_change = cls(
            media_ids=media_ids,
            action=action,
        )

        return bulk_change
