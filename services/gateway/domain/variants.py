"""Content as a person writes it: a text, media and details for each network, the media named by their ids."""

from collections.abc import Sequence

from services.gateway.domain.content_items import Variant
from services.gateway.domain.edits import Library, Wish, details_of, media_of, named_twice
from services.gateway.domain.flaws import FlawedError
from shared.events import PostDetails


def variants_of(wishes: Sequence[Wish], media: Library) -> tuple[Variant, ...]:
    """What is to be published on each network, with the media themselves.

    Raises:
        FlawedError: A network is named twice, or media are not there.
    """
    flaws = named_twice(wishes)
    variants = []
    for wish in wishes:
        assert wish.network is not None
        try:
            given = media_of(wish, media) or ()
            details = details_of(wish, media) or PostDetails()
        except FlawedError as error:
            flaws += error.flaws
            continue
        variants.append(Variant(wish.network, wish.text or "", given, details))
    if flaws:
        raise FlawedError(flaws)
    return tuple(variants)
