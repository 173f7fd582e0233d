"""Content requests and batches as clients send and see them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from services.gateway.api.models import RequestBody, View
from services.gateway.api.views.brand_kits import ComplianceView
from services.gateway.api.views.schedules import ScheduleView
from services.gateway.domain.briefs import Approval, Brief
from services.gateway.domain.content import ContentRequest, RequestState
from services.gateway.domain.material import Origin
from services.gateway.domain.schedules import NoSchedule, PostSchedule
from services.gateway.domain.texts import Text
from shared.events import ContentVariant, NetworkName, PostDetails


class Progress(BaseModel):
    """How far the content is."""

    steps_done: int
    steps_total: int = Field(description="0 until the work has begun.")
    last_step: str | None = Field(description="What was done last, such as caption.")


class ProblemView(View):
    """Why it failed or needs attention, and what to do."""

    code: str
    detail: str


class PictureView(BaseModel):
    """The picture that was made."""

    url: str = Field(description="Where to get it, with the same access token.")
    key: str = Field(description="Names it in `media_keys` of a post.")
    media_type: str
    size: int
    width: int | None
    height: int | None
    alt_text: str


class Review(BaseModel):
    """What a person decided."""

    by: UUID
    at: datetime
    comment: str | None


class ContentRequestView(BaseModel):
    """A content request, how far it is, and its content."""

    request_id: UUID
    batch_id: UUID | None
    batch_row: int | None
    campaign_id: UUID | None
    origin: Origin = Field(description="What it was made from.")
    brand: str
    topic: str
    tone: str
    audience: str
    brief: str
    language: str
    networks: list[NetworkName]
    picture_wanted: bool
    brand_colors: list[str]
    account_ids: list[UUID] | None
    details: dict[NetworkName, PostDetails] = Field(
        description="For each network what its post has beside text and picture."
    )
    schedule: ScheduleView
    approval: Approval
    state: RequestState
    progress: Progress
    problem: ProblemView | None
    brand_kit_id: UUID | None = Field(description="The brand kit whose rules hold.")
    compliance: ComplianceView | None = Field(
        description="Whether the content keeps to the brand's rules, once it is made and where there are any."
    )
    variants: list[ContentVariant] | None = Field(description="A text for each network, once they are made.")
    picture: PictureView | None
    provider: str | None
    model: str | None
    cost_micros_usd: int | None
    generated_at: datetime | None
    review: Review | None
    post_id: UUID | None = Field(description="The post that was made from it.")
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, request: ContentRequest) -> "ContentRequestView":
        review = None
        if request.reviewed_by is not None and request.reviewed_at is not None:
            review = Review(by=request.reviewed_by, at=request.reviewed_at, comment=request.review_comment)
        return cls(
            **{name: getattr(request, name) for name in _SAME},
            schedule=ScheduleView.of(request.timing),
            progress=progress_of(request),
            problem=None if request.problem is None else ProblemView.model_validate(request.problem),
            picture=_picture(request),
            brand_kit_id=None if request.brand_rules is None else request.brand_rules.brand_kit_id,
            compliance=ComplianceView.of(request.compliance),
            review=review,
        )


_SAME = tuple(
    name
    for name in ContentRequestView.model_fields
    if name not in {"schedule", "progress", "problem", "picture", "review", "brand_kit_id", "compliance"}
)


class Approved(RequestBody):
    """An approval."""

    comment: Annotated[str, Text(2_000)] = ""
    schedule: Annotated[NoSchedule | PostSchedule, Field(discriminator="kind")] | None = Field(
        default=None, description="Another time than was asked for; needed when that has passed."
    )
    content_hash: Annotated[str, Text(64)] | None = Field(
        default=None,
        description="Of what you saw, as the content item shows it; without it, what was generated is meant.",
        examples=["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"],
    )


class Rejected(RequestBody):
    """A rejection."""

    comment: Annotated[
        str, Text(2_000, required=True), Field(examples=["The offer ends on Saturday, not on Sunday."])
    ]


NewContentRequest = Brief


def progress_of(request: ContentRequest) -> Progress:
    return Progress(
        steps_done=request.steps_done, steps_total=request.steps_total, last_step=request.last_step
    )


def _picture(request: ContentRequest) -> PictureView | None:
    if request.picture is None:
        return None
    picture = request.picture
    return PictureView(
        url=f"/v1/content-requests/{request.request_id}/picture",
        key=picture.key,
        media_type=picture.media_type,
        size=picture.size,
        width=picture.width,
        height=picture.height,
        alt_text=picture.alt_text,
    )
