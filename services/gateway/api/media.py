"""Media: /v1/media, and the signed addresses that networks fetch from."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.serving import served
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.media import Media
from services.gateway.errors import NotFoundError, UnsupportedMediaTypeError
from services.gateway.usecases.media import MediaLibrary
from shared.clock import Clock
from shared.media.links import MediaLinks
from shared.objects import ObjectStore

router = APIRouter(prefix="/v1/media", tags=["Media"])
public = APIRouter(tags=["Media"])

Library = Annotated[MediaLibrary, Depends(provided(MediaLibrary))]
Objects = Annotated[ObjectStore, Depends(provided(ObjectStore))]

_CHUNK_BYTES = 1024 * 1024
_LONGEST_ALT_TEXT = 4_000
_OWN = "private, max-age=31536000, immutable"
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "The file itself."},
                        "alt_text": {
                            "type": "string",
                            "maxLength": _LONGEST_ALT_TEXT,
                            "description": "What is seen, for those who do not see it.",
                        },
                    },
                },
                "example": {"file": "(bytes)", "alt_text": "A bowl of steaming dal beside a sale sign."},
            }
        },
    }
}
_BYTES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/octet-stream": {}},
        "description": "The bytes, under their own media type.",
    },
    206: {"content": {"application/octet-stream": {}}, "description": "The range that was asked for."},
}


class MediaView(BaseModel):
    """A file that can be published."""

    media_id: UUID = Field(description="Names it in `media` of a post.")
    name: str = Field(description="As it was called when it was sent.")
    url: str = Field(description="Where its bytes are, with the same access token.")
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
    created_at: datetime

    @classmethod
    def of(cls, media: Media) -> "MediaView":
        return cls(
            **media.object.model_dump(exclude={"key"}),
            media_id=media.media_id,
            name=media.name,
            url=f"/v1/media/{media.media_id}/content",
            created_at=media.created_at,
        )


@router.post(
    "",
    status_code=201,
    response_model=MediaView,
    summary="Upload a picture, video or document",
    openapi_extra=_FORM,
)
async def upload_media(request: Request, caller: SignedIn, library: Library) -> Response:
    """What it is, is told by its content; place, time and camera are taken out of it. The same file sent again is the
    same media and answers 200. Each post makes of it what its networks take.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UnsupportedMediaTypeError("Send the file as multipart/form-data, in the field `file`.")
    # Not as a parameter: that would be read before anybody asked who sends it.
    async with request.form(max_files=1, max_fields=5) as form:
        file, alt_text = form.get("file"), form.get("alt_text") or ""
        if not isinstance(file, UploadFile):
            raise FlawedError(
                [Flaw("/file", "is required: send the file itself in this field", "media.missing")]
            )
        if not isinstance(alt_text, str) or len(alt_text) > _LONGEST_ALT_TEXT or "\x00" in alt_text:
            detail = f"is a text of at most {_LONGEST_ALT_TEXT} characters"
            raise FlawedError([Flaw("/alt_text", detail, "invalid")])
        media, is_new = await library.take(
            caller, _chunks(file), name=file.filename, alt_text=alt_text.strip()
        )
    return Response(
        MediaView.of(media).model_dump_json(),
        status_code=201 if is_new else 200,
        media_type="application/json",
        headers={"Location": f"/v1/media/{media.media_id}"},
    )


@router.get("", summary="List media")
async def list_media(
    caller: SignedIn,
    library: Library,
    transactions: Transactions,
    page: PageQuery,
    kind: Annotated[Literal["image", "video", "application"] | None, Query(description="Only these.")] = None,
) -> Page[MediaView]:
    """Newest first."""
    filters = {"kind": kind}
    async with transactions.work(caller.organization_id) as work:
        prefix = None if kind is None else f"{kind}/"
        found = await library.page(work, after=page.after_id(filters), kind=prefix, limit=page.fetch)
    return page.answer(found, view=MediaView.of, key=lambda media: (str(media.media_id),), filters=filters)


@router.get("/{media_id}", summary="Get media")
async def get_media(
    media_id: UUID, caller: SignedIn, library: Library, transactions: Transactions
) -> MediaView:
    """What is known of them; the bytes are at `url`."""
    async with transactions.work(caller.organization_id) as work:
        return MediaView.of(await library.get(work, media_id))


@router.get(
    "/{media_id}/content", response_class=Response, responses=_BYTES, summary="Get the bytes of media"
)
async def get_media_content(
    media_id: UUID,
    request: Request,
    caller: SignedIn,
    library: Library,
    objects: Objects,
    transactions: Transactions,
) -> Response:
    """They never change. A range may be asked for."""
    async with transactions.work(caller.organization_id) as work:
        media = await library.get(work, media_id)
    return await served(request, objects, media.object, caching=_OWN)


@public.get(
    "/media/{token}", response_class=Response, responses=_BYTES, summary="Fetch media by a signed address"
)
@public.head("/media/{token}", include_in_schema=False)
async def fetch_media(
    token: str,
    request: Request,
    objects: Objects,
    links: Annotated[MediaLinks, Depends(provided(MediaLinks))],
    clock: Annotated[Clock, Depends(provided(Clock))],
) -> Response:
    """For networks that fetch media themselves: the address is made when a post is published, and expires."""
    media = links.read(token, clock.now())
    if media is None:
        raise NotFoundError("This address was not made here, or has expired.")
    return await served(request, objects, media, caching="private, max-age=3600")


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(_CHUNK_BYTES):
        yield chunk
