"""Texts to be made over, as clients send them."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StrictInt, model_validator

from services.gateway.api.models import RequestBody
from services.gateway.api.views.templates import Networks
from services.gateway.domain.briefs import Approval
from services.gateway.domain.schedules import Schedule
from services.gateway.domain.texts import Language, Network, Text
from services.gateway.usecases.transforms import TransformWish


class TransformSource(RequestBody):
    """The text: itself, that of a content item, or that of a content request as it was generated."""

    text: (
        Annotated[
            str,
            Text(20_000, required=True),
            Field(examples=["The monsoon sale has begun. Every tea is 20 % off until Sunday."]),
        ]
        | None
    ) = None
    request_id: UUID | None = None
    item_id: UUID | None = None
    network: Network | None = Field(default=None, description="Which of its texts; without it the first.")

    @model_validator(mode="after")
    def _one(self) -> "TransformSource":
        if sum(one is not None for one in (self.text, self.request_id, self.item_id)) != 1:
            raise ValueError("send text, request_id or item_id, and only one of them")
        if self.network is not None and self.text is not None:
            raise ValueError(
                "network says which text of a request or item is meant; leave it out beside text"
            )
        return self


class NewTransform(RequestBody):
    """What is to become of a text."""

    source: TransformSource = Field(examples=[{"text": "The monsoon sale has begun."}])
    networks: Networks
    tone: Annotated[str, Text(100), Field(description="Empty leaves it.", examples=["festive"])] = ""
    length: Annotated[StrictInt, Field(ge=20, le=20_000)] | None = Field(
        default=None,
        description="Characters at most; without it as many as the network takes.",
        examples=[200],
    )
    language: Language | None = Field(
        default=None,
        description="Without it as it is. The offline provider does not translate, and says so (content.failed).",
    )
    source_language: Language | None = Field(
        default=None, description="Of the text, where it is not a request's."
    )
    brand: Annotated[str, Text(200, required=True), Field(examples=["Chai & Co."])] | None = Field(
        default=None, description="Without it the request's, else the brand kit's name."
    )
    campaign_id: UUID | None = None
    brand_kit_id: UUID | None = None
    account_ids: list[UUID] | None = Field(default=None, min_length=1, max_length=100)
    schedule: Schedule | None = None
    approval: Approval | None = None

    def to_domain(self) -> TransformWish:
        names = (
            "networks",
            "language",
            "brand",
            "campaign_id",
            "brand_kit_id",
            "account_ids",
            "schedule",
            "approval",
        )
        given: dict[str, Any] = {name: getattr(self, name) for name in names}
        return TransformWish(
            text=self.source.text,
            request_id=self.source.request_id,
            item_id=self.source.item_id,
            network=self.source.network,
            tone=self.tone,
            length=self.length,
            source_language=self.source_language or "",
            fields={name: value for name, value in given.items() if value is not None},
        )
