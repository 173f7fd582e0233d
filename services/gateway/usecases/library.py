"""The media that clients name, read from the organisation's own."""

from collections.abc import Iterator, Sequence

from services.gateway.domain.edits import Library, Wish
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.media import is_media_key
from services.gateway.domain.posts import Target
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


async def require_kept(work: UnitOfWork, targets: Sequence[Target]) -> None:
    """Refuse to send out what is not there any more; what is there stays until the end of the transaction.

    For what names files from before: an item that was put away or planned already, a target that failed. Nothing kept
    them from being removed.

    Raises:
        FlawedError: A file was removed for good.
    """
    keys = {key for target in targets for key in _keys_of(target) if is_media_key(key)}
    if keys - await media.hold_keys(work.connection, keys):
        detail = "A file that it shows was removed for good; give it another one first."
        raise FlawedError([Flaw("", detail, "media.unknown")])


def _keys_of(target: Target) -> Iterator[str]:
    yield from (item.key for item in target.media)
    if target.details.link is not None and target.details.link.image is not None:
        yield target.details.link.image.key
    yield from (item.key for part in target.details.thread for item in part.media)
