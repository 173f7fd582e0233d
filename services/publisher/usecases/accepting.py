"""Publications that are due, and what the newest revision of their posts says."""

import json
from collections.abc import Sequence

from services.publisher.domain.publications import AcceptingWaits
from services.publisher.repository.publications import PublicationRepository, plan_contents
from services.publisher.usecases.channels import PUBLICATIONS
from shared.consuming import Received
from shared.events import PostDue, PostScheduled
from shared.unit_of_work import UnitOfWork


class Accepting:
    """Writes down what is to be published.

    Args:
        publications: Rows.
        waits: How long a publication waits, and for what.
    """

    def __init__(self, publications: PublicationRepository, waits: AcceptingWaits) -> None:
        self._publications = publications
        self._waits = waits

    async def due(self, work: UnitOfWork, received: Sequence[Received[PostDue]]) -> None:
        """Publish these; what is known already stays as it is."""
        await self._publications.accept_due(work.connection, received, self._waits)
        work.notify(PUBLICATIONS)

    async def scheduled(self, work: UnitOfWork, received: Sequence[Received[PostScheduled]]) -> None:
        """Remember what the newest revision of each post contains."""
        newest = {one.data.post_id: one.data for one in sorted(received, key=lambda one: one.data.revision)}
        await self._publications.follow_plans(
            work.connection,
            {post.post_id: (post, json.dumps(plan_contents(post))) for post in newest.values()},
        )
