"""What the use cases need from outside."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from services.generator.domain import Copy, Picture, Usage
from shared.events import ContentRequested, NetworkName

Made_co = TypeVar("Made_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Answer(Generic[Made_co]):
    """What a provider made, and what that took.

    Attributes:
        prompt: What it was asked in words, where it is asked in words.
        prompt_version: Changes when the wording does.
    """

    made: Made_co
    usage: Usage
    prompt: str | None = None
    prompt_version: str | None = None


class Provider(Protocol):
    """Writes and draws. Each method is one call; what fails raises a ProviderError."""

    name: str

    async def write(
        self, request: ContentRequested, network: NetworkName, objection: str = ""
    ) -> Answer[Copy]:
        """The copy for one network, not longer than need be; it is fitted afterwards.

        Args:
            request: What to write about.
            network: For whom.
            objection: What was wrong with the last answer, if there was one.
        """

    async def draw(self, request: ContentRequested) -> Answer[Picture]:
        """One picture for all networks."""

    async def open(self) -> None:
        """Get ready to be called."""

    async def close(self) -> None:
        """Give back connections and threads."""


class Objects(Protocol):
    """Where pictures are put."""

    async def put(self, key: str, data: bytes, media_type: str) -> None:
        """Store bytes under a key, replacing what was there."""
