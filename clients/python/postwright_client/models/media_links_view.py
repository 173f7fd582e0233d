from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.link_view import LinkView
    from ..models.media_links_view_thumbnails import MediaLinksViewThumbnails


T = TypeVar("T", bound="MediaLinksView")


@_attrs_define
class MediaLinksView:
    """Addresses of a file and its thumbnails."""

    content: LinkView
    """ An address that anybody may fetch who has it. """
    thumbnails: MediaLinksViewThumbnails
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        content = self.content.to_dict()

        thumbnails = self.thumbnails.to_dict()

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "content": content,
                "thumbnails": thumbnails,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.link_view import LinkView  # noqa: PLC0415
        from ..models.media_links_view_thumbnails import MediaLinksViewThumbnails  # noqa: PLC0415

        d = dict(src_dict)
        content = LinkView.from_dict(d.pop("content"))

        thumbnails = MediaLinksViewThumbnails.from_dict(d.pop("thumbnails"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        media_links_view = cls(
            content=content,
            thumbnails=thumbnails,
            expires_at=expires_at,
        )

        media_links_view.additional_properties = d
        return media_links_view

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
