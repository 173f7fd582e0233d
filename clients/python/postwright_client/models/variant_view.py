from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.media_object import MediaObject
    from ..models.post_details import PostDetails


T = TypeVar("T", bound="VariantView")


@_attrs_define
class VariantView:
    """What is to be published on one network."""

    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    text: str
    media: list[MediaObject]
    details: PostDetails
    """ What some networks offer beyond text and attachments; one that does not is named when the post is planned.
    """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        network = self.network

        text = self.text

        media = []
        for media_item_data in self.media:
            media_item = media_item_data.to_dict()
            media.append(media_item)

        details = self.details.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "network": network,
                "text": text,
                "media": media,
                "details": details,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.media_object import MediaObject  # noqa: PLC0415
        from ..models.post_details import PostDetails  # noqa: PLC0415

        d = dict(src_dict)
        network = d.pop("network")

        text = d.pop("text")

        media = []
        _media = d.pop("media")
        for media_item_data in _media:
            media_item = MediaObject.from_dict(media_item_data)

            media.append(media_item)

        details = PostDetails.from_dict(d.pop("details"))

        variant_view = cls(
            network=network,
            text=text,
            media=media,
            details=details,
        )

        variant_view.additional_properties = d
        return variant_view

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
