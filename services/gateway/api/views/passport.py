"""The passport of content as clients see it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from services.gateway.api.models import View
from services.gateway.api.views.brand_kits import ComplianceView
from services.gateway.api.views.content_items import MadeByView, VersionSummary
from services.gateway.api.views.workflows import WorkflowView
from services.gateway.domain.posts import Post, PostApproval, PostState, TargetState
from services.gateway.domain.workflows import Workflow
from services.gateway.usecases.passport import Passport, PassportPage
from shared.events import NetworkName


class PublicationLine(View):
    """Where it went, and what became of it there."""

    publication_id: UUID
    account_id: UUID
    network: NetworkName
    state: TargetState
    url: str | None
    published_at: datetime | None


class PostLine(BaseModel):
    """A post that was made from a version."""

    post_id: UUID
    state: PostState
    approval: PostApproval
    content_hash: str | None = Field(
        description="Another than the version's where the post was changed.",
        examples=["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"],
    )
    due_at: datetime
    publications: list[PublicationLine]
    reviews: list[WorkflowView] = Field(description="Of what the post was changed to.")

    @classmethod
    def of(cls, post: Post, reviews: tuple[Workflow, ...]) -> "PostLine":
        return cls(
            post_id=post.post_id,
            state=post.state,
            approval=post.approval,
            content_hash=post.content_hash,
            due_at=post.due_at,
            publications=[PublicationLine.model_validate(target) for target in post.targets],
            reviews=[WorkflowView.of(review) for review in reviews],
        )


class PassportVersion(VersionSummary):
    """Where a version comes from, who approved it, and what was published of it."""

    made_by: MadeByView | None
    compliance: ComplianceView | None = Field(
        description="What the brand's rules found when it was made; null where none held."
    )
    reviews: list[WorkflowView]
    posts: list[PostLine]

    @classmethod
    def page(cls, page: PassportPage) -> "PassportVersion":
        version = page.version
        fields: dict[str, Any] = VersionSummary.of(version).model_dump()
        return cls(
            **fields,
            made_by=None if version.made_by is None else MadeByView.model_validate(version.made_by),
            compliance=ComplianceView.of(version.compliance),
            reviews=[WorkflowView.of(review) for review in page.reviews],
            posts=[PostLine.of(post, reviews) for post, reviews in page.posts],
        )


class PassportRequest(View):
    """What it was generated for."""

    request_id: UUID
    brand: str
    topic: str
    brief: str
    tone: str
    audience: str
    created_by: UUID
    created_at: datetime


class PassportView(BaseModel):
    """Everything that is known of a content item."""

    item_id: UUID
    title: str = Field(examples=["The monsoon sale"])
    campaign_id: UUID | None
    brand_kit_id: UUID | None
    request: PassportRequest | None
    versions: list[PassportVersion] = Field(description="The latest 500, newest first.")

    @classmethod
    def of(cls, passport: Passport) -> "PassportView":
        item = passport.item
        return cls(
            item_id=item.item_id,
            title=item.title,
            campaign_id=item.campaign_id,
            brand_kit_id=item.brand_kit_id,
            request=None if passport.request is None else PassportRequest.model_validate(passport.request),
            versions=[PassportVersion.page(page) for page in passport.pages],
        )
