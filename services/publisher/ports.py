"""What the use cases need from a network."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Protocol

from services.publisher.domain.access import Access, Grant, Identity
from services.publisher.domain.content import Content, Picture, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from shared.events import MediaObject, NetworkName


class Connector(Protocol):
    """One network's protocol, and nothing else: no retry, no pacing, no storage, no metrics.

    Every method may raise RefusedError, NotSentError or UnknownOutcomeError (all NetworkError). For all methods but
    `commit` the three mean the same: it did not work, and doing it again is safe.
    """

    network: ClassVar[NetworkName]
    default_base_url: ClassVar[str | None]

    def way_out(self, since_first_attempt: timedelta) -> WayOut:
        """How an unknown outcome is resolved, that long after the first attempt began."""

    def open(self, credentials: Mapping[str, str]) -> Grant:
        """The first secrets of an account, from what its owner handed over; calls nobody.

        Raises:
            CredentialsIncompleteError: A field is missing.
        """

    async def refresh(self, access: Access) -> Grant:
        """New secrets in place of those that expire."""

    async def identify(self, access: Access) -> Identity:
        """Whose account it is."""

    async def prepare(
        self, access: Access, content: Content, pictures: Sequence[Picture], former: Prepared | None
    ) -> Prepared:
        """Everything that can be done before, invisible to the public and safe to repeat: uploads, look-ups.

        Args:
            access: The account.
            content: What will be published.
            pictures: One for each of its media.
            former: An earlier preparation whose uploads are gone; its idempotency key is kept.
        """

    async def commit(self, access: Access, content: Content, prepared: Prepared) -> Receipt:
        """The one irreversible call."""

    async def find(
        self,
        access: Access,
        content: Content,
        prepared: Prepared,
        *,
        since: datetime,
        taken: frozenset[str],
    ) -> Receipt | None:
        """The post, if the network shows it.

        Args:
            access: The account.
            content: What was to be published.
            prepared: As it was for the attempt.
            since: When the first attempt began, by our clock.
            taken: Ids of posts known to be other publications of this account.
        """


Connectors = Mapping[NetworkName, Connector]


class MediaSource(Protocol):
    """Where the bytes of attachments come from."""

    async def load(self, media: Sequence[MediaObject]) -> list[Picture]:
        """The attachments' bytes, checked against what was told of them.

        Raises:
            RefusedError: They are missing or are not what was told.
            NotSentError: The store does not answer now.
        """
