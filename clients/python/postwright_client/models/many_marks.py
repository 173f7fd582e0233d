from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ManyMarks")


@_attrs_define
class ManyMarks:
    """What to mark of many at once."""

    read: bool | None | Unset = UNSET
    archived: bool | None | Unset = UNSET
    notification_ids: list[UUID] | None | Unset = UNSET
    """ These; those that are not yours are passed over. Left out: all. """
    until: None | Unset | UUID = UNSET
    """ Only up to this one: what came after the caller looked stays unread. """

    def to_dict(self) -> dict[str, Any]:
        read: bool | None | Unset
        if isinstance(self.read, Unset):
            read = UNSET
        else:
            read = self.read

        archived: bool | None | Unset
        if isinstance(self.archived, Unset):
            archived = UNSET
        else:
            archived = self.archived

        notification_ids: list[str] | None | Unset
        if isinstance(self.notification_ids, Unset):
            notification_ids = UNSET
        elif isinstance(self.notification_ids, list):
            notification_ids = []
            for notification_ids_type_0_item_data in self.notification_ids:
                notification_ids_type_0_item = str(notification_ids_type_0_item_data)
                notification_ids.append(notification_ids_type_0_item)

        else:
            notification_ids = self.notification_ids

        until: None | str | Unset
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, UUID):
            until = str(self.until)
        else:
            until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if read is not UNSET:
            field_dict["read"] = read
        if archived is not UNSET:
            field_dict["archived"] = archived
        if notification_ids is not UNSET:
            field_dict["notification_ids"] = notification_ids
        if until is not UNSET:
            field_dict["until"] = until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_read(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        read = _parse_read(d.pop("read", UNSET))

        def _parse_archived(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        archived = _parse_archived(d.pop("archived", UNSET))

        def _parse_notification_ids(data: object) -> list[UUID] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                notification_ids_type_0 = []
                _notification_ids_type_0 = data
                for notification_ids_type_0_item_data in _notification_ids_type_0:
                    notification_ids_type_0_item = UUID(notification_ids_type_0_item_data)

                    notification_ids_type_0.append(notification_ids_type_0_item)

                return notification_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UUID] | None | Unset, data)

        notification_ids = _parse_notification_ids(d.pop("notification_ids", UNSET))

        def _parse_until(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = UUID(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        until = _parse_until(d.pop("until", UNSET))

        many_marks = cls(
            read=read,
            archived=archived,
            notification_ids=notification_ids,
            until=until,
        )

        return many_marks
