"""Writes and draws from the brief alone: no key, no network, nothing to pay."""

import asyncio

from services.generator.domain import Copy, Picture, Usage
from services.generator.ports import Answer
from services.generator.providers.offline.poster import draw, warm_up
from services.generator.providers.offline.transforming import transformed
from services.generator.providers.offline.writing import write
from shared.events import ContentRequested, NetworkName

_WRITER = "template-1"
_TRANSFORMER = "rules-1"
_PAINTER = "poster-1"


class OfflineProvider:
    """The default provider: copy in the brief's own words, a drawn poster in the brand's colours."""

    name = "offline"

    async def open(self) -> None:
        """Read the fonts."""
        await asyncio.to_thread(warm_up)

    async def close(self) -> None:
        """There is nothing to close."""

    async def write(
        self,
        request: ContentRequested,
        network: NetworkName,
        objection: str = "",  # noqa: ARG002  nobody objects to a template
    ) -> Answer[Copy]:
        """Copy for a network; the same request gives the same."""
        if request.transform is not None:
            return Answer(transformed(request, request.transform, network), Usage(_TRANSFORMER))
        return Answer(write(request, network), Usage(_WRITER))

    async def draw(self, request: ContentRequested) -> Answer[Picture]:
        """A poster; the same request gives the same."""
        picture = await asyncio.to_thread(draw, request)
        return Answer(picture, Usage(_PAINTER, images=1))
