from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.color_share import ColorShare


T = TypeVar("T", bound="MediaObject")


@_attrs_define
class MediaObject:
    """A picture, sound or video in the object store; events carry the reference, never the bytes."""

    key: str
    """ Where it lies in the object store. """
    media_type: str
    """ Type found by looking at the content, such as image/png. """
    size: int
    """ Bytes. """
    sha256: str
    """ Hash of the bytes, in hexadecimal. """
    width: int | None | Unset = UNSET
    """ Pixels. """
    height: int | None | Unset = UNSET
    """ Pixels. """
    duration_seconds: float | None | Unset = UNSET
    """ Of a video or animation. """
    frame_rate: float | None | Unset = UNSET
    """ Of a video: pictures a second. """
    video_codec: None | str | Unset = UNSET
    """ As ffprobe names it. """
    audio_codec: None | str | Unset = UNSET
    """ As ffprobe names it. """
    alt_text: str | Unset = ""
    """ What is seen, for those who do not see it. """
    colors: list[ColorShare] | Unset = UNSET
    """ Of a picture: the few colours that say most of it, the largest first. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        media_type = self.media_type

        size = self.size

        sha256 = self.sha256

        width: int | None | Unset
        if isinstance(self.width, Unset):
            width = UNSET
        else:
            width = self.width

        height: int | None | Unset
        if isinstance(self.height, Unset):
            height = UNSET
        else:
            height = self.height

        duration_seconds: float | None | Unset
        if isinstance(self.duration_seconds, Unset):
            duration_seconds = UNSET
        else:
            duration_seconds = self.duration_seconds

        frame_rate: float | None | Unset
        if isinstance(self.frame_rate, Unset):
            frame_rate = UNSET
        else:
            frame_rate = self.frame_rate

        video_codec: None | str | Unset
        if isinstance(self.video_codec, Unset):
            video_codec = UNSET
        else:
            video_codec = self.video_codec

        audio_codec: None | str | Unset
        if isinstance(self.audio_codec, Unset):
            audio_codec = UNSET
        else:
            audio_codec = self.audio_codec

        alt_text = self.alt_text

        colors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.colors, Unset):
            colors = []
            for colors_item_data in self.colors:
                colors_item = colors_item_data.to_dict()
                colors.append(colors_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "media_type": media_type,
                "size": size,
                "sha256": sha256,
            }
        )
        if width is not UNSET:
            field_dict["width"] = width
        if height is not UNSET:
            field_dict["height"] = height
        if duration_seconds is not UNSET:
            field_dict["duration_seconds"] = duration_seconds
        if frame_rate is not UNSET:
            field_dict["frame_rate"] = frame_rate
        if video_codec is not UNSET:
            field_dict["video_codec"] = video_codec
        if audio_codec is not UNSET:
            field_dict["audio_codec"] = audio_codec
        if alt_text is not UNSET:
            field_dict["alt_text"] = alt_text
        if colors is not UNSET:
            field_dict["colors"] = colors

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.color_share import ColorShare  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        media_type = d.pop("media_type")

        size = d.pop("size")

        sha256 = d.pop("sha256")

        def _parse_width(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        width = _parse_width(d.pop("width", UNSET))

        def _parse_height(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        height = _parse_height(d.pop("height", UNSET))

        def _parse_duration_seconds(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        duration_seconds = _parse_duration_seconds(d.pop("duration_seconds", UNSET))

        def _parse_frame_rate(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        frame_rate = _parse_frame_rate(d.pop("frame_rate", UNSET))

        def _parse_video_codec(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        video_codec = _parse_video_codec(d.pop("video_codec", UNSET))

        def _parse_audio_codec(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        audio_codec = _parse_audio_codec(d.pop("audio_codec", UNSET))

        alt_text = d.pop("alt_text", UNSET)

        _colors = d.pop("colors", UNSET)
        colors: list[ColorShare] | Unset = UNSET
        if _colors is not UNSET:
            colors = []
            for colors_item_data in _colors:
                colors_item = ColorShare.from_dict(colors_item_data)

                colors.append(colors_item)

        media_object = cls(
            key=key,
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
            colors=colors,
        )

        media_object.additional_properties = d
        return media_object

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
