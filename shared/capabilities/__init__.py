"""What each network takes: limits and rules as data, one file a network, dated and with sources; one validator.

A change of a limit is a change of one file here, and every service agrees on it.
"""

from collections.abc import Sequence

from shared.capabilities.fitting import FittedText
from shared.capabilities.model import Capability, Pacing
from shared.capabilities.registry import Registry, load
from shared.capabilities.validating import Problem
from shared.events import MediaObject, NetworkName, PostDetails

__all__ = [
    "Capability",
    "FittedText",
    "Pacing",
    "Problem",
    "Registry",
    "count_text",
    "fit",
    "load",
    "validate",
]


def count_text(network: NetworkName, text: str) -> int:
    """Length of a text as that network counts it, in the unit of its first limit."""
    return load().count_text(network, text)


def validate(
    network: NetworkName, text: str, media: Sequence[MediaObject] = (), details: PostDetails | None = None
) -> list[Problem]:
    """Everything that network would refuse about a post; empty when it may go out."""
    return load().validate(network, text, media, details)


def fit(
    network: NetworkName,
    caption: str,
    call_to_action: str = "",
    hashtags: Sequence[str] = (),
    *,
    with_media: bool = False,
) -> FittedText:
    """The longest post of these parts that the network takes, with room for attachments where these need it."""
    return load().fit(network, caption, call_to_action, hashtags, with_media=with_media)
