"""Content items: what is to be published on each network, in numbered versions, and the hash that names one exactly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.gateway.domain.briefs import Approval
from services.gateway.domain.compliance import ComplianceReport
from services.gateway.domain.content import ContentRequest
from services.gateway.domain.publishables import hash_of, published
from shared.events import MediaObject, NetworkName, PostDetails
from shared.ids import new_id

ItemState = Literal["draft", "in_review", "approved", "rejected", "planned"]
Origin = Literal["generated", "edited", "restored", "transformed", "template", "imported"]

MOST_VARIANTS = 30

_ORIGINS: Mapping[str, Origin] = {
    "brief": "generated",
    "template": "template",
    "transformed": "transformed",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """What is to be published on one network."""

    network: NetworkName
    text: str
    media: tuple[MediaObject, ...] = ()
    details: PostDetails = field(default_factory=PostDetails)


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be published, as a whole."""

    language: str
    variants: tuple[Variant, ...]

    @property
    def hash(self) -> str:
        """SHA-256 over exactly what would be published; the order of networks says nothing."""
        networks = {
            variant.network: published(variant.text, variant.media, variant.details)
            for variant in self.variants
        }
        return hash_of({"language": self.language, "networks": networks})

    @property
    def networks(self) -> tuple[NetworkName, ...]:
        return tuple(variant.network for variant in self.variants)


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a version, where a machine did.

    Attributes:
        prompt: What the model was told, where that is known.
        prompt_version: Of the template that the prompt was made of.
    """

    provider: str
    model: str
    cost_micros_usd: int | None = None
    prompt: str | None = None
    prompt_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of an item; it never changes.

    Attributes:
        compliance: What the brand's rules found in it when it was made.
    """

    item_id: UUID
    number: int
    organization_id: UUID
    content: Content
    content_hash: str
    origin: Origin
    made_by: MadeBy | None = None
    compliance: ComplianceReport | None = None
    author: UUID
    note: str = ""
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentItem:
    """Something to be published, with its present version.

    Attributes:
        approval: `required` where a person must approve it whatever the rules say.
        about: In the words of who asked for it; empty where the title says it.
    """

    item_id: UUID
    organization_id: UUID
    campaign_id: UUID | None = None
    brand_kit_id: UUID | None = None
    request_id: UUID | None = None
    approval: Approval = "auto"
    title: str
    about: str = ""
    state: ItemState = "draft"
    current: Version
    revision: int = 1
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None

    @property
    def version(self) -> int:
        return self.current.number

    @property
    def networks(self) -> tuple[NetworkName, ...]:
        return self.current.content.networks


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """An item as lists show it, without what it holds.

    Attributes:
        version: Number of the present one; hash, origin and language are its.
    """

    item_id: UUID
    campaign_id: UUID | None
    brand_kit_id: UUID | None
    request_id: UUID | None
    title: str
    state: ItemState
    approval: Approval
    version: int
    content_hash: str
    origin: Origin
    language: str
    networks: tuple[NetworkName, ...]
    revision: int
    created_by: UUID
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The working copy of an item.

    Attributes:
        content: None where there is none, since it became a version or was thrown away.
        base_version: The version that its writer began with.
        revision: What its ETag says; 0 before there was a first.
    """

    item_id: UUID
    organization_id: UUID
    content: Content | None
    base_version: int
    revision: int
    updated_by: UUID
    updated_at: datetime


def content_of_request(request: ContentRequest) -> Content:
    """What was generated for a request, as it would be published."""
    assert request.variants is not None
    media = () if request.picture is None else (request.picture,)
    return Content(
        request.language,
        tuple(
            Variant(
                variant.network,
                variant.text,
                media,
                request.details.get(variant.network, PostDetails()),
            )
            for variant in request.variants
        ),
    )


def item_of_request(
    request: ContentRequest,
    state: ItemState,
    *,
    prompt: str | None = None,
    prompt_version: str | None = None,
) -> ContentItem:
    """The item that the content of a request becomes.

    Args:
        request: Its content is there.
        state: Of the item.
        prompt: What the provider was asked, where that is known.
        prompt_version: Of the wording that the prompt was made of.
    """
    assert request.generated_at is not None
    content = content_of_request(request)
    item_id = new_id()
    made_by = None
    if request.provider is not None and request.model is not None:
        made_by = MadeBy(request.provider, request.model, request.cost_micros_usd, prompt, prompt_version)
    return ContentItem(
        item_id=item_id,
        organization_id=request.organization_id,
        campaign_id=request.campaign_id,
        brand_kit_id=None if request.brand_rules is None else request.brand_rules.brand_kit_id,
        request_id=request.request_id,
        approval=request.approval,
        title=request.topic,
        about=request.about,
        state=state,
        current=Version(
            item_id=item_id,
            number=1,
            organization_id=request.organization_id,
            content=content,
            content_hash=content.hash,
            origin=_ORIGINS[request.origin],
            made_by=made_by,
            compliance=request.compliance,
            author=request.created_by,
            created_at=request.generated_at,
        ),
        created_by=request.created_by,
        created_at=request.generated_at,
        updated_at=request.generated_at,
    )
