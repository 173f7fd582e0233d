import hashlib
from dataclasses import dataclass
from typing import Any

from sandbox import rules
from sandbox.accounts import Account
from sandbox.media import Media
from sandbox.networks.linkedin import little
from sandbox.networks.linkedin.dialect import PERSON, LinkedIn, refusal
from sandbox.networks.linkedin.shapes import PostBody, PostContent
from sandbox.networks.linkedin.uploads import Uploads
from sandbox.posts import PostedMedia

MEDIA_URNS = ("urn:li:image:", "urn:li:video:", "urn:li:document:")


@dataclass(frozen=True)
class Draft:
    text: str
    document: dict[str, Any]
    media: list[PostedMedia]


def compose(network: LinkedIn, author: Account, body: PostBody) -> Draft:
    """Check a post as LinkedIn does; raises its refusal."""
    text = shown_text(body.commentary)
    if body.visibility == "CONNECTIONS" and not author.remote_id.startswith(PERSON):
        raise refusal(422, "INVALID_VALUE_FOR_FIELD", "/visibility :: CONNECTIONS is for members only")
    media = _attached(network, author, body.content) if body.content else []
    if not text.strip() and body.content is None:
        raise refusal(422, "MISSING_FIELD", "/commentary :: a post needs commentary or content")
    document = {
        **body.model_dump(exclude_none=True),
        "digest": hashlib.sha256(body.model_dump_json().encode()).hexdigest(),
    }
    refuse_duplicate(network, author, document["digest"])
    return Draft(text, document, media)


def shown_text(commentary: str) -> str:
    text, _ = little.read(commentary)
    most = rules.text_limit("linkedin", "characters")
    if rules.graphemes(text) > most:
        raise refusal(422, "FIELD_LENGTH_TOO_LONG", f"/commentary :: length is greater than {most}")
    return text


def refuse_duplicate(network: LinkedIn, author: Account, digest: str) -> None:
    since = network.state.now() - network.state.settings.linkedin_duplicate_window_seconds
    row = network.state.store.one(
        "SELECT remote_id FROM posts WHERE network = ? AND account_id = ? AND deleted_at IS NULL AND created_at > ?"
        " AND json_extract(document, '$.digest') = ?",
        network.name,
        author.id,
        since,
        digest,
    )
    if row:
        raise refusal(422, "DUPLICATE_POST", f"Content is a duplicate of {row['remote_id']}")


def _attached(network: LinkedIn, author: Account, content: PostContent) -> list[PostedMedia]:
    parts = [content.media, content.multiImage, content.article, content.poll]
    if sum(part is not None for part in parts) != 1:
        raise refusal(
            422, "INVALID_CONTENT", "/content :: exactly one of media, multiImage, article and poll"
        )
    if content.media:
        media = _ready(network, author, content.media.id, MEDIA_URNS)
        return [media.posted(content.media.altText or "")]
    if content.multiImage:
        most = rules.media_count("linkedin")
        if not 2 <= len(content.multiImage.images) <= most:
            raise refusal(422, "INVALID_CONTENT", f"/content/multiImage/images :: 2 to {most} images")
        return [
            _ready(network, author, item.id, MEDIA_URNS[:1]).posted(item.altText or "")
            for item in content.multiImage.images
        ]
    if content.article and content.article.thumbnail:
        thumbnail = _ready(network, author, content.article.thumbnail, MEDIA_URNS[:1])
        return [thumbnail.posted(content.article.thumbnailAltText or "")]
    return []


def _ready(network: LinkedIn, author: Account, urn: str, kinds: tuple[str, ...]) -> Media:
    if not urn.startswith(kinds):
        raise refusal(400, "INVALID_URN_TYPE", f"/content :: {urn} is not one of {', '.join(kinds)}")
    media = network.state.media.find(network.name, author.id, urn)
    if media is None:
        raise refusal(400, "INVALID_URN_ID", f"{urn} does not exist, or belongs to somebody else")
    match Uploads(network).status(media):
        case {"status": "WAITING_UPLOAD" | "PROCESSING"}:
            raise refusal(400, "MEDIA_ASSET_WAITING_UPLOAD", f"Media asset {urn} is waiting for upload")
        case {"status": "PROCESSING_FAILED", "processingFailureReason": reason}:
            raise refusal(
                400, "MEDIA_ASSET_PROCESSING_FAILED", f"Media asset {urn} failed processing: {reason}"
            )
    return media
