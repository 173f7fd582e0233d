"""The media that clients name, read from the organisation's own."""

from collections.abc import Sequence

from services.gateway.domain.edits import Library, Wish
from services.gateway.repository import content, media
from shared.unit_of_work import UnitOfWork


async def library_for(work: UnitOfWork, wishes: Sequence[Wish]) -> Library:
    """The media that these wishes name, as far as they are the organisation's."""
    keys = {key for wish in wishes for key in wish.media_keys or ()}
    ids = {media_id for wish in wishes for media_id in wish.named_media()}
    return Library(
        await content.pictures(work.connection, keys) if keys else {},
        await media.find_all(work.connection, ids) if ids else {},
    )
