"""At the moment of publishing, the post's newest revision decides."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import Publication
from shared.events import MediaObject


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


def content_hash(text: str, language: str, media: Sequence[MediaObject]) -> str:
    """The same for the same content, whichever event carried it."""
    parts = [text, language, [[item.sha256, item.media_type, item.alt_text] for item in media]]
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
    if wanted == content_hash(content.text, content.language, content.media):
        return None
    how = "moved it to another time or account" if wanted is None else "changed its content"
    return failure("superseded", "post.superseded", f"revision {plan.revision} of the post {how}")
