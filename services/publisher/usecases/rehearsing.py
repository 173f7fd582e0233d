"""A dry run: the same connectors, on accounts of the sandbox; the real ones are not touched."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

import structlog

from services.publisher.domain.access import Access, hosts_of
from services.publisher.domain.content import Content, Missing, Part, Pending, Receipt, part_count, part_of
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.rehearsals import Rehearsal
from services.publisher.errors import CredentialsIncompleteError, NetworkError, RefusedError
from services.publisher.ports import Connector, Connectors, MediaSource
from services.publisher.repository.rehearsals import RehearsalRepository
from services.publisher.usecases.asking import ask
from services.publisher.usecases.channels import REHEARSALS
from services.publisher.usecases.gate import require_taken
from shared.capabilities import Registry
from shared.clock import Clock
from shared.consuming import Received
from shared.events import (
    PostTarget,
    PublishedPart,
    RehearsalEnded,
    RehearsalRequested,
    RehearsedTarget,
)
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

logger = structlog.get_logger(__name__)

# Of one target: a video may be worked on for a while.
_LONGEST_SECONDS = 120.0


class SandboxAccounts(Protocol):
    """Accounts on the sandbox to try posts with."""

    async def open(self, target: PostTarget) -> dict[str, Any]:
        """An account that stands for the target's: `credentials`, `base_url`, `remote_id`, `handle`.

        Raises:
            NetworkError: The sandbox does not answer, or does not play that network.
        """


class Rehearsing:
    """Tries posts on the sandbox and tells an answer for each target.

    Args:
        rehearsals: Rows.
        accounts: Of the sandbox.
        connectors: The same as publish.
        registry: What each network takes.
        media: Attachments' bytes.
        units: For what is told.
        sandbox_url: Where the sandbox is; None: this installation has none.
        clock: Time.
    """

    def __init__(
        self,
        *,
        rehearsals: RehearsalRepository,
        accounts: SandboxAccounts,
        connectors: Connectors,
        registry: Registry,
        media: MediaSource,
        units: UnitOfWorkFactory,
        sandbox_url: str | None,
        clock: Clock,
    ) -> None:
        self._rehearsals = rehearsals
        self._accounts = accounts
        self._connectors = connectors
        self._registry = registry
        self._media = media
        self._units = units
        self._sandbox_url = sandbox_url
        self._clock = clock

    async def requested(self, work: UnitOfWork, received: Sequence[Received[RehearsalRequested]]) -> None:
        """Try these; each once."""
        await self._rehearsals.request(work.connection, received)
        work.notify(REHEARSALS)

    async def take(self, rehearsal: Rehearsal) -> None:
        """Try one post on all its networks at once."""
        answers = await asyncio.gather(*(self._try(target, rehearsal) for target in rehearsal.targets))
        async with self._units() as work:
            if not await self._rehearsals.end(work.connection, rehearsal):
                return  # somebody else has told it
            work.tell(
                RehearsalEnded(
                    organization_id=rehearsal.organization_id,
                    rehearsal_id=rehearsal.rehearsal_id,
                    post_id=rehearsal.post_id,
                    targets=tuple(answers),
                    ended_at=self._clock.now(),
                ),
                cause=rehearsal.cause,
            )
        logger.info("rehearsed", outcomes=[one.outcome for one in answers])

    async def _try(self, target: PostTarget, rehearsal: Rehearsal) -> RehearsedTarget:
        began = self._clock.monotonic()
        parts: list[PublishedPart] = []
        why: Failure | None = None
        is_refused = False
        try:
            await ask(self._publish(target, rehearsal, parts), _LONGEST_SECONDS)
        except NetworkError as error:
            why, is_refused = error.failure, isinstance(error, RefusedError)
        return RehearsedTarget(
            account_id=target.account_id,
            network=target.network,
            outcome="published" if why is None else "refused" if is_refused else "unknown",
            parts=tuple(parts),
            seconds=round(self._clock.monotonic() - began, 3),
            code=why.code if why else None,
            detail=why.detail if why else None,
            error_class=why.error_class if why else None,
            who_must_act=why.who_must_act if why else None,
        )

    async def _publish(self, target: PostTarget, rehearsal: Rehearsal, parts: list[PublishedPart]) -> None:
        """All parts one after the other; what went out before something was refused stays in `parts`."""
        connector = self._connectors.get(target.network)
        if connector is None or self._sandbox_url is None:
            detail = "this installation has no sandbox to rehearse on: set POSTWRIGHT_PUBLISHER_REHEARSAL_URL"
            raise RefusedError(failure("restricted", "rehearsal.no_sandbox", detail, who_must_act="operator"))
        content = Content(rehearsal.rehearsal_id, target.text, target.language, target.media, target.details)
        require_taken(self._registry, target.network, content)
        access = await self._open(connector, target, self._sandbox_url)
        receipts: tuple[Receipt, ...] = ()
        for index in range(part_count(content)):
            part = part_of(content, index, receipts)
            receipt = await self._publish_part(connector, access, part, receipts)
            receipts = (*receipts, receipt)
            parts.append(
                PublishedPart(
                    index=index,
                    role=part.role,
                    remote_id=receipt.remote_id,
                    url=receipt.url,
                    recipient=part.recipient,
                )
            )

    async def _open(self, connector: Connector, target: PostTarget, sandbox_url: str) -> Access:
        opened = await self._accounts.open(target)
        try:
            grant = connector.open(
                {name: str(value) for name, value in opened["credentials"].items() if value}
            )
        except CredentialsIncompleteError as error:
            raise RefusedError(failure("invalid", "rehearsal.no_account", str(error))) from error
        hosts = hosts_of(connector.hosts, target.network, opened["base_url"], sandbox_url)
        access = Access(target.account_id, hosts, opened["remote_id"], opened["handle"], grant.secrets)
        if grant.refresh_at is not None and grant.refresh_at <= self._clock.now():
            access = replace(access, secrets=(await connector.refresh(access)).secrets)
        return access

    async def _publish_part(
        self, connector: Connector, access: Access, part: Part, earlier: Sequence[Receipt]
    ) -> Receipt:
        taken = frozenset(receipt.remote_id for receipt in earlier)
        attachments = self._media.open(part.attached)
        prepared = await connector.prepare(access, part, attachments, None)
        while prepared.ready_in > 0:
            await self._clock.sleep(prepared.ready_in)
            prepared = await connector.prepare(access, part, attachments, prepared)
        began = self._clock.now()
        answer: Receipt | Pending | Missing = await connector.commit(access, part, attachments, prepared)
        while isinstance(answer, Pending):
            await self._clock.sleep(answer.wait_seconds)
            answer = await connector.prove(access, part, answer.prepared, since=began, taken=taken)
        if isinstance(answer, Missing):
            code = f"{connector.network}.not_published"
            raise RefusedError(failure("transient", code, "the network took it and did not publish it"))
        return answer
