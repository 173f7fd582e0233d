"""What the use cases need from a network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol, runtime_checkable

from services.publisher.domain.access import (
    Access,
    Choice,
    ConsentPage,
    ConsentRequest,
    Grant,
    Identity,
)
from services.publisher.domain.content import Missing, Part, Pending, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from shared.events import MediaObject, NetworkName


class Attachment(Protocol):
    """One attachment, its bytes left where they are until they are needed."""

    @property
    def media(self) -> MediaObject:
        """What is known of it."""

    async def read(self, start: int = 0, length: int | None = None) -> bytes:
        """Some of its bytes, by default all, checked against what was told of them.

        Raises:
            RefusedError: They are missing or are not what was told.
            NotSentError: The store does not answer now.
        """

    def public_url(self) -> str:
        """Where the network can fetch it, for the next hours.

        Raises:
            RefusedError: This installation shows no media to the public.
        """


class Connector(Protocol):
    """One network's protocol, and nothing else: no retry, no pacing, no storage, no metrics.

    Every method may raise RefusedError, NotSentError or UnknownOutcomeError (all NetworkError). For all methods but
    `commit` the three mean the same: it did not work, and doing it again is safe.
    """

    network: ClassVar[NetworkName]
    hosts: ClassVar[Mapping[str, str]]
    """The network's real servers, by name; `api` is empty where each account names its own server, and left out where
    an account's secrets hold the address."""

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:
        """How an unknown outcome is resolved when the first attempt began at `since`."""

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
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        """Everything that can be done before, invisible to the public and safe to repeat: uploads, look-ups.

        What the network works on for longer is not waited for: the result says when to go on.

        Args:
            access: The account.
            part: What will be published.
            attachments: One for each of what is `attached` to it: its media, then its link card's picture.
            former: An earlier preparation that was not ready, or whose uploads are gone; its idempotency key is kept.
        """

    async def commit(
        self, access: Access, part: Part, attachments: Sequence[Attachment], prepared: Prepared
    ) -> Receipt | Pending:
        """The one irreversible call."""

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Pending | Missing:
        """Find out whether a commit of unknown outcome happened, or how far the network is with a pending one.

        Args:
            access: The account.
            part: What was to be published.
            prepared: As it was for the attempt.
            since: When the first attempt began, by our clock.
            taken: Ids of posts known to be other publications of this account.

        Raises:
            RefusedError: Also where the network says that what was pending has failed for good.
        """


Connectors = Mapping[NetworkName, Connector]


@runtime_checkable
class Consenting(Protocol):
    """A network where people consent on a page of its own."""

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        """Where to send the person."""

    async def finish_consent(
        self, request: ConsentRequest, page: ConsentPage, answer: Mapping[str, str]
    ) -> Sequence[Choice]:
        """The accounts that the person's answer gives access to.

        Args:
            request: As it was asked.
            page: As it was answered.
            answer: The parameters that came back with the person.

        Raises:
            RefusedError: The network takes the answer not, or a scope that is needed was not granted (it is named).
        """


@dataclass(frozen=True, slots=True)
class Live:
    """A live post of ours.

    Attributes:
        receipt: As it was when it went out.
        published_at: When that was.
    """

    receipt: Receipt
    published_at: datetime


@runtime_checkable
class Editing(Protocol):
    """A network where a live post's text can be changed."""

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        """Give it the part's text; repeating changes nothing more."""


@runtime_checkable
class Deleting(Protocol):
    """A network where a live post can be taken away."""

    async def delete(self, access: Access, live: Live) -> None:
        """Take it away; one that is gone already is no error."""


Figures = Mapping[str, float]
"""Numbers by the names of docs/networks.md; one that the network does not give is not there, which is not 0."""


@runtime_checkable
class Measuring(Protocol):
    """A network that tells how posts do."""

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        """Figures by remote id, at most as many posts as the capability's batch; one that is gone is left out."""


@runtime_checkable
class MeasuringAccounts(Protocol):
    """A network that tells how an account does."""

    async def measure_account(self, access: Access) -> Figures:
        """Followers and the like."""


class MediaSource(Protocol):
    """Where attachments come from."""

    def open(self, media: Sequence[MediaObject]) -> list[Attachment]:
        """One attachment for each; nothing is read yet."""
