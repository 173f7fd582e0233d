"""Texts made over: for other networks, shorter, in another tone or language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.gateway.domain.briefs import brief_of
from services.gateway.domain.content import ContentRequest
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.material import Material
from services.gateway.repository import content, content_items
from services.gateway.usecases.brand_kits import rules_for
from services.gateway.usecases.content_requests import ContentRequests
from shared.events import NetworkName, Transform
from shared.unit_of_work import UnitOfWork

_LONGEST_TOPIC = 300
_LONGEST_BRIEF = 10_000


@dataclass(frozen=True, slots=True)
class TransformWish:
    """What is to become of a text.

    Attributes:
        text: The text itself; None where it is content's.
        request_id: The content request whose text is meant, as it was generated.
        item_id: The content item whose present text is meant.
        network: Which of its texts; None: the first.
        fields: Of a brief, as the client gives them.
    """

    text: str | None
    request_id: UUID | None
    item_id: UUID | None
    network: NetworkName | None
    tone: str
    length: int | None
    source_language: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    language: str
    brand: str
    topic: str
    campaign_id: UUID | None


@dataclass(frozen=True)
class Transforms:
    requests: ContentRequests

    async def request(self, work: UnitOfWork, caller: Caller, wish: TransformWish) -> ContentRequest:
        """Ask for a text to be made over; it becomes the content of a new request.

        Raises:
            FlawedError: There is no such text, or the brief is wrong.
        """
        source = await self._source(work, wish)
        fields: dict[str, Any] = dict(wish.fields)
        fields.setdefault("campaign_id", source.campaign_id)
        brand = fields.get("brand") or source.brand or await self._kit_name(work, caller, fields)
        language = fields.get("language") or source.language or "en"
        brief = brief_of(
            {
                **fields,
                "brand": brand,
                "topic": source.topic[:_LONGEST_TOPIC],
                "brief": source.text[:_LONGEST_BRIEF],
                "language": language,
            }
        )
        transform = Transform(
            source_text=source.text,
            source_language=source.language or language,
            tone=wish.tone,
            length=wish.length,
        )
        return await self.requests.request(
            work, caller, brief, Material(origin="transformed", transform=transform)
        )

    async def _source(self, work: UnitOfWork, wish: TransformWish) -> _Source:
        if wish.item_id is not None:
            return await self._source_of_item(work, wish, wish.item_id)
        if wish.request_id is None:
            assert wish.text is not None
            return _Source(wish.text, wish.source_language, "", wish.text.splitlines()[0].strip(), None)
        request = await content.find(work.connection, wish.request_id)
        if request is None:
            detail = f"{wish.request_id} is not a content request of this organisation"
            raise FlawedError([Flaw("/source/request_id", detail, "content.unknown")])
        texts = {variant.network: variant.text for variant in request.variants or ()}
        language = wish.source_language or request.language
        return _Source(_chosen(texts, wish), language, request.brand, request.topic, request.campaign_id)

    async def _source_of_item(self, work: UnitOfWork, wish: TransformWish, item_id: UUID) -> _Source:
        item = await content_items.find(work.connection, item_id)
        if item is None:
            detail = f"{item_id} is not a content item of this organisation"
            raise FlawedError([Flaw("/source/item_id", detail, "content.unknown")])
        present = item.current.content
        texts = {variant.network: variant.text for variant in present.variants if variant.text}
        language = wish.source_language or present.language
        return _Source(_chosen(texts, wish), language, "", item.title, item.campaign_id)

    async def _kit_name(self, work: UnitOfWork, caller: Caller, fields: Mapping[str, Any]) -> str:
        kit = await rules_for(
            work,
            caller.organization_id,
            brand_kit_id=fields.get("brand_kit_id"),
            campaign_id=fields.get("campaign_id"),
        )
        if kit is None:
            raise FlawedError([Flaw("/brand", "is required where no brand kit holds")])
        return kit.name


def _chosen(texts: Mapping[NetworkName, str], wish: TransformWish) -> str:
    """The text that is meant.

    Raises:
        FlawedError: There is none (yet), or none for that network.
    """
    if not texts:
        raise FlawedError(
            [Flaw("/source", "holds no text yet; wait until its content is made", "content.no_text")]
        )
    network = wish.network or next(iter(texts))
    if network not in texts:
        detail = f"it holds no text for {network}; it has {', '.join(texts)}"
        raise FlawedError([Flaw("/source/network", detail, "content.no_text")])
    return texts[network]
