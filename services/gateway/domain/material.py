"""What content may be made of beside a brief: given texts, a poster's words, a text to make over."""

from dataclasses import dataclass
from typing import Literal

from shared.events import GivenText, PosterText, Transform

Origin = Literal["brief", "template", "transformed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What there is beside a brief.

    Attributes:
        texts: Texts that are published as they are.
        poster: What the poster says.
        transform: A text to make over instead of writing one.
    """

    origin: Origin = "brief"
    texts: tuple[GivenText, ...] = ()
    poster: PosterText | None = None
    transform: Transform | None = None


BRIEF_ALONE = Material()
