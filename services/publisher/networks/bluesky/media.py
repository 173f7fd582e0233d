"""Pictures: uploaded as blobs, then a grid of up to four or a gallery of more.

https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/embed/gallery.json
"""

from collections.abc import Sequence
from typing import Any

from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.bluesky.xrpc import Xrpc
from services.publisher.networks.uploading import headers_of, pieces_of
from services.publisher.ports import Attachment
from shared.events import MediaObject

_MOST_IN_A_GRID = 4
_GALLERY = "app.bsky.embed.gallery"


async def embed_of(xrpc: Xrpc, attachments: Sequence[Attachment]) -> dict[str, Any]:
    """What is embedded in the record."""
    is_gallery = len(attachments) > _MOST_IN_A_GRID
    images = [await _image(xrpc, attachment, needs_shape=is_gallery) for attachment in attachments]
    if is_gallery:
        return {"$type": _GALLERY, "items": [{"$type": f"{_GALLERY}#image", **image} for image in images]}
    return {"$type": "app.bsky.embed.images", "images": images}


async def upload(xrpc: Xrpc, attachment: Attachment) -> Any:
    """The blob of a file, to be put into a record unchanged."""
    uploaded = await xrpc.post(
        "com.atproto.repo.uploadBlob",
        content=pieces_of(attachment),
        headers=headers_of(attachment),
    )
    if not isinstance(uploaded, dict) or "blob" not in uploaded:
        raise xrpc.call.unreadable("the upload's answer has no blob")
    return uploaded["blob"]


def shape_of(media: MediaObject) -> dict[str, Any]:
    """So that readers see no jumping while it loads; where it is not known, nothing is claimed."""
    if not media.width or not media.height:
        return {}
    return {"aspectRatio": {"width": media.width, "height": media.height}}


async def _image(xrpc: Xrpc, attachment: Attachment, *, needs_shape: bool) -> dict[str, Any]:
    media = attachment.media
    shape = shape_of(media)
    if needs_shape and not shape:
        detail = "a gallery needs the size of each picture, and that of one is not known"
        raise RefusedError(failure("invalid", "bluesky.picture_size_unknown", detail))
    return {"image": await upload(xrpc, attachment), "alt": media.alt_text, **shape}
