"""Pictures, videos and documents: what they are by their content, and made into what a network takes."""

from shared.media.errors import MediaBusyError, MediaRefusedError
from shared.media.facts import MediaFacts
from shared.media.links import LinkedMedia, MediaLinks
from shared.media.processing import MediaProcessor
from shared.media.renditions import Rendition, rendition

__all__ = [
    "LinkedMedia",
    "MediaBusyError",
    "MediaFacts",
    "MediaLinks",
    "MediaProcessor",
    "MediaRefusedError",
    "Rendition",
    "rendition",
]
