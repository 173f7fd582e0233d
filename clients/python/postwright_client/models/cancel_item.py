from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CancelItem")


@_attrs_define
class CancelItem:
    """Cancel a post, as `POST /v1/posts/{post_id}/cancel`."""

    action: Literal["cancel"]
    post_id: UUID
    key: None | str | Unset = UNSET
    """ As an Idempotency-Key, of this item alone: sent again with the same item within 24 hours, it does nothing
    anew and gets the first result. """

    def to_dict(self) -> dict[str, Any]:
        action = self.action

        post_id = str(self.post_id)

        key: None | str | Unset
        if isinstance(self.key, Unset):
            key = UNSET
        else:
            key = self.key

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "action": action,
                "post_id": post_id,
            }
        )
        if key is not UNSET:
            field_dict["key"] = key

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        action = cast(Literal["cancel"], d.pop("action"))
        if action != "cancel":
            raise ValueError(f"action must match const 'cancel', got '{action}'")

        post_id = UUID(d.pop("post_id"))

        def _parse_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        key = _parse_key(d.pop("key", UNSET))

        cancel_item = cls(
            action=action,
            post_id=post_id,
            key=key,
        )

        return cancel_item
