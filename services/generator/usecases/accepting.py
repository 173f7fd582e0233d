from collections.abc import Sequence
from uuid import UUID

from services.generator.repository import JobRepository
from shared.consuming import Received
from shared.events import ContentControlled, ContentRequested
from shared.unit_of_work import UnitOfWork

STEPS_CHANNEL = "generator_steps"


class AcceptRequests:
    """A request becomes a job with its steps; asked for again after a failure, its failed steps are tried anew."""

    def __init__(self, repository: JobRepository) -> None:
        self._repository = repository

    async def __call__(self, work: UnitOfWork, received: Sequence[Received[ContentRequested]]) -> None:
        """Take in a batch, within its transaction."""
        first = {request.data.request_id: request for request in reversed(received)}
        if await self._repository.accept(work.connection, list(first.values())):
            work.notify(STEPS_CHANNEL)


class Control:
    """What people hold back is not begun, and what they call off never is, in whatever order the events come."""

    def __init__(self, repository: JobRepository) -> None:
        self._repository = repository

    async def __call__(self, work: UnitOfWork, received: Sequence[Received[ContentControlled]]) -> None:
        """Take in a batch, within its transaction."""
        newest: dict[UUID, ContentControlled] = {}
        for control in sorted((item.data for item in received), key=lambda control: control.revision):
            newest[control.controlled_id] = control
        if await self._repository.control(work.connection, list(newest.values())):
            work.notify(STEPS_CHANNEL)
