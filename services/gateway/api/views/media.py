"""Media as clients send and see them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.domain.media import (
    LONGEST_FOLDER,
    LONGEST_NAME,
    LONGEST_TAG,
    MOST_TAGS,
    DeletionReason,
    Media,
    MediaState,
    plain_folder,
    plain_name,
    plain_tags,
)
from services.gateway.domain.texts import Text
from services.gateway.usecases.media import Outcome
from shared.events import MediaObject

LONGEST_ALT_TEXT = 4_000
MOST_AT_ONCE = 200

Name = Annotated[
    str,
    Text(LONGEST_NAME, required=True),
    AfterValidator(plain_name),
    Field(description="As you call it; folders in it are left out.", examples=["monsoon.mp4"]),
]
AltText = Annotated[
    str, Text(LONGEST_ALT_TEXT), Field(description="What is seen, for those who do not see it.")
]
Folder = Annotated[
    str,
    Text(LONGEST_FOLDER),
    AfterValidator(plain_folder),
    Field(description="Its path from the top; empty is the top.", examples=["campaigns/monsoon"]),
]
Tag = Annotated[str, Text(LONGEST_TAG, required=True)]
Tags = Annotated[
    list[Tag],
    Field(max_length=MOST_TAGS, description="In any case; kept in small letters, each once."),
    AfterValidator(lambda tags: list(plain_tags(tags))),
]


class ThumbnailView(View):
    """A small picture of a file."""

    url: str = Field(
        description="Where it is, with the same access token.",
        examples=["/v1/media/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10/thumbnails/small"],
    )
    width: int
    height: int


class MediaView(View):
    """A file that can be published."""

    media_id: UUID = Field(description="Names it in `media` of a post.")
    name: str = Field(description="As it was called when it was sent, or since.", examples=["monsoon.png"])
    url: str = Field(
        description="Where its bytes are, with the same access token.",
        examples=["/v1/media/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10/content"],
    )
    media_type: str = Field(description="By its content.")
    size: int = Field(description="Bytes.")
    sha256: str
    width: int | None
    height: int | None
    duration_seconds: float | None = Field(description="Of a video or animation.")
    frame_rate: float | None
    video_codec: str | None
    audio_codec: str | None
    alt_text: str
    tags: list[str]
    folder: str = Field(examples=["campaigns/monsoon"])
    thumbnails: dict[str, ThumbnailView] = Field(
        description="By size: small, medium, large (160, 480, 1080 pixels on the longest side).",
        json_schema_extra={"propertyNames": {"enum": ["small", "medium", "large"]}},
    )
    state: MediaState = Field(
        description="Archived and deleted ones are out of the list.", examples=["active"]
    )
    revision: int = Field(description="What the ETag says.")
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    deleted_at: datetime | None = Field(examples=[None])
    deleted_because: DeletionReason | None = Field(
        description="asked: somebody deleted it; unused: the organisation's rule did.", examples=[None]
    )
    purge_at: datetime | None = Field(
        description="Until then what was deleted can be restored; then it is gone.", examples=[None]
    )

    @classmethod
    def of(cls, media: Media) -> "MediaView":
        path = f"/v1/media/{media.media_id}"
        return cls(
            **media.object.model_dump(exclude={"key"}),
            media_id=media.media_id,
            name=media.name,
            url=f"{path}/content",
            tags=list(media.tags),
            folder=media.folder,
            thumbnails={
                size: ThumbnailView(
                    url=f"{path}/thumbnails/{size}", width=made.width or 0, height=made.height or 0
                )
                for size, made in media.thumbnails.items()
            },
            state=media.state,
            revision=media.revision,
            created_by=media.created_by,
            created_at=media.created_at,
            updated_at=media.updated_at,
            archived_at=media.archived_at,
            deleted_at=media.deleted_at,
            deleted_because=media.deleted_because,
            purge_at=media.purge_at,
        )


class MediaChanges(RequestBody):
    """What is said of a file; what is left out stays as it is."""

    name: Name | None = None
    alt_text: AltText | None = None
    tags: Tags | None = Field(default=None, examples=[["monsoon", "sale"]])
    folder: Folder | None = None

    @model_validator(mode="after")
    def _none_is_null(self) -> "MediaChanges":
        empty = sorted(name for name in self.model_fields_set if getattr(self, name) is None)
        if empty:
            raise ValueError(f"{', '.join(empty)} can't be null; leave it out to keep it as it is")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        changes = self.model_dump(exclude_unset=True)
        return changes | ({"tags": tuple(changes["tags"])} if "tags" in changes else {})


class MediaUseView(View):
    """Something that uses a file."""

    kind: str = Field(description="What it is.", examples=["post"])
    id: UUID
    is_open: bool = Field(description="It has still to go out or to be decided on: it needs the file.")
    used_at: datetime = Field(description="When that was, as far as it went.")


class LinkView(View):
    """An address that anybody may fetch who has it."""

    url: str = Field(examples=["https://postwright.example/media/WyJvcmdhbml6YXRpb25zLyJd.c2lnbmF0dXJl"])
    media_type: str


class MediaLinksView(View):
    """Addresses of a file and its thumbnails."""

    content: LinkView
    thumbnails: dict[str, LinkView]
    expires_at: datetime


class Tagging(RequestBody):
    """Tags put on and taken off."""

    kind: Literal["tag"]
    add: Tags = Field(default=[], examples=[["monsoon"]])
    remove: Tags = Field(default=[], examples=[["draft"]])


class Moving(RequestBody):
    """A move to another folder."""

    kind: Literal["move"]
    folder: Folder


class Shelving(RequestBody):
    """Out of the list, back into it, or away."""

    kind: Literal["archive", "restore", "delete"]


class BulkChange(RequestBody):
    """One change of many files."""

    media_ids: list[UUID] = Field(min_length=1, max_length=MOST_AT_ONCE, description="Each once.")
    action: Annotated[Tagging | Moving | Shelving, Field(discriminator="kind")]

    @model_validator(mode="after")
    def _each_once(self) -> "BulkChange":
        if len(set(self.media_ids)) < len(self.media_ids):
            raise ValueError("media_ids names one twice")
        return self


class BulkResult(View):
    """What came of one of them."""

    media_id: UUID
    done: bool
    media: MediaView | None = Field(description="As it is now.")
    code: str | None = Field(description="Why it stays as it was.", examples=[None])
    detail: str | None = Field(examples=[None])

    @classmethod
    def of(cls, outcome: Outcome) -> "BulkResult":
        error = outcome.error
        return cls(
            media_id=outcome.media_id,
            done=error is None,
            media=None if outcome.media is None else MediaView.of(outcome.media),
            code=None if error is None else error.code,
            detail=None if error is None else error.detail,
        )


class BulkResults(View):
    """What came of each, in the order asked."""

    items: list[BulkResult]


class TagView(View):
    """A tag that media in the list have."""

    tag: str = Field(examples=["monsoon"])
    media: int = Field(description="How many have it.")


class FolderView(View):
    """A folder that media in the list lie in."""

    folder: str = Field(examples=["campaigns/monsoon"])
    media: int = Field(description="How many lie right in it.")
    size: int = Field(description="Their bytes.")


class FolderMove(RequestBody):
    """A folder's new path."""

    source: Annotated[Folder, Field(alias="from", min_length=1, examples=["campaigns/monsoon"])]
    target: Annotated[Folder, Field(alias="to", examples=["campaigns/2026/monsoon"])]


class MovedFolder(View):
    """A folder that was moved."""

    folder: str = Field(examples=["campaigns/2026/monsoon"])
    media: int = Field(description="How many files were in it and below it.")


def link(url: str, media: MediaObject) -> LinkView:
    """An address of that file."""
    return LinkView(url=url, media_type=media.media_type)
