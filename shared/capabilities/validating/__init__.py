"""What a network would refuse about a post: the field, the limit, and how to mend it."""

from collections.abc import Sequence

from shared.capabilities.model import Capability
from shared.capabilities.validating.details import details_problems
from shared.capabilities.validating.media import (
    kind_of,
    link_image_problems,
    media_problems,
    title_place_problems,
)
from shared.capabilities.validating.parts import part_problems
from shared.capabilities.validating.problems import Problem
from shared.capabilities.validating.texts import text_problems
from shared.events import MediaObject, PostDetails

__all__ = ["Problem", "kind_of", "validate"]


def validate(
    capability: Capability, text: str, media: Sequence[MediaObject], details: PostDetails
) -> list[Problem]:
    """Everything the network would refuse; empty when the post may go out."""
    form = capability.format(details.kind) or capability.formats[0]
    return [
        *text_problems(capability, form, text, details, has_media=bool(media)),
        *media_problems(capability, form, media),
        *details_problems(capability, details, has_media=bool(media)),
        *title_place_problems(capability, form, media, details),
        *link_image_problems(capability, details),
        *part_problems(capability, details),
    ]
