"""Two versions of an item, side by side: which words, media and fields differ, network by network."""

import difflib
import re
from dataclasses import dataclass
from typing import Any, Literal

from services.gateway.domain.content_items import Content, Variant
from services.gateway.domain.publishables import published
from shared.events import MediaObject, NetworkName

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 6_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have, or one alone."""

    change: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field beside text and media; null where it is not set."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class NetworkComparison:
    """What differs for one network."""

    network: NetworkName
    change: Literal["same", "added", "removed", "changed"]
    words: tuple[Piece, ...]
    media_added: tuple[MediaObject, ...]
    media_removed: tuple[MediaObject, ...]
    fields: tuple[FieldChange, ...]


def compare(before: Content, after: Content) -> list[NetworkComparison]:
    """Every network of either, in the order of the later one, then those that are gone."""
    old = {variant.network: variant for variant in before.variants}
    new = {variant.network: variant for variant in after.variants}
    networks = [*new, *(network for network in old if network not in new)]
    return [_compared(network, old.get(network), new.get(network)) for network in networks]


def _compared(network: NetworkName, old: Variant | None, new: Variant | None) -> NetworkComparison:
    was, now = old or Variant(network, ""), new or Variant(network, "")
    shown_before, shown_after = (published(one.text, one.media, one.details) for one in (was, now))
    change: Literal["same", "added", "removed", "changed"] = "changed"
    if old is None:
        change = "added"
    elif new is None:
        change = "removed"
    elif shown_before == shown_after:
        change = "same"
    details_before, details_after = shown_before["details"], shown_after["details"]
    return NetworkComparison(
        network,
        change,
        tuple(words(was.text, now.text)),
        _missing(now.media, was.media),
        _missing(was.media, now.media),
        tuple(
            FieldChange(field, details_before.get(field), details_after.get(field))
            for field in sorted(details_before.keys() | details_after.keys())
            if details_before.get(field) != details_after.get(field)
        ),
    )


def _missing(of: tuple[MediaObject, ...], there: tuple[MediaObject, ...]) -> tuple[MediaObject, ...]:
    """Those of the first that are not among the second."""
    known = {(item.sha256, item.alt_text) for item in there}
    return tuple(item for item in of if (item.sha256, item.alt_text) not in known)


def words(before: str, after: str) -> list[Piece]:
    """The difference of two texts, word by word; put together, its pieces are the texts again."""
    if before == after:
        return [Piece("same", before)] if before else []
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        # Its time grows with the square of the words.
        return [piece for piece in (Piece("removed", before), Piece("added", after)) if piece.text]
    pieces: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            pieces.append(Piece("removed", "".join(old[old_from:old_to])))
        if new_to > new_from:
            pieces.append(Piece("added", "".join(new[new_from:new_to])))
    return pieces
