"""What the publisher says of a connection, and the accounts that come of what is chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.gateway.domain.accounts import Account, AccountProblem
from services.gateway.domain.connections import (
    CHOICE_SLACK,
    Choice,
    Connection,
    choices_of,
    explanation_of,
    only_choice,
    other_account,
)
from services.gateway.domain.live import LiveEvent
from services.gateway.errors import QuotaExceededError
from services.gateway.usecases import quotas
from services.gateway.usecases.accounts import live_event as account_event
from services.gateway.usecases.live import append_live_events
from shared.capabilities import Registry
from shared.events import (
    ChosenAccount,
    ConnectionChosen,
    ConnectionFailed,
    ConnectionOffered,
    ConnectionOpened,
    NetworkName,
    OfferedAccount,
)
from shared.ids import new_id
from shared.sealing import Opener
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.gateway.repository.accounts import AccountRepository
    from services.gateway.repository.connections import ConnectionRepository
    from shared.consuming import Received


class Choosing:
    """Follows connections as the publisher tells of them; connects what is chosen.

    Args:
        repository: Rows.
        accounts: Rows of the accounts that come of it.
        registry: Whether a network's accounts live on different servers.
    """

    def __init__(
        self, repository: "ConnectionRepository", accounts: "AccountRepository", registry: Registry
    ) -> None:
        self._repository = repository
        self._accounts = accounts
        self._registry = registry

    async def opened(self, work: UnitOfWork, received: "Sequence[Received[ConnectionOpened]]") -> None:
        """The network's page is known."""
        for one in (received.data for received in received):
            connection = await self._news(work, one)
            if connection is None or connection.state != "requested" or connection.reply_key is None:
                continue
            context = str(one.connection_id).encode()
            address = Opener(connection.reply_key).open(one.sealed_authorize_url, context).decode()
            changed = await self._repository.open(
                work.connection, one.connection_id, one.revision, address, work.clock.now()
            )
            await append_live_events(work, [self._event(work, changed)])

    async def offered(self, work: UnitOfWork, received: "Sequence[Received[ConnectionOffered]]") -> None:
        """The consent gives access to these accounts; where there is nothing to choose, it is connected at once."""
        for one in (received.data for received in received):
            connection = await self._news(work, one)
            if connection is None or connection.state != "authorizing":
                continue
            choices = await self._choices(work, connection, one.choices)
            changed = await self._repository.offer(
                work.connection,
                one.connection_id,
                choices,
                revision=one.revision,
                expires_at=one.expires_at - CHOICE_SLACK,
                now=work.clock.now(),
            )
            await self._choose_or_ask(work, changed)

    async def failed(self, work: UnitOfWork, received: "Sequence[Received[ConnectionFailed]]") -> None:
        """Nothing comes of them."""
        for one in (received.data for received in received):
            connection = await self._news(work, one)
            if connection is None or connection.state == "failed":
                continue
            problem = AccountProblem(one.code, one.detail, one.who_must_act)
            await self._fail(work, connection, problem, one.revision)

    async def connect(self, work: UnitOfWork, connection: Connection, chosen: Sequence[Choice]) -> Connection:
        """Accounts for what was chosen; one that the organisation has already keeps its id and its plan.

        Raises:
            QuotaExceededError: The plan does not allow so many; nothing was made.
        """
        # All of them, in one order: two who connect accounts of several networks would wait in a circle.
        for network in sorted({choice.network for choice in chosen}):
            await self._repository.hold_network(work.connection, connection.organization_id, network)
        new = [choice for choice in chosen if await self._account_id(work, connection, choice) is None]
        await quotas.take(work, connection.organization_id, "accounts", len(new))
        accounts = [await self._account(work, connection, choice) for choice in chosen]
        now = work.clock.now()
        finished = await self._repository.finish(
            work.connection, connection.connection_id, [account.account_id for account in accounts], now
        )
        self._tell_chosen(work, finished, [*zip(chosen, accounts, strict=True)])
        await append_live_events(work, [self._event(work, finished), *map(account_event, accounts)])
        return finished

    async def _choose_or_ask(self, work: UnitOfWork, connection: Connection) -> None:
        reconnected = None
        if connection.account_id is not None:
            reconnected = await self._accounts.get(work.connection, connection.account_id)
        problem = other_account(connection.choices, reconnected)
        if problem is not None:
            self._tell_chosen(work, connection, [])
            await self._fail(work, connection, problem, connection.publisher_revision)
            return
        only = only_choice(connection.choices, reconnected)
        if only is None:
            await append_live_events(work, [self._event(work, connection)])
            return
        try:
            await self.connect(work, connection, [only])
        except QuotaExceededError as refusal:
            # Before anything was made; nobody is here to be told but by the connection itself.
            problem = AccountProblem(refusal.code, refusal.detail, "account_owner")
            self._tell_chosen(work, connection, [])
            await self._fail(work, connection, problem, connection.publisher_revision)

    async def _account(self, work: UnitOfWork, connection: Connection, choice: Choice) -> Account:
        base_url = connection.base_url if choice.network == connection.network else None
        account_id = await self._account_id(work, connection, choice)
        if account_id is None:
            return await self._accounts.insert(
                work.connection, new_id(), connection.organization_id, choice.network, base_url
            )
        known = await self._accounts.lock(work.connection, account_id)
        assert known is not None, "accounts are never deleted"
        return await self._accounts.reauthorize(work.connection, account_id, base_url or known.base_url)

    async def _account_id(self, work: UnitOfWork, connection: Connection, choice: Choice) -> UUID | None:
        if connection.account_id is not None and choice.network == connection.network:
            return connection.account_id
        known = await self._known(work, connection, choice.network, [choice.remote_id])
        return known[choice.remote_id].account_id if known else None

    async def _choices(
        self, work: UnitOfWork, connection: Connection, offered: Sequence[OfferedAccount]
    ) -> tuple[Choice, ...]:
        known: dict[tuple[str, str], UUID] = {}
        for network in sorted({one.network for one in offered}):
            remote_ids = [one.remote_id for one in offered if one.network == network]
            accounts = await self._known(work, connection, network, remote_ids)
            known |= {(network, remote_id): a.account_id for remote_id, a in accounts.items()}
        return choices_of(offered, known)

    async def _known(
        self, work: UnitOfWork, connection: Connection, network: NetworkName, remote_ids: Sequence[str]
    ) -> dict[str, Account]:
        await self._repository.hold_network(work.connection, connection.organization_id, network)
        return await self._repository.known_accounts(
            work.connection,
            connection.organization_id,
            network,
            remote_ids,
            base_url=connection.base_url if network == connection.network else None,
            by_server=network in self._registry and self._registry[network].api.base_url_per_account,
        )

    async def _fail(
        self, work: UnitOfWork, connection: Connection, problem: AccountProblem, revision: int
    ) -> None:
        now = work.clock.now()
        changed = await self._repository.fail(
            work.connection, connection.connection_id, revision, problem, now
        )
        await append_live_events(work, [self._event(work, changed)])

    def _event(self, work: UnitOfWork, connection: Connection) -> LiveEvent:
        return live_event(connection, work.clock.now(), self._registry)

    async def _news(
        self, work: UnitOfWork, event: ConnectionOpened | ConnectionOffered | ConnectionFailed
    ) -> Connection | None:
        """The connection an event is about, kept still; None if it is not news."""
        connection = await self._repository.lock(work.connection, event.connection_id)
        if connection is None or connection.organization_id != event.organization_id:
            return None
        return connection if connection.publisher_revision < event.revision else None

    def _tell_chosen(
        self, work: UnitOfWork, connection: Connection, chosen: Iterable[tuple[Choice, Account]]
    ) -> None:
        accounts = tuple(
            ChosenAccount(
                choice_id=choice.choice_id,
                account_id=account.account_id,
                network=account.network,
                base_url=account.base_url,
                revision=account.revision,
            )
            for choice, account in chosen
        )
        work.tell(
            ConnectionChosen(
                organization_id=connection.organization_id,
                connection_id=connection.connection_id,
                network=connection.network,
                revision=connection.revision,
                accounts=accounts,
                chosen_at=work.clock.now(),
            )
        )


def live_event(connection: Connection, now: datetime, registry: Registry) -> LiveEvent:
    """What watching clients are told: never the page's address, which is for one person alone."""
    data: dict[str, Any] = {
        "connection_id": str(connection.connection_id),
        "network": connection.network,
        "state": connection.state,
        "explanation": explanation_of(connection, now, registry.name_of(connection.network)),
        "account_ids": [str(account_id) for account_id in connection.account_ids],
        "revision": connection.revision,
    }
    if connection.problem is not None:
        data["problem"] = asdict(connection.problem)
    return LiveEvent(connection.organization_id, f"connection.{connection.state}", data)
