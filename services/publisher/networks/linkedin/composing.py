"""The bodies of posts and comments.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.linkedin.little import written
from services.publisher.networks.linkedin.media import Progress
from shared.events import LinkCard, Poll

_DAY = 86_400
_DURATIONS = (
    (_DAY, "ONE_DAY"),
    (3 * _DAY, "THREE_DAYS"),
    (7 * _DAY, "SEVEN_DAYS"),
    (14 * _DAY, "FOURTEEN_DAYS"),
)
_VISIBILITIES: Mapping[str, str] = MappingProxyType({"public": "PUBLIC", "connections": "CONNECTIONS"})
_LONGEST_QUESTION = 140
_LONGEST_TITLE = 100


def post(author: str, part: Part, uploads: Sequence[Progress]) -> dict[str, Any]:
    """The body of a post; the same for the same part and uploads, byte for byte.

    Args:
        author: URN of the member or organisation.
        part: The post.
        uploads: Of its media, or of its link card's picture.
    """
    visibility = _VISIBILITIES.get(part.details.visibility or "public")
    if visibility is None:
        raise _refused(f"LinkedIn has no visibility like {part.details.visibility}")
    body: dict[str, Any] = {
        "author": author,
        "commentary": written(part.text),
        "visibility": visibility,
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    content = _content(part, uploads)
    return {**body, "content": content} if content else body


def comment(author: str, part: Part, on: str) -> dict[str, Any]:
    """The body of a comment, whose text is plain."""
    return {"actor": author, "object": on, "message": {"text": part.text}}


def patch(part: Part) -> dict[str, Any]:
    """The body that gives a live post another text."""
    return {"patch": {"$set": {"commentary": written(part.text)}}}


def _content(part: Part, uploads: Sequence[Progress]) -> dict[str, Any] | None:
    details = part.details
    if sum(map(bool, (uploads and not details.link, details.link, details.poll))) > 1:
        raise _refused("a LinkedIn post holds media, or a link card, or a poll: one of the three")
    if details.poll:
        return {"poll": _poll(details.title or part.text, details.poll)}
    if details.link:
        return {"article": _article(details.link, uploads)}
    if len(uploads) > 1:
        return {"multiImage": {"images": [_image(upload) for upload in uploads]}}
    return {"media": _media(part, uploads[0])} if uploads else None


def _media(part: Part, upload: Progress) -> dict[str, Any]:
    if upload["resource"] == "images":
        return _image(upload)
    first_line = part.text.strip().split("\n", 1)[0]
    title = part.details.title or _shortened(first_line, _LONGEST_TITLE) or "Document"
    return {**_image(upload), "title": title}


def _image(upload: Progress) -> dict[str, Any]:
    media = {"id": upload["urn"]}
    return {**media, "altText": upload["alt_text"]} if upload["alt_text"] else media


def _article(link: LinkCard, uploads: Sequence[Progress]) -> dict[str, Any]:
    """LinkedIn does not look at the page: what it shows of it is what is told here."""
    article: dict[str, Any] = {"source": link.url, "title": link.title or link.url}
    if link.description:
        article["description"] = link.description
    if len(uploads) > 1:
        raise _refused("a LinkedIn post holds media or a link card, not both")
    for upload in uploads:
        article["thumbnail"] = upload["urn"]
        article |= {"thumbnailAltText": upload["alt_text"]} if upload["alt_text"] else {}
    return article


def _poll(question: str, poll: Poll) -> dict[str, Any]:
    fitting = (name for seconds, name in _DURATIONS if seconds >= poll.duration_seconds)
    return {
        "question": _shortened(question.strip().split("\n", 1)[0], _LONGEST_QUESTION),
        "options": [{"text": option} for option in poll.options],
        "settings": {"duration": next(fitting, _DURATIONS[-1][1])},
    }


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _refused(detail: str) -> RefusedError:
    return RefusedError(failure("invalid", "linkedin.content_refused", detail))
