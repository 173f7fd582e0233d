from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PictureView")


@_attrs_define
class PictureView:
    """The picture that was made."""

    url: str
    """ Where to get it, with the same access token. """
    key: str
    """ Names it in `media_keys` of a post. """
    media_type: str
    size: int
    width: int | None
    height: int | None
    alt_text: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        key = self.key

        media_type = self.media_type

        size = self.size

        width: int | None
        width = self.width

        height: int | None
        height = self.height

        alt_text = self.alt_text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "url": url,
                "key": key,
                "media_type": media_type,
                "size": size,
                "width": width,
                "height": height,
                "alt_text": alt_text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        key = d.pop("key")

        media_type = d.pop("media_type")

        size = d.pop("size")

        def _parse_width(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        width = _parse_width(d.pop("width"))

        def _parse_height(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        height = _parse_height(d.pop("height"))

        alt_text = d.pop("alt_text")

        picture_view = cls(
            url=url,
            key=key,
            media_type=media_type,
            size=size,
            width=width,
            height=height,
            alt_text=alt_text,
        )

        picture_view.additional_properties = d
        return picture_view

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
