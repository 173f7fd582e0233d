from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.media_view_deleted_because_type_0 import (
    MediaViewDeletedBecauseType0,
    check_media_view_deleted_because_type_0,
)
from ..models.media_view_state import MediaViewState, check_media_view_state

if TYPE_CHECKING:
    from ..models.media_view_thumbnails import MediaViewThumbnails


T = TypeVar("T", bound="MediaView")


@_attrs_define
class MediaView:
    """A file that can be published."""

    media_id: UUID
    """ Names it in `media` of a post. """
    name: str
    """ As it was called when it was sent, or since. """
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
    tags: list[str]
    folder: str
    thumbnails: MediaViewThumbnails
    """ By size: small, medium, large (160, 480, 1080 pixels on the longest side). """
    state: MediaViewState
    """ Archived and deleted ones are out of the list. """
    revision: int
    """ What the ETag says. """
    created_by: None | UUID
    created_at: datetime.datetime
    updated_at: datetime.datetime
    archived_at: datetime.datetime | None
    deleted_at: datetime.datetime | None
    deleted_because: MediaViewDeletedBecauseType0 | None
    """ asked: somebody deleted it; unused: the organisation's rule did. """
    purge_at: datetime.datetime | None
    """ Until then what was deleted can be restored; then it is gone. """
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

        tags = self.tags

        folder = self.folder

        thumbnails = self.thumbnails.to_dict()

        state: str = self.state

        revision = self.revision

        created_by: None | str
        if isinstance(self.created_by, UUID):
            created_by = str(self.created_by)
        else:
            created_by = self.created_by

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        archived_at: None | str
        if isinstance(self.archived_at, datetime.datetime):
            archived_at = self.archived_at.isoformat()
        else:
            archived_at = self.archived_at

        deleted_at: None | str
        if isinstance(self.deleted_at, datetime.datetime):
            deleted_at = self.deleted_at.isoformat()
        else:
            deleted_at = self.deleted_at

        deleted_because: None | str
        if isinstance(self.deleted_because, str):
            deleted_because = self.deleted_because
        else:
            deleted_because = self.deleted_because

        purge_at: None | str
        if isinstance(self.purge_at, datetime.datetime):
            purge_at = self.purge_at.isoformat()
        else:
            purge_at = self.purge_at

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
                "tags": tags,
                "folder": folder,
                "thumbnails": thumbnails,
                "state": state,
                "revision": revision,
                "created_by": created_by,
                "created_at": created_at,
                "updated_at": updated_at,
                "archived_at": archived_at,
                "deleted_at": deleted_at,
                "deleted_because": deleted_because,
                "purge_at": purge_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.media_view_thumbnails import MediaViewThumbnails  # noqa: PLC0415

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

        tags = cast(list[str], d.pop("tags"))

        folder = d.pop("folder")

        thumbnails = MediaViewThumbnails.from_dict(d.pop("thumbnails"))

        state = check_media_view_state(d.pop("state"))

        revision = d.pop("revision")

        def _parse_created_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_by_type_0 = UUID(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        created_by = _parse_created_by(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_archived_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                archived_at_type_0 = datetime.datetime.fromisoformat(data)

                return archived_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        archived_at = _parse_archived_at(d.pop("archived_at"))

        def _parse_deleted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deleted_at_type_0 = datetime.datetime.fromisoformat(data)

                return deleted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        deleted_at = _parse_deleted_at(d.pop("deleted_at"))

        def _parse_deleted_because(data: object) -> MediaViewDeletedBecauseType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deleted_because_type_0 = check_media_view_deleted_because_type_0(data)

                return deleted_because_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MediaViewDeletedBecauseType0 | None, data)

        deleted_because = _parse_deleted_because(d.pop("deleted_because"))

        def _parse_purge_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                purge_at_type_0 = datetime.datetime.fromisoformat(data)

                return purge_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        purge_at = _parse_purge_at(d.pop("purge_at"))

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
            tags=tags,
            folder=folder,
            thumbnails=thumbnails,
            state=state,
            revision=revision,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            archived_at=archived_at,
            deleted_at=deleted_at,
            deleted_because=deleted_because,
            purge_at=purge_at,
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
