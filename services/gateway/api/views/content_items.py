"""Content items, their versions and working copies as clients send and see them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.api.views.brand_kits import ComplianceView
from services.gateway.domain.briefs import Approval
from services.gateway.domain.content_items import (
    MOST_VARIANTS,
    Content,
    ContentItem,
    Draft,
    ItemState,
    ListedItem,
    Origin,
    Version,
)
from services.gateway.domain.details import MediaIds, NewDetails
from services.gateway.domain.edits import Wish
from services.gateway.domain.flaws import Flaw
from services.gateway.domain.schedules import PostSchedule
from services.gateway.domain.texts import Language, Network, Text
from services.gateway.usecases.content_items import Judged
from shared.events import MediaObject, NetworkName, PostDetails

_Title = Annotated[str, Text(300, required=True), Field(examples=["The monsoon sale"])]
_Note = Annotated[
    str,
    Text(1_000),
    Field(description="Why, for those who look back.", examples=["The offer ends on Saturday."]),
]
_HASH = Field(
    description="SHA-256 of exactly what would be published; an approval is of this hash and no other.",
    examples=["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"],
)
_Resume = Annotated[
    StrictBool,
    Field(description="Begin the review that this ends anew, with the new version.", examples=[True]),
]


class NewVariant(RequestBody):
    """What is to be published on one network."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"network": "mastodon", "text": "Rain, and tea."}]}
    )

    network: Network
    text: Annotated[str, Text(100_000)] = Field(default="", examples=["Rain, and tea."])
    media_keys: Annotated[
        list[Annotated[str, Text(300)]],
        Field(max_length=20, description="Pictures: `picture.key` of content requests."),
    ] = Field(default=[])
    media: MediaIds = Field(default=[])
    details: NewDetails | None = None

    @model_validator(mode="after")
    def _one_kind_of_media(self) -> "NewVariant":
        if self.media and self.media_keys:
            raise ValueError("name either media or media_keys")
        return self


NewVariants = Annotated[
    list[NewVariant], Field(min_length=1, max_length=MOST_VARIANTS, description="One for each network.")
]


class NewContentItem(RequestBody):
    """Content of one's own."""

    title: _Title
    language: Language = "en"
    campaign_id: UUID | None = None
    brand_kit_id: UUID | None = None
    approval: Approval = Field(
        default="auto",
        description="required: a person must approve it, whatever the approval rules say.",
    )
    variants: NewVariants
    origin: Literal["edited", "imported"] = Field(
        default="edited", description="imported: it was written elsewhere."
    )
    note: _Note = ""


class ItemChangesBody(RequestBody):
    """What is left out stays. Other variants or another language make another version."""

    title: _Title | None = None
    language: Language | None = None
    campaign_id: UUID | None = Field(default=None, description="null takes it out of its campaign.")
    brand_kit_id: UUID | None = Field(default=None, description="null: of no brand kit.")
    approval: Approval | None = None
    variants: NewVariants | None = Field(default=None, description="In place of all of the former.")
    note: _Note = ""
    resume: _Resume = False

    @model_validator(mode="after")
    def _nothing_else_is_null(self) -> "ItemChangesBody":
        empty = {name for name in self.model_fields_set if getattr(self, name) is None}
        wrong = sorted(empty - {"campaign_id", "brand_kit_id"})
        if wrong:
            raise ValueError(f"{', '.join(wrong)} can't be null; leave it out to keep it as it is")
        return self

    @property
    def fields(self) -> dict[str, Any]:
        return self.model_dump(
            include=self.model_fields_set & {"title", "campaign_id", "brand_kit_id", "approval"}
        )


class NewDraft(RequestBody):
    """The working copy as it is now."""

    base_version: StrictInt = Field(
        ge=1, le=1_000_000, description="The version that its writer began with.", examples=[1]
    )
    language: Language = "en"
    variants: NewVariants


class Commit(RequestBody):
    """What is said of a new version."""

    note: _Note = ""
    resume: _Resume = False


class Duplicate(RequestBody):
    """What the copy is called."""

    title: _Title | None = None


class NewItemPost(RequestBody):
    """When and where an item goes out."""

    schedule: PostSchedule
    account_ids: list[UUID] | None = Field(
        default=None,
        min_length=1,
        max_length=100,
        description="Without it, every connected account of each of its networks.",
    )


class VariantView(View):
    """What is to be published on one network."""

    network: NetworkName
    text: str
    media: list[MediaObject]
    details: PostDetails


class MadeByView(View):
    """What made it, where a machine did."""

    provider: str
    model: str
    cost_micros_usd: int | None = Field(description="In millionths of a US dollar.")
    prompt: str | None = Field(examples=["Write a post about the monsoon sale."])
    prompt_version: str | None = Field(examples=["3"])


class VersionSummary(BaseModel):
    """A version without what it holds."""

    item_id: UUID
    version: int
    content_hash: str = _HASH
    origin: Origin
    author: UUID
    note: str = Field(examples=["The offer ends on Saturday."])
    language: str
    networks: list[NetworkName]
    created_at: datetime

    @classmethod
    def of(cls, version: Version) -> "VersionSummary":
        return cls(**_version_fields(version))


class VersionView(VersionSummary):
    """A version; it never changes."""

    variants: list[VariantView]
    made_by: MadeByView | None
    compliance: ComplianceView | None = Field(
        description="What the brand's rules found when it was made; null where none held."
    )

    @classmethod
    def of(cls, version: Version) -> "VersionView":
        return cls(
            **_version_fields(version),
            variants=variants_shown(version.content),
            made_by=None if version.made_by is None else MadeByView.model_validate(version.made_by),
            compliance=ComplianceView.of(version.compliance),
        )


class ItemProblem(BaseModel):
    """Something that a network would refuse; it has to be mended before a post is planned."""

    field: str = Field(description="JSON pointer, such as `/variants/0/text`.", examples=["/variants/0/text"])
    code: str
    detail: str
    limit: float | None
    actual: float | None
    unit: str = Field(examples=["graphemes"])

    @classmethod
    def of(cls, flaw: Flaw) -> "ItemProblem":
        return cls(
            field=flaw.pointer,
            code=flaw.code,
            detail=flaw.detail,
            limit=flaw.limit,
            actual=flaw.actual,
            unit=flaw.unit,
        )


class ContentItemSummary(View):
    """An item without what it holds."""

    item_id: UUID
    campaign_id: UUID | None
    brand_kit_id: UUID | None
    request_id: UUID | None = Field(description="The request it was generated for.")
    title: str = Field(examples=["The monsoon sale"])
    state: ItemState = Field(
        description="Of the present version; `planned`: a post was planned of it.", examples=["draft"]
    )
    approval: Approval
    version: int = Field(description="The present one.")
    content_hash: str = _HASH
    origin: Origin
    language: str
    networks: list[NetworkName]
    revision: int = Field(description="What the ETag says.")
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None

    @classmethod
    def of(cls, item: ListedItem) -> "ContentItemSummary":
        return cls.model_validate(item)


class ContentItemView(ContentItemSummary):
    """An item with its present version, and what stands in the way of publishing it."""

    variants: list[VariantView]
    note: str = Field(examples=["The offer ends on Saturday."])
    author: UUID = Field(description="Who made the present version.")
    problems: list[ItemProblem] = Field(description="What its networks would refuse.")
    compliance: ComplianceView | None = Field(
        description="What the brand's rules find in it now; null where no brand kit holds."
    )

    @classmethod
    def shown(cls, judged: Judged) -> "ContentItemView":
        item = judged.item
        return cls(
            **_item_fields(item),
            variants=variants_shown(item.current.content),
            note=item.current.note,
            author=item.current.author,
            problems=[ItemProblem.of(flaw) for flaw in judged.problems],
            compliance=ComplianceView.of(judged.compliance),
        )


class DraftView(BaseModel):
    """The working copy of an item; where nobody keeps one, the present version as one begins with it."""

    item_id: UUID
    base_version: int
    revision: int = Field(description="What its ETag says; 0 before there was a first.")
    is_saved: bool = Field(description="Whether somebody keeps one.")
    language: str
    variants: list[VariantView]
    problems: list[ItemProblem]
    updated_by: UUID
    updated_at: datetime

    @classmethod
    def of(cls, draft: Draft, problems: Sequence[Flaw], *, is_saved: bool) -> "DraftView":
        assert draft.content is not None
        return cls(
            item_id=draft.item_id,
            base_version=draft.base_version,
            revision=draft.revision,
            is_saved=is_saved,
            language=draft.content.language,
            variants=variants_shown(draft.content),
            problems=[ItemProblem.of(flaw) for flaw in problems],
            updated_by=draft.updated_by,
            updated_at=draft.updated_at,
        )


def variants_shown(content: Content) -> list[VariantView]:
    """Content as clients see it."""
    return [VariantView.model_validate(variant) for variant in content.variants]


def wishes_for(variants: Sequence[NewVariant]) -> list[Wish]:
    """Variants as the domain takes them."""
    return [
        Wish(
            f"/variants/{position}",
            None,
            variant.network,
            variant.text,
            tuple(variant.media_keys),
            tuple(variant.media),
            variant.details,
        )
        for position, variant in enumerate(variants)
    ]


def _version_fields(version: Version) -> dict[str, Any]:
    return {
        "item_id": version.item_id,
        "version": version.number,
        "content_hash": version.content_hash,
        "origin": version.origin,
        "author": version.author,
        "note": version.note,
        "language": version.content.language,
        "networks": list(version.content.networks),
        "created_at": version.created_at,
    }


def _item_fields(item: ContentItem) -> dict[str, Any]:
    names = (
        *("item_id", "campaign_id", "brand_kit_id", "request_id", "title", "state", "approval", "version"),
        *("revision", "created_by", "created_at", "updated_at", "archived_at"),
    )
    return {
        **{name: getattr(item, name) for name in names},
        "content_hash": item.current.content_hash,
        "origin": item.current.origin,
        "language": item.current.content.language,
        "networks": list(item.networks),
    }
