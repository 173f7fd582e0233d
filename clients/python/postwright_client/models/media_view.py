from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MediaView")


@_attrs_define
class MediaView:
    """A file that can be published."""

    media_id: UUID
    """ Names it in `media` of a post. """
    name: str
    """ As it was called when it was sent. """
    url: str
    """ Where its bytes are, with the same access token. """
    media_type: str
    """ By its content. """
    size: int
    """ Bytes. """
    sha256: str
    width: int | None
    height: int | None
    duration_seconds: float | None
    """ Of a video or animation. """
    frame_rate: float | None
    video_codec: None | str
    audio_codec: None | str
    alt_text: str
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        media_id = str(self.media_id)

        name = self.name

        url = self.url

        media_type = self.media_type

        size = self.size

        sha256 = self.sha256

        width: int | None
        width = self.width

        height: int | None
        height = self.height

        duration_seconds: float | None
        duration_seconds = self.duration_seconds

        frame_rate: float | None
        frame_rate = self.frame_rate

        video_codec: None | str
        video_codec = self.video_codec

        audio_codec: None | str
        audio_codec = self.audio_codec

        alt_text = self.alt_text

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "media_id": media_id,
                "name": name,
                "url": url,
                "media_type": media_type,
                "size": size,
                "sha256": sha256,
                "width": width,
                "height": height,
                "duration_seconds": duration_seconds,
                "frame_rate": frame_rate,
                "video_codec": video_codec,
                "audio_codec": audio_codec,
                "alt_text": alt_text,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        media_id = UUID(d.pop("media_id"))

        name = d.pop("name")

        url = d.pop("url")

        media_type = d.pop("media_type")

        size = d.pop("size")

        sha256 = d.pop("sha256")

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

        def _parse_duration_seconds(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        duration_seconds = _parse_duration_seconds(d.pop("duration_seconds"))

        def _parse_frame_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        frame_rate = _parse_frame_rate(d.pop("frame_rate"))

        def _parse_video_codec(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        video_codec = _parse_video_codec(d.pop("video_codec"))

        def _parse_audio_codec(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        audio_codec = _parse_audio_codec(d.pop("audio_codec"))

        alt_text = d.pop("alt_text")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        media_view = cls(
            media_id=media_id,
            name=name,
            url=url,
            media_type=media_type,
            size=size,
            sha256=sha256,
            width=width,
            height=height,
            duration_seconds=duration_seconds,
            frame_rate=frame_rate,
            video_codec=video_codec,
            audio_codec=audio_codec,
            alt_text=alt_text,
            created_at=created_at,
        )

        media_view.additional_properties = d
        return media_view

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
