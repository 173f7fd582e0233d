"""At the moment of publishing, the post's newest revision decides."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from services.publisher.domain.content import NO_DETAILS
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import Publication, State
from shared.events import MediaObject, PostDetails


@dataclass(frozen=True, slots=True)
class Plan:
    """What the newest revision of a post says.

    Attributes:
        contents: Hash of the content by publication id.
    """

    organization_id: UUID
    revision: int
    state: Literal["active", "cancelled"]
    contents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another publication of the same post on the same account that is live, or may be.

    Attributes:
        url: Where it is; None unless it is certainly there.
    """

    publication_id: UUID
    state: State
    url: str | None


def content_hash(
    text: str, language: str, media: Sequence[MediaObject], details: PostDetails = NO_DETAILS
) -> str:
    """The same for the same content, whichever event carried it."""
    parts: list[Any] = [text, language, [[item.sha256, item.media_type, item.alt_text] for item in media]]
    if details != NO_DETAILS:
        # Left out where nothing is said, so that what was planned before there were details keeps its hash.
        parts.append(details.model_dump(mode="json", exclude_defaults=True))
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def objection(publication: Publication, plan: Plan | None) -> Failure | None:
    """Why the plan no longer wants this publication; None if it does.

    A newer revision that left this publication as it was, same account, instant and content, still wants it. A plan
    that we have not seen yet, or an older one than the publication comes from, has nothing to say; nor has one of
    another organisation.
    """
    if plan is None or plan.organization_id != publication.organization_id:
        return None
    if plan.revision < publication.revision:
        return None
    if plan.state == "cancelled":
        return failure("superseded", "post.cancelled", f"cancelled by revision {plan.revision} of the post")
    wanted = plan.contents.get(str(publication.publication_id))
    content = publication.content
    if wanted == content_hash(content.text, content.language, content.media, content.details):
        return None
    how = "moved it to another time or account" if wanted is None else "changed its content"
    return failure("superseded", "post.superseded", f"revision {plan.revision} of the post {how}")


def repetition(publication: Publication, plan: Plan | None, siblings: Sequence[Sibling]) -> Failure | None:
    """Why the publication would put the post there a second time; None if it would not.

    A post that is moved at the last moment, or while its events wait somewhere, may have gone out at its former time
    before anybody heard of the new one. What the plan itself names beside this publication is meant to be there too.
    """
    knows = plan is not None and plan.revision >= publication.revision
    meant = plan.contents if plan is not None and knows else {}
    others = [sibling for sibling in siblings if str(sibling.publication_id) not in meant]
    for sibling in others:
        if sibling.state == "published":
            detail = f"it had gone out here before it was moved: {sibling.url}"
            return failure("superseded", "post.already_published", detail)
    if others:
        detail = "it may have gone out here before it was moved; that is being found out"
        return failure("transient", "post.former_unresolved", detail)
    return None
