"""Pictures: read from the object store for those who may see the content they belong to."""

from dataclasses import dataclass
from uuid import UUID

from services.gateway.errors import NotFoundError
from services.gateway.repository import content
from shared.events import MediaObject
from shared.objects import ObjectMissingError, ObjectStore
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Pictures:
    objects: ObjectStore

    async def find(self, work: UnitOfWork, request_id: UUID) -> MediaObject:
        """The picture of a request.

        Raises:
            NotFoundError: There is no such request in the caller's organisation, or it has no picture.
        """
        request = await content.find(work.connection, request_id)
        if request is None:
            raise NotFoundError.of("content request", request_id)
        if request.picture is None:
            raise NotFoundError("This content request has no picture (yet).")
        return request.picture

    async def read(self, picture: MediaObject) -> bytes:
        """Its bytes; to be asked for outside of a transaction.

        Raises:
            NotFoundError: The object store has lost it.
        """
        try:
            return await self.objects.get(picture.key)
        except ObjectMissingError:
            raise NotFoundError("The picture is not in the object store any more.") from None
