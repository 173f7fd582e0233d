"""What is kept of organisations and persons: seen, and forgotten."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.limits import AnonymousLimit, Limits
from services.gateway.api.models import RequestBody, SecretText, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.serving import served
from services.gateway.domain.privacy import ErasureRequest, Export, Subject
from services.gateway.usecases.erasures import Erasures
from services.gateway.usecases.exports import Exports
from shared.events import MediaObject
from shared.objects import ObjectStore
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1", tags=["Privacy"])

Erasing = Annotated[Erasures, Depends(provided(Erasures))]
Exporting = Annotated[Exports, Depends(provided(Exports))]
ExportState = Literal["writing", "ready"]
_RECEIPT = "pw_erasure_6f1vGm3y9k0sQ2dZk0o8m7yJ5c4b3a2Z1x0w9v8u7t6"
_A_LINE = {"application/jsonl": {"schema": {"type": "string"}, "example": '{"name": "Monsoon sale"}\n'}}
_LINES: dict[int | str, dict[str, Any]] = {
    200: {"content": _A_LINE, "description": "JSON Lines: a row a line."},
    206: {"content": _A_LINE, "description": "The range that was asked for."},
}


class OrganizationErasure(RequestBody):
    """A confirmation that can't be given by a slip."""

    name: Annotated[
        str,
        Field(
            max_length=200, description="The organisation's name, as it is kept.", examples=["Asha's Kitchen"]
        ),
    ]


class PersonErasure(RequestBody):
    """A confirmation that can't be given by a slip, nor by whoever finds an open screen."""

    username: Annotated[str, Field(max_length=64, examples=["asha"])]
    password: Annotated[SecretText, Field(max_length=256, examples=["a long pass phrase"])] | None = Field(
        default=None,
        description="Needed unless you have none, since you sign in elsewhere; then sign in again just before.",
    )


class Receipt(View):
    """Keep it: it is shown once, and finds the report when everything else is gone."""

    receipt: str = Field(examples=[_RECEIPT])
    report_url: str = Field(examples=[f"/v1/erasures/{_RECEIPT}"])


class ServiceReportView(View):
    """What a service has forgotten."""

    service: str = Field(examples=["scheduler"])
    rows: dict[str, int] = Field(description="By table.", examples=[{"posts": 12, "occurrences": 40}])
    objects: int = Field(description="Files.")
    completed_at: datetime


class ErasurePartView(View):
    subject: Subject
    subject_id: UUID
    reports: list[ServiceReportView]
    awaited: list[str] = Field(description="Services that have not answered yet.", examples=[["publisher"]])


class ErasureView(View):
    """How far an erasure is."""

    state: Literal["erasing", "completed"]
    requested_at: datetime
    completed_at: datetime | None
    parts: list[ErasurePartView]

    @classmethod
    def of(cls, request: ErasureRequest) -> "ErasureView":
        return cls(
            state="erasing" if request.completed_at is None else "completed",
            requested_at=request.requested_at,
            completed_at=request.completed_at,
            parts=[ErasurePartView.model_validate(part) for part in request.parts],
        )


class ExportFileView(View):
    """A file of JSON Lines: a row a line."""

    service: str = Field(examples=["scheduler"])
    table: str = Field(examples=["posts"])
    url: str = Field(description="Where it is, with the same credentials.")
    rows: int
    size: int = Field(description="Bytes.")
    sha256: str


class ExportView(View):
    """All that is kept of the organisation."""

    export_id: UUID
    state: ExportState
    created_at: datetime
    ready_at: datetime | None
    expires_at: datetime = Field(description="From then on its files are gone.")
    files: list[ExportFileView]

    @classmethod
    def of(cls, export: Export) -> "ExportView":
        return cls(
            export_id=export.export_id,
            state="writing" if export.ready_at is None else "ready",
            created_at=export.created_at,
            ready_at=export.ready_at,
            expires_at=export.expires_at,
            files=[
                ExportFileView(
                    **file.model_dump(exclude={"key"}),
                    service=service,
                    url=f"/v1/exports/{export.export_id}/files/{service}/{file.table}",
                )
                for service, files in sorted(export.files.items())
                for file in files
            ],
        )


class PersonalData(View):
    """What is kept of you, without secrets: rows by table."""

    tables: dict[str, list[dict[str, Any]]] = Field(
        examples=[{"users": [{"email": "asha@example.com", "username": "asha"}]}]
    )


@router.post("/organization/erasure", status_code=202, summary="Erase the organisation")
async def erase_organization(
    body: OrganizationErasure, caller: SignedIn, erasures: Erasing, response: Response
) -> Receipt:
    """Every service forgets it, at once and for good: posts that are planned do not go out, and what was published stays
    on the networks. Nobody is signed in to it any more. The receipt finds the report.
    """
    return _given(response, await erasures.erase_organization(caller, body.name))


@router.post("/me/erasure", status_code=202, summary="Erase yourself")
async def erase_me(
    body: PersonErasure,
    request: Request,
    caller: SignedIn,
    erasures: Erasing,
    response: Response,
    limits: Limits,
) -> Receipt:
    """You are forgotten, with the organisations in which nobody else is; what you did in others stays theirs, without
    your name. An organisation that would be left without an owner has to get another one first.
    """
    await limits.count_own_password(request, caller.user_id)
    password = None if body.password is None else body.password.get_secret_value()
    return _given(response, await erasures.erase_person(caller, body.username, password))


def _given(response: Response, receipt: str) -> Receipt:
    report_url = f"/v1/erasures/{receipt}"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Location"] = report_url
    return Receipt(receipt=receipt, report_url=report_url)


@router.get("/erasures/{receipt}", summary="Get the report of an erasure", dependencies=[AnonymousLimit])
async def get_erasure(
    receipt: Annotated[str, Path(max_length=200, examples=[_RECEIPT])], erasures: Erasing, response: Response
) -> ErasureView:
    """What each service has forgotten. The receipt is all that is needed: who asked may be forgotten too."""
    response.headers["Cache-Control"] = "no-store"
    return ErasureView.of(await erasures.find(receipt))


@router.get("/me/data", summary="See what is kept of you")
async def get_my_data(caller: SignedIn, exports: Exporting, response: Response) -> PersonalData:
    """All but secrets. What organisations keep is in their exports."""
    response.headers["Cache-Control"] = "no-store"
    return PersonalData(tables=await exports.of_person(caller))


@router.post("/exports", status_code=202, response_model=ExportView, summary="Export the organisation")
async def create_export(caller: SignedIn, exports: Exporting, create: Creation) -> Response:
    """Every service writes down all that it keeps of the organisation but secrets. Ready in a moment or some minutes: the
    live event `export.ready` says when. It is there for seven days.
    """

    async def effect(work: UnitOfWork) -> Made:
        export = await exports.request(work, caller)
        return Made(202, ExportView.of(export), {"Location": f"/v1/exports/{export.export_id}"})

    return await create(effect)


@router.get("/exports", summary="List exports")
async def list_exports(
    caller: SignedIn,
    exports: Exporting,
    transactions: Transactions,
    page: PageQuery,
    state: Annotated[ExportState | None, Query(description="Only those in this state.")] = None,
) -> Page[ExportView]:
    """Newest first."""
    filters = {"state": state}
    async with transactions.work(caller.organization_id) as work:
        found = await exports.page(
            work,
            after=page.after_id(filters),
            is_ready=None if state is None else state == "ready",
            limit=page.fetch,
        )
    return page.answer(
        found, view=ExportView.of, key=lambda export: (str(export.export_id),), filters=filters
    )


@router.get("/exports/{export_id}", summary="Get an export")
async def get_export(
    export_id: UUID, caller: SignedIn, exports: Exporting, transactions: Transactions
) -> ExportView:
    """How far it is, and its files."""
    async with transactions.work(caller.organization_id) as work:
        return ExportView.of(await exports.get(work, export_id))


@router.get(
    "/exports/{export_id}/files/{service}/{table}",
    response_class=Response,
    responses=_LINES,
    summary="Get a file of an export",
)
async def get_export_file(
    export_id: UUID,
    service: Annotated[str, Path(max_length=40, examples=["scheduler"])],
    table: Annotated[str, Path(max_length=80, examples=["posts"])],
    request: Request,
    caller: SignedIn,
    exports: Exporting,
    objects: Annotated[ObjectStore, Depends(provided(ObjectStore))],
    transactions: Transactions,
) -> Response:
    """JSON Lines, a row a line. A range may be asked for."""
    async with transactions.work(caller.organization_id) as work:
        file = await exports.file(work, export_id, service, table)
    lines = MediaObject(key=file.key, media_type="application/jsonl", size=file.size, sha256=file.sha256)
    return await served(request, objects, lines, caching="private, no-store")
