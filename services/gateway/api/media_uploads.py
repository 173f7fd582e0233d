"""Large files in parts: /v1/media/uploads."""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import Field, StrictInt
from starlette.requests import ClientDisconnect

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.models import RequestBody, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.views.media import AltText, Folder, Name, Tags
from services.gateway.domain.media import MediaLabels
from services.gateway.domain.uploads import MOST_PARTS, PartAddress, Upload, UploadState
from services.gateway.errors import MalformedRequestError
from services.gateway.usecases.uploads import Uploads
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/media/uploads", tags=["Media"])

UseCases = Annotated[Uploads, Depends(provided(Uploads))]

_SHA256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
_DIGEST = re.compile(r"(?:^|,)\s*sha-256=:(?P<hash>[A-Za-z0-9+/=]{44}):\s*(?:,|$)")
_PART: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/octet-stream": {
                "schema": {"type": "string", "format": "binary"},
                "example": "(bytes)",
            }
        },
    }
}

Number = Annotated[int, Path(ge=1, le=MOST_PARTS)]


class NewUpload(RequestBody):
    """A file that will come in parts."""

    name: Name
    size: StrictInt = Field(ge=1, le=2**53, description="Bytes of the whole file.", examples=[52_428_800])
    sha256: str | None = Field(
        default=None,
        pattern="^[0-9a-f]{64}$",
        description="Of the whole file: what comes is held against it, and where the very same file is here already"
        " nothing has to be sent.",
        examples=[_SHA256],
    )
    alt_text: AltText = ""
    tags: Tags = Field(default=[], examples=[["monsoon"]])
    folder: Folder = ""

    @property
    def labels(self) -> MediaLabels:
        return MediaLabels(self.name, self.alt_text, tuple(self.tags), self.folder)


class UploadProblem(View):
    """Why a file was refused."""

    code: str = Field(examples=["media.broken"])
    detail: str


class UploadView(View):
    """A file that comes in parts."""

    upload_id: UUID
    state: UploadState = Field(
        description="open: parts are taken; assembling: it is looked into; ready: `media_id` is the file.",
        examples=["open"],
    )
    name: str = Field(
        description="As it was announced. A file that was here already keeps the name it had: see `media_id`."
    )
    size: int
    part_bytes: int = Field(description="Of every part but the last, which has the rest.")
    parts_total: int = Field(description="They have the numbers from 1 to this.")
    media_id: UUID | None = Field(
        description="The file, once it is ready. Where the same bytes were here already it is that file: with its own name,"
        " and with what was announced of `alt_text`, `tags` and `folder`."
    )
    problem: UploadProblem | None
    created_at: datetime
    updated_at: datetime
    expires_at: datetime = Field(description="Until then parts are taken.")

    @classmethod
    def of(cls, upload: Upload) -> "UploadView":
        return cls(**_summary(upload))


class UploadPartView(View):
    """A part of a file."""

    number: int
    size: int = Field(description="Bytes that it has to have.")
    is_there: bool
    url: str = Field(
        description="PUT its bytes there, with the same access token.",
        examples=["/v1/media/uploads/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10/parts/1"],
    )
    direct_url: str | None = Field(
        description="Or PUT them there, without a token: straight into the store. null where it takes none.",
        examples=["https://objects.example/bucket/part?X-Amz-Signature=1f2e"],
    )
    direct_until: datetime | None = Field(
        description="When `direct_url` expires; asking again gives another."
    )

    @classmethod
    def of(
        cls, upload: Upload, number: int, *, is_there: bool, address: PartAddress | None = None
    ) -> "UploadPartView":
        return cls(
            number=number,
            size=upload.part_size(number),
            is_there=is_there,
            url=f"/v1/media/uploads/{upload.upload_id}/parts/{number}",
            direct_url=None if address is None else address.url,
            direct_until=None if address is None else address.expires_at,
        )


class UploadDetail(UploadView):
    """A file that comes in parts, with which of them are there."""

    parts: list[UploadPartView] = Field(description="None once it is at its end.")

    @classmethod
    def with_parts(
        cls, upload: Upload, there: Mapping[int, int], addresses: Mapping[int, PartAddress]
    ) -> "UploadDetail":
        parts = [
            UploadPartView.of(
                upload,
                number,
                is_there=there.get(number) == upload.part_size(number),
                address=addresses.get(number),
            )
            for number in (upload.parts if upload.state == "open" else ())
        ]
        return cls(**_summary(upload), parts=parts)


@router.post("", status_code=201, response_model=UploadView, summary="Begin to send a file in parts")
async def create_media_upload(
    body: NewUpload, caller: SignedIn, uploads: UseCases, create: Creation
) -> Response:
    """Then PUT each part to `/v1/media/uploads/{upload_id}/parts/{number}`, in any order and again where the line
    broke, and complete it. `GET` tells which parts are there, and where they can be sent straight to. Its size counts
    as `storage_bytes` of the plan from now on, until it is ready (then its file does), refused, called off or expired. Bytes that are here already, by `sha256` or
    seen at the end, are the same media as before and keep their name.
    """

    async def effect(work: UnitOfWork) -> Made:
        upload = await uploads.begin(work, caller, body.size, body.sha256, body.labels)
        return Made(201, UploadView.of(upload), {"Location": f"/v1/media/uploads/{upload.upload_id}"})

    return await create(effect)


@router.get("", summary="List files that come in parts")
async def list_media_uploads(
    caller: SignedIn,
    uploads: UseCases,
    transactions: Transactions,
    page: PageQuery,
    state: Annotated[UploadState | None, Query(description="Only those in this state.")] = None,
) -> Page[UploadView]:
    """Newest first."""
    filters = {"state": state}
    async with transactions.work(caller.organization_id) as work:
        found = await uploads.page(work, after=page.after_id(filters), state=state, limit=page.fetch)
    return page.answer(found, view=UploadView.of, key=lambda one: (str(one.upload_id),), filters=filters)


@router.get("/{upload_id}", summary="Get a file that comes in parts")
async def get_media_upload(
    upload_id: UUID, caller: SignedIn, uploads: UseCases, transactions: Transactions
) -> UploadDetail:
    """With which parts are there, so that a client that was cut off goes on with the others."""
    async with transactions.work(caller.organization_id) as work:
        upload = await uploads.get(work, upload_id)
    there = await uploads.stored_parts(upload) if upload.state == "open" else {}
    missing = [number for number in upload.parts if there.get(number) != upload.part_size(number)]
    return UploadDetail.with_parts(upload, there, await uploads.addresses(upload, missing))


@router.put("/{upload_id}/parts/{number}", summary="Send a part of a file", openapi_extra=_PART)
async def put_media_part(
    upload_id: UUID,
    number: Number,
    request: Request,
    caller: SignedIn,
    uploads: UseCases,
    content_digest: Annotated[
        str | None,
        Header(
            alias="Content-Digest",
            max_length=500,
            description="SHA-256 of the part (RFC 9530), which is checked.",
            examples=["sha-256=:LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=:"],
        ),
    ] = None,
) -> UploadPartView:
    """In any order; the same part again replaces the former."""
    sha256 = _sha256_in(content_digest)
    try:
        upload = await uploads.take_part(caller, upload_id, number, request.stream(), sha256)
    except ClientDisconnect:
        raise MalformedRequestError("The part did not come to its end.") from None
    return UploadPartView.of(upload, number, is_there=True)


@router.post("/{upload_id}/completion", status_code=202, summary="Complete a file that came in parts")
async def complete_media_upload(upload_id: UUID, caller: SignedIn, uploads: UseCases) -> UploadView:
    """It is put together and looked into; ask for it again, or wait for `media.ready` or `media.refused`. Completing
    again changes nothing.
    """
    return UploadView.of(await uploads.complete(caller, upload_id))


@router.delete("/{upload_id}", summary="Call off a file that comes in parts")
async def abort_media_upload(
    upload_id: UUID, caller: SignedIn, uploads: UseCases, transactions: Transactions
) -> UploadView:
    """Its parts are taken away. Calling it off again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        return UploadView.of(await uploads.abort(work, upload_id))


def _summary(upload: Upload) -> dict[str, Any]:
    problem = None
    if upload.problem is not None:
        problem = UploadProblem(code=upload.problem[0], detail=upload.problem[1])
    return {
        "upload_id": upload.upload_id,
        "state": upload.state,
        "name": upload.name,
        "size": upload.size,
        "part_bytes": upload.part_bytes,
        "parts_total": len(upload.parts),
        "media_id": upload.media_id,
        "problem": problem,
        "created_at": upload.created_at,
        "updated_at": upload.updated_at,
        "expires_at": upload.expires_at,
    }


def _sha256_in(header: str | None) -> str | None:
    """The SHA-256 of a Content-Digest, in hexadecimal; other hashes are not looked at."""
    match = None if header is None else _DIGEST.search(header)
    if match is None:
        if header is not None and "sha-256" in header:
            raise MalformedRequestError("Content-Digest holds sha-256=:<base64 of 32 bytes>:.")
        return None
    try:
        return base64.b64decode(match["hash"], validate=True).hex()
    except binascii.Error:
        raise MalformedRequestError("Content-Digest holds sha-256=:<base64 of 32 bytes>:.") from None
