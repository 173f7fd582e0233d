from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.media_kind_kind import MediaKindKind, check_media_kind_kind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.limit import Limit
    from ..models.span import Span


T = TypeVar("T", bound="MediaKind")


@_attrs_define
class MediaKind:
    """One kind of attachment and its limits; a limit that is not there is not known."""

    kind: MediaKindKind
    media_types: list[str]
    max_bytes: Limit
    """ The most of something. """
    alone: bool | Unset = False
    """ One only, and nothing beside it. """
    min_count: int | Unset = 0
    """ Fewest of this kind. """
    max_count: int | None | Unset = UNSET
    """ Most of this kind; null: as many as of all. """
    max_pixels: Limit | None | Unset = UNSET
    """ Width times height. """
    max_width: Limit | None | Unset = UNSET
    max_height: Limit | None | Unset = UNSET
    min_width: Limit | None | Unset = UNSET
    """ `max` holds the least width in pixels. """
    min_height: Limit | None | Unset = UNSET
    """ `max` holds the least height in pixels. """
    ratio: None | Span | Unset = UNSET
    """ Width divided by height. """
    duration_seconds: None | Span | Unset = UNSET
    frame_rate: None | Span | Unset = UNSET
    max_bits_per_second: Limit | None | Unset = UNSET
    """ Pictures and sound together. """
    video_codecs: list[str] | Unset = UNSET
    """ As ffprobe names them; empty: any. """
    audio_codecs: list[str] | Unset = UNSET
    """ As ffprobe names them; empty: any. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.limit import Limit  # noqa: PLC0415
        from ..models.span import Span  # noqa: PLC0415

        kind: str = self.kind

        media_types = self.media_types

        max_bytes = self.max_bytes.to_dict()

        alone = self.alone

        min_count = self.min_count

        max_count: int | None | Unset
        if isinstance(self.max_count, Unset):
            max_count = UNSET
        else:
            max_count = self.max_count

        max_pixels: dict[str, Any] | None | Unset
        if isinstance(self.max_pixels, Unset):
            max_pixels = UNSET
        elif isinstance(self.max_pixels, Limit):
            max_pixels = self.max_pixels.to_dict()
        else:
            max_pixels = self.max_pixels

        max_width: dict[str, Any] | None | Unset
        if isinstance(self.max_width, Unset):
            max_width = UNSET
        elif isinstance(self.max_width, Limit):
            max_width = self.max_width.to_dict()
        else:
            max_width = self.max_width

        max_height: dict[str, Any] | None | Unset
        if isinstance(self.max_height, Unset):
            max_height = UNSET
        elif isinstance(self.max_height, Limit):
            max_height = self.max_height.to_dict()
        else:
            max_height = self.max_height

        min_width: dict[str, Any] | None | Unset
        if isinstance(self.min_width, Unset):
            min_width = UNSET
        elif isinstance(self.min_width, Limit):
            min_width = self.min_width.to_dict()
        else:
            min_width = self.min_width

        min_height: dict[str, Any] | None | Unset
        if isinstance(self.min_height, Unset):
            min_height = UNSET
        elif isinstance(self.min_height, Limit):
            min_height = self.min_height.to_dict()
        else:
            min_height = self.min_height

        ratio: dict[str, Any] | None | Unset
        if isinstance(self.ratio, Unset):
            ratio = UNSET
        elif isinstance(self.ratio, Span):
            ratio = self.ratio.to_dict()
        else:
            ratio = self.ratio

        duration_seconds: dict[str, Any] | None | Unset
        if isinstance(self.duration_seconds, Unset):
            duration_seconds = UNSET
        elif isinstance(self.duration_seconds, Span):
            duration_seconds = self.duration_seconds.to_dict()
        else:
            duration_seconds = self.duration_seconds

        frame_rate: dict[str, Any] | None | Unset
        if isinstance(self.frame_rate, Unset):
            frame_rate = UNSET
        elif isinstance(self.frame_rate, Span):
            frame_rate = self.frame_rate.to_dict()
        else:
            frame_rate = self.frame_rate

        max_bits_per_second: dict[str, Any] | None | Unset
        if isinstance(self.max_bits_per_second, Unset):
            max_bits_per_second = UNSET
        elif isinstance(self.max_bits_per_second, Limit):
            max_bits_per_second = self.max_bits_per_second.to_dict()
        else:
            max_bits_per_second = self.max_bits_per_second

        video_codecs: list[str] | Unset = UNSET
        if not isinstance(self.video_codecs, Unset):
            video_codecs = self.video_codecs

        audio_codecs: list[str] | Unset = UNSET
        if not isinstance(self.audio_codecs, Unset):
            audio_codecs = self.audio_codecs

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "media_types": media_types,
                "max_bytes": max_bytes,
            }
        )
        if alone is not UNSET:
            field_dict["alone"] = alone
        if min_count is not UNSET:
            field_dict["min_count"] = min_count
        if max_count is not UNSET:
            field_dict["max_count"] = max_count
        if max_pixels is not UNSET:
            field_dict["max_pixels"] = max_pixels
        if max_width is not UNSET:
            field_dict["max_width"] = max_width
        if max_height is not UNSET:
            field_dict["max_height"] = max_height
        if min_width is not UNSET:
            field_dict["min_width"] = min_width
        if min_height is not UNSET:
            field_dict["min_height"] = min_height
        if ratio is not UNSET:
            field_dict["ratio"] = ratio
        if duration_seconds is not UNSET:
            field_dict["duration_seconds"] = duration_seconds
        if frame_rate is not UNSET:
            field_dict["frame_rate"] = frame_rate
        if max_bits_per_second is not UNSET:
            field_dict["max_bits_per_second"] = max_bits_per_second
        if video_codecs is not UNSET:
            field_dict["video_codecs"] = video_codecs
        if audio_codecs is not UNSET:
            field_dict["audio_codecs"] = audio_codecs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limit import Limit  # noqa: PLC0415
        from ..models.span import Span  # noqa: PLC0415

        d = dict(src_dict)
        kind = check_media_kind_kind(d.pop("kind"))

        media_types = cast(list[str], d.pop("media_types"))

        max_bytes = Limit.from_dict(d.pop("max_bytes"))

        alone = d.pop("alone", UNSET)

        min_count = d.pop("min_count", UNSET)

        def _parse_max_count(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_count = _parse_max_count(d.pop("max_count", UNSET))

        def _parse_max_pixels(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                max_pixels_type_0 = Limit.from_dict(data)

                return max_pixels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        max_pixels = _parse_max_pixels(d.pop("max_pixels", UNSET))

        def _parse_max_width(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                max_width_type_0 = Limit.from_dict(data)

                return max_width_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        max_width = _parse_max_width(d.pop("max_width", UNSET))

        def _parse_max_height(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                max_height_type_0 = Limit.from_dict(data)

                return max_height_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        max_height = _parse_max_height(d.pop("max_height", UNSET))

        def _parse_min_width(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                min_width_type_0 = Limit.from_dict(data)

                return min_width_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        min_width = _parse_min_width(d.pop("min_width", UNSET))

        def _parse_min_height(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                min_height_type_0 = Limit.from_dict(data)

                return min_height_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        min_height = _parse_min_height(d.pop("min_height", UNSET))

        def _parse_ratio(data: object) -> None | Span | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ratio_type_0 = Span.from_dict(data)

                return ratio_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Span | Unset, data)

        ratio = _parse_ratio(d.pop("ratio", UNSET))

        def _parse_duration_seconds(data: object) -> None | Span | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                duration_seconds_type_0 = Span.from_dict(data)

                return duration_seconds_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Span | Unset, data)

        duration_seconds = _parse_duration_seconds(d.pop("duration_seconds", UNSET))

        def _parse_frame_rate(data: object) -> None | Span | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                frame_rate_type_0 = Span.from_dict(data)

                return frame_rate_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Span | Unset, data)

        frame_rate = _parse_frame_rate(d.pop("frame_rate", UNSET))

        def _parse_max_bits_per_second(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                max_bits_per_second_type_0 = Limit.from_dict(data)

                return max_bits_per_second_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        max_bits_per_second = _parse_max_bits_per_second(d.pop("max_bits_per_second", UNSET))

        video_codecs = cast(list[str], d.pop("video_codecs", UNSET))

        audio_codecs = cast(list[str], d.pop("audio_codecs", UNSET))

        media_kind = cls(
            kind=kind,
            media_types=media_types,
            max_bytes=max_bytes,
            alone=alone,
            min_count=min_count,
            max_count=max_count,
            max_pixels=max_pixels,
            max_width=max_width,
            max_height=max_height,
            min_width=min_width,
            min_height=min_height,
            ratio=ratio,
            duration_seconds=duration_seconds,
            frame_rate=frame_rate,
            max_bits_per_second=max_bits_per_second,
            video_codecs=video_codecs,
            audio_codecs=audio_codecs,
        )

        return media_kind
