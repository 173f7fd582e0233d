"""Media: /v1/media, and the signed addresses that anybody may fetch from."""

import contextlib
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.pagination import Page, PageQuery, moment_key
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.api.receiving import FORM_OR_FILE, received
from services.gateway.api.serving import BYTES, UNCHANGING, served
from services.gateway.api.sparse import Fields, fields_of
from services.gateway.api.views.media import (
    Folder,
    MediaChanges,
    MediaLinksView,
    MediaUseView,
    MediaView,
    Tag,
    link,
)
from services.gateway.domain.media import Media, MediaKind, MediaSort, MediaState
from services.gateway.domain.schedules import Instant
from services.gateway.domain.texts import Text, is_storable
from services.gateway.errors import InvalidCursorError, NotFoundError
from services.gateway.usecases.intake import MediaIntake
from services.gateway.usecases.media import MediaLibrary
from shared.clock import Clock
from shared.events import MediaObject
from shared.media import LinkedMedia, MediaLinks
from shared.objects import ObjectStore

router = APIRouter(prefix="/v1/media", tags=["Media"])
public = APIRouter(tags=["Media"])

Library = Annotated[MediaLibrary, Depends(provided(MediaLibrary))]
Objects = Annotated[ObjectStore, Depends(provided(ObjectStore))]
Links = Annotated[MediaLinks, Depends(provided(MediaLinks))]
Time = Annotated[Clock, Depends(provided(Clock))]

ThumbnailSize = Literal["small", "medium", "large"]

_LARGEST_SIZE = 2**53
_CURSOR_HELP = "Take the cursor from next_cursor of the page before, with the same filters, or leave it out."


@router.post(
    "",
    status_code=201,
    response_model=MediaView,
    responses={
        200: {
            "model": MediaView,
            "description": "The same file was here already, and keeps the name that it has: see `name`.",
        }
    },
    summary="Upload a picture, video or document",
    openapi_extra=FORM_OR_FILE,
)
async def upload_media(
    request: Request, caller: SignedIn, intake: Annotated[MediaIntake, Depends(provided(MediaIntake))]
) -> Response:
    """As a form, or the file alone as the body with `name`, `alt_text`, `tags` and `folder` in the query. What it is,
    is told by its content; place, time and camera are taken out of it. The same bytes sent again are the same media and
    answer 200 instead of 201: they keep their name whatever they are called now, `alt_text` and `folder` are those that
    come now if any do, tags are added up to 30, and what was archived or deleted is back. To rename them there is PATCH.
    Each post makes of the file what its networks take. For large files over bad lines there is `POST /v1/media/uploads`.
    """
    async with received(request) as (chunks, labels):
        media, is_new = await intake.take(caller, chunks, labels)
    return Response(
        MediaView.of(media).model_dump_json(),
        status_code=201 if is_new else 200,
        media_type="application/json",
        headers={"Location": f"/v1/media/{media.media_id}", "ETag": entity_tag(media.revision)},
    )


@router.get("", response_model=Page[MediaView], summary="List media")
async def list_media(
    caller: SignedIn,
    library: Library,
    transactions: Transactions,
    page: PageQuery,
    fields: Annotated[Fields, Depends(fields_of(MediaView))],
    kind: Annotated[MediaKind | None, Query(description="Only these.")] = None,
    text: Annotated[
        str | None, Text(200), Query(description="Only those whose name, description or tags hold this text.")
    ] = None,
    tag: Annotated[
        list[Tag] | None, Query(max_length=10, description="Only those that have all of these tags.")
    ] = None,
    folder: Annotated[
        Folder | None, Query(description="Only those right in this folder; empty is the top.")
    ] = None,
    subfolders: Annotated[bool, Query(description="And those in the folders below it.")] = False,  # noqa: FBT002  a query parameter
    state: Annotated[MediaState, Query(description="Only those.")] = "active",
    min_size: Annotated[int | None, Query(ge=0, le=_LARGEST_SIZE, description="Bytes at least.")] = None,
    max_size: Annotated[int | None, Query(ge=0, le=_LARGEST_SIZE, description="Bytes at most.")] = None,
    created_from: Annotated[Instant | None, Query(description="Only those sent then or later.")] = None,
    created_before: Annotated[Instant | None, Query(description="Only those sent earlier.")] = None,
    sort: Annotated[MediaSort, Query(description="In which order.")] = "newest",
) -> Page[MediaView] | Response:
    """Newest first, or as `sort` says."""
    filters: dict[str, object] = {
        "kind": kind,
        "text": text or None,
        "tags": [one.casefold() for one in tag] if tag else None,
        "folder": folder,
        "subfolders": subfolders,
        "state": state,
        "min_size": min_size,
        "max_size": max_size,
        "created_from": created_from,
        "created_before": created_before,
    }
    narrowed = filters | {"sort": sort}
    after, rank = _position(page.after(narrowed), sort)
    async with transactions.work(caller.organization_id) as work:
        found = await library.page(
            work, sort=sort, after=after, after_rank=rank, filters=filters, limit=page.fetch
        )
    answer = page.answer(found, view=MediaView.of, key=lambda media: _key(media, sort), filters=narrowed)
    return fields.of(answer, page)


@router.get("/{media_id}", response_model=MediaView, summary="Get media")
async def get_media(
    media_id: UUID,
    caller: SignedIn,
    library: Library,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | MediaView:
    """What is known of them; the bytes are at `url`. Its ETag is what a change must show."""
    async with transactions.work(caller.organization_id) as work:
        media = await library.get(work, media_id)
    return not_modified(known, response, media.revision) or MediaView.of(media)


@router.patch("/{media_id}", summary="Change what is said of media")
async def update_media(
    media_id: UUID,
    body: MediaChanges,
    caller: SignedIn,
    library: Library,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> MediaView:
    """Fields left out stay as they are. The file itself never changes."""
    async with transactions.work(caller.organization_id) as work:
        media = await library.update(work, media_id, condition, body.changes)
    return _shown(response, media)


@router.post("/{media_id}/archive", summary="Archive media")
async def archive_media(
    media_id: UUID, caller: SignedIn, library: Library, transactions: Transactions, response: Response
) -> MediaView:
    """They leave the list and stay where they are used. Archiving again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        return _shown(response, await library.archive(work, media_id))


@router.post("/{media_id}/restore", summary="Restore archived or deleted media")
async def restore_media(
    media_id: UUID, caller: SignedIn, library: Library, transactions: Transactions, response: Response
) -> MediaView:
    """They are back in the list. Restoring again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        return _shown(response, await library.restore(work, media_id))


@router.delete("/{media_id}", summary="Delete media")
async def delete_media(
    media_id: UUID,
    caller: SignedIn,
    library: Library,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> MediaView:
    """Refused while something that has still to go out needs them. Until `purge_at` they can be restored; then they
    are gone. Deleting again changes nothing.
    """
    async with transactions.work(caller.organization_id) as work:
        return _shown(response, await library.delete(work, media_id, condition))


@router.get("/{media_id}/uses", summary="List what uses media")
async def list_media_uses(
    media_id: UUID, caller: SignedIn, library: Library, transactions: Transactions, page: PageQuery
) -> Page[MediaUseView]:
    """Posts and content, brand kits and templates, the latest first."""
    async with transactions.work(caller.organization_id) as work:
        found = await library.uses(work, media_id, after=page.after_moment(), limit=page.fetch)
    return page.answer(
        found, view=MediaUseView.model_validate, key=lambda use: moment_key(use.used_at, use.id)
    )


@router.get("/{media_id}/links", summary="Get addresses that need no token")
async def get_media_links(
    media_id: UUID,
    caller: SignedIn,
    library: Library,
    transactions: Transactions,
    links: Links,
    clock: Time,
    request: Request,
    expires_in: Annotated[int, Query(ge=60, le=604_800, description="Seconds that they work for.")] = 3_600,
) -> MediaLinksView:
    """For a browser or somebody without a sign-in. Whoever has one may fetch the file until it expires or the media are
    deleted.
    """
    if not links.is_on:
        raise NotFoundError("This installation signs no addresses: it has no POSTWRIGHT_MEDIA_SIGNING_KEY.")
    async with transactions.work(caller.organization_id) as work:
        media = await library.served(work, media_id)
    expires_at = (clock.now() + timedelta(seconds=expires_in)).replace(microsecond=0)

    def address(item: MediaObject) -> str:
        linked = LinkedMedia(item, caller.organization_id, media_id)
        return f"{request.app.state.public_url}/media/{links.sign_linked(linked, expires_at)}"

    return MediaLinksView(
        content=link(address(media.object), media.object),
        thumbnails={size: link(address(made), made) for size, made in media.thumbnails.items()},
        expires_at=expires_at,
    )


@router.get("/{media_id}/content", response_class=Response, responses=BYTES, summary="Get the bytes of media")
async def get_media_content(
    media_id: UUID,
    request: Request,
    caller: SignedIn,
    library: Library,
    objects: Objects,
    transactions: Transactions,
) -> Response:
    """They never change. A range may be asked for. Deleted media answer 404 until they are restored."""
    async with transactions.work(caller.organization_id) as work:
        media = await library.served(work, media_id)
    return await served(request, objects, media.object, caching=UNCHANGING)


@router.get(
    "/{media_id}/thumbnails/{size}",
    response_class=Response,
    responses=BYTES,
    summary="Get a small picture of media",
)
async def get_media_thumbnail(
    media_id: UUID,
    size: ThumbnailSize,
    request: Request,
    caller: SignedIn,
    library: Library,
    objects: Objects,
    transactions: Transactions,
) -> Response:
    """WebP, at most 160, 480 or 1080 pixels on the longest side; of a video one of its pictures. Documents have none."""
    async with transactions.work(caller.organization_id) as work:
        media = await library.served(work, media_id)
    if size not in media.thumbnails:
        raise NotFoundError("These media have no thumbnails: they can't be seen.")
    return await served(request, objects, media.thumbnails[size], caching=UNCHANGING)


@public.get(
    "/media/{token}", response_class=Response, responses=BYTES, summary="Fetch media by a signed address"
)
@public.head("/media/{token}", include_in_schema=False)
async def fetch_media(
    token: str,
    request: Request,
    objects: Objects,
    links: Links,
    clock: Time,
    library: Library,
    transactions: Transactions,
) -> Response:
    """For networks that fetch media themselves, and for whoever was given an address. It expires; one from
    `/v1/media/{media_id}/links` shows nothing either once the media are deleted.
    """
    media, linked = links.read(token, clock.now()), links.read_linked(token, clock.now())
    if linked is not None:
        with contextlib.suppress(NotFoundError):
            async with transactions.work(linked.organization_id) as work:
                await library.served(work, linked.media_id)
            media = linked.object
    if media is None:
        raise NotFoundError("This address was not made here, has expired, or what it shows was deleted.")
    return await served(request, objects, media, caching="private, max-age=3600")


def _position(after: tuple[str, ...] | None, sort: MediaSort) -> tuple[UUID | None, str | None]:
    """Behind which of the media a page begins, and what they are sorted by."""
    if after is None:
        return None, None
    identifier, *rank = after
    is_size = len(rank) == 1 and rank[0].isascii() and rank[0].isdigit() and len(rank[0]) <= 18
    is_name = len(rank) == 1 and is_storable(rank[0])
    if not {"name": is_name, "largest": is_size}.get(sort, not rank):
        raise InvalidCursorError(_CURSOR_HELP)
    try:
        return UUID(identifier), rank[0] if rank else None
    except ValueError:
        raise InvalidCursorError(_CURSOR_HELP) from None


def _key(media: Media, sort: MediaSort) -> tuple[str, ...]:
    rank = {"name": (media.name,), "largest": (str(media.object.size),)}
    return (str(media.media_id), *rank.get(sort, ()))


def _shown(response: Response, media: Media) -> MediaView:
    response.headers["ETag"] = entity_tag(media.revision)
    return MediaView.of(media)
