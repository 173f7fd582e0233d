from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewThreadPart")


@_attrs_define
class NewThreadPart:
    """One more post, an answer to the one before."""

    text: str | Unset = ""
    media: list[UUID] | Unset = UNSET
    """ `media_id`s of `/v1/media`, in the order they are shown. """

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        media: list[str] | Unset = UNSET
        if not isinstance(self.media, Unset):
            media = []
            for media_item_data in self.media:
                media_item = str(media_item_data)
                media.append(media_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if text is not UNSET:
            field_dict["text"] = text
        if media is not UNSET:
            field_dict["media"] = media

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text", UNSET)

        _media = d.pop("media", UNSET)
        media: list[UUID] | Unset = UNSET
        if _media is not UNSET:
            media = []
            for media_item_data in _media:
                media_item = UUID(media_item_data)

                media.append(media_item)

        new_thread_part = cls(
            text=text,
            media=media,
        )

        return new_thread_part
