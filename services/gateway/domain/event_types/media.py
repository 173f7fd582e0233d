"""Media of the library."""

from typing import Literal
from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType, Instant

_UPLOAD = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e62"
_MEDIA = "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e61"


class MediaData(EventFields):
    media_id: UUID
    name: str
    media_type: str


class MediaReadyData(MediaData):
    upload_id: UUID | None


class MediaRefusedData(EventFields):
    upload_id: UUID
    name: str
    code: str
    detail: str


class MediaChangedData(MediaData):
    state: Literal["active", "archived"]
    revision: int


class MediaDeletedData(MediaData):
    because: Literal["asked", "unused"]
    purge_at: Instant


class MediaPurgedData(MediaData):
    because: Literal["asked", "unused"]


class FolderMovedData(EventFields):
    source: str
    target: str
    media: int


_EXAMPLE = {"media_id": _MEDIA, "name": "monsoon.mp4", "media_type": "video/mp4"}

TYPES = (
    EventType(
        "media.ready",
        "A file was looked into and can be published.",
        MediaReadyData,
        _EXAMPLE | {"upload_id": _UPLOAD},
        subject_field="media_id",
    ),
    EventType(
        "media.refused",
        "A file that came in parts can't be published.",
        MediaRefusedData,
        {
            "upload_id": _UPLOAD,
            "name": "monsoon.mp4",
            "code": "media.broken",
            "detail": "The file is damaged or cut off (its end is missing). Save it anew and send it again.",
        },
        subject_field="upload_id",
    ),
    EventType(
        "media.changed",
        "What is said of a file was changed, or it left the list or came back into it.",
        MediaChangedData,
        _EXAMPLE | {"state": "active", "revision": 2},
        subject_field="media_id",
    ),
    EventType(
        "media.deleted",
        "A file was deleted: by somebody, or by the rule for what nothing uses. It can be restored until it is purged.",
        MediaDeletedData,
        _EXAMPLE | {"because": "asked", "purge_at": "2026-12-01T09:00:00+00:00"},
        subject_field="media_id",
    ),
    EventType(
        "media.purged",
        "A file that was deleted is gone for good.",
        MediaPurgedData,
        _EXAMPLE | {"because": "unused"},
        subject_field="media_id",
    ),
    EventType(
        "media.folder_moved",
        "A folder was moved or renamed, with all that was in it.",
        FolderMovedData,
        {"source": "campaigns/monsoon", "target": "archive/monsoon", "media": 12},
    ),
)
