"""Which media of a target have to be made over for its network, and what goes out in their place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid5

from shared.capabilities import Capability
from shared.capabilities.model import MediaRules
from shared.events import MediaObject, PostDetails
from shared.media import Rendition, rendition

_NAMESPACE = UUID("1f0a5f0e-6b7a-4c5e-9a61-7d1f4f0b9c2e")

Media = tuple[MediaObject, ...]


@dataclass(frozen=True, slots=True)
class WantedRendition:
    """Something to be made of a file.

    Attributes:
        rendition_id: The same for the same file of an organisation and the same plan, whoever wants it.
    """

    rendition_id: UUID
    organization_id: UUID
    source: MediaObject
    rendition: Rendition


@dataclass(frozen=True, slots=True, kw_only=True)
class RenditionJob:
    """A rendition that is to be made, or was made and those who wait have yet to hear of it.

    Attributes:
        attempts: How often it was tried before.
        object: What was made.
        problem: Why it could not be: code and detail.
    """

    rendition_id: UUID
    organization_id: UUID
    source: MediaObject
    plan: Mapping[str, object]
    state: Literal["waiting", "made", "failed"]
    attempts: int = 0
    object: MediaObject | None = None
    problem: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        """Where it lies once it is made: always the same, so that making it again does no harm."""
        return f"organizations/{self.organization_id}/renditions/{self.rendition_id}"


def wanted_renditions(
    capability: Capability, organization_id: UUID, media: Media, details: PostDetails
) -> dict[str, WantedRendition]:
    """What has to be made, by the key of the file it is made of."""
    wanted: dict[str, WantedRendition] = {}
    for rules, item in _used(capability, media, details):
        planned = rendition(rules, item)
        if planned is not None and item.key not in wanted:
            name = f"{organization_id} {item.sha256} {planned.plan.model_dump_json()}"
            wanted[item.key] = WantedRendition(uuid5(_NAMESPACE, name), organization_id, item, planned)
    return wanted


def replaced(
    media: Media, details: PostDetails, by_key: Mapping[str, MediaObject]
) -> tuple[Media, PostDetails]:
    """What goes out where other files stand in for some; each keeps the description of the one it stands in for."""
    if not by_key:
        return media, details

    def stand_in(item: MediaObject) -> MediaObject:
        found = by_key.get(item.key)
        return item if found is None else found.model_copy(update={"alt_text": item.alt_text})

    changes: dict[str, object] = {}
    if details.link is not None and details.link.image is not None:
        changes["link"] = details.link.model_copy(update={"image": stand_in(details.link.image)})
    if details.thread:
        changes["thread"] = tuple(
            part.model_copy(update={"media": tuple(stand_in(item) for item in part.media)})
            for part in details.thread
        )
    return tuple(stand_in(item) for item in media), details.model_copy(update=changes)


def _used(
    capability: Capability, media: Media, details: PostDetails
) -> Iterator[tuple[MediaRules, MediaObject]]:
    form = capability.format(details.kind) or capability.formats[0]
    for item in media:
        yield form.media, item
    if details.link is not None and details.link.image is not None:
        yield capability.card_media, details.link.image
    for part in details.thread:
        for item in part.media:
            yield capability.media, item
