"""Publications that are due, and what the newest revision of their posts says."""

import json
from collections.abc import Sequence

from services.publisher.repository.publications import PublicationRepository, plan_contents
from services.publisher.usecases.channels import PUBLICATIONS
from shared.consuming import Received
from shared.events import PostDue, PostScheduled
from shared.unit_of_work import UnitOfWork


class Accepting:
    """Writes down what is to be published.

    Args:
        publications: Rows.
        give_up_seconds: After which a publication that could not be attempted fails.
    """

    def __init__(self, publications: PublicationRepository, *, give_up_seconds: float) -> None:
        self._publications = publications
        self._give_up_seconds = give_up_seconds

    async def due(self, work: UnitOfWork, received: Sequence[Received[PostDue]]) -> None:
        """Publish these; what is known already stays as it is."""
        await self._publications.accept_due(work.connection, received, self._give_up_seconds)
        work.notify(PUBLICATIONS)

    async def scheduled(self, work: UnitOfWork, received: Sequence[Received[PostScheduled]]) -> None:
        """Remember what the newest revision of each post contains."""
        newest = {one.data.post_id: one.data for one in sorted(received, key=lambda one: one.data.revision)}
        await self._publications.follow_plans(
            work.connection,
            {post.post_id: (post, json.dumps(plan_contents(post))) for post in newest.values()},
        )
