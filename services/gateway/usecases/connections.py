"""Connecting accounts by consent: what the person does. What comes back with them passes through here, sealed."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from services.gateway.domain.accounts import Account
from services.gateway.domain.connections import CONSENT_TIME, Connection, Wanted, choice_flaws
from services.gateway.domain.credentials import needs_server
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.errors import (
    ConnectionNotAwaitedError,
    NotFoundError,
    StateMismatchError,
)
from services.gateway.usecases.accounts import checked_server
from services.gateway.usecases.choosing import Choosing, live_event
from services.gateway.usecases.live import append_live_events
from shared.capabilities import Registry
from shared.events import ConnectionAuthorized, ConnectionRequested, NetworkName
from shared.ids import new_id
from shared.sealing import Sealer, generate_key_pair
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.gateway.consent_tokens import ConsentTokens
    from services.gateway.repository.accounts import AccountRepository
    from services.gateway.repository.connections import ConnectionRepository


class Connections:
    """Begins connections, takes what comes back, and the choice.

    Args:
        repository: Rows.
        accounts: Rows of the accounts that are connected again.
        choosing: Makes accounts of what is chosen.
        registry: Which networks offer consent.
        sealer: Seals for the publisher.
        tokens: Ties the person to the connection.
        own_redirect_url: Our own address for people who come back.
        redirect_urls: Front ends' addresses that the operator allows.
        allow_private_addresses: Let an account's server be in a private network.
    """

    def __init__(
        self,
        *,
        repository: "ConnectionRepository",
        accounts: "AccountRepository",
        choosing: Choosing,
        registry: Registry,
        sealer: Sealer,
        tokens: "ConsentTokens",
        own_redirect_url: str,
        redirect_urls: Sequence[str],
        allow_private_addresses: bool,
    ) -> None:
        self._repository = repository
        self._accounts = accounts
        self._choosing = choosing
        self._registry = registry
        self._sealer = sealer
        self._tokens = tokens
        self._redirect_urls = frozenset({own_redirect_url, *redirect_urls})
        self._allow_private_addresses = allow_private_addresses
        self.own_redirect_url = own_redirect_url

    async def start(
        self,
        work: UnitOfWork,
        caller: Caller,
        *,
        network: NetworkName,
        base_url: str | None,
        redirect_url: str | None,
        account_id: UUID | None,
    ) -> Connection:
        """Ask the publisher for the network's page.

        Raises:
            FlawedError: The network offers no consent, its server is missing or none that we call, the redirect is not
                allowed, or the account is on another network.
            NotFoundError: No such account here.
        """
        account = None if account_id is None else await self._reconnected(work, account_id, network)
        base_url = checked_server(base_url, allow_private=self._allow_private_addresses)
        if base_url is None and account is not None:
            base_url = account.base_url
        wanted = Wanted(network, base_url, redirect_url or self.own_redirect_url, account_id)
        self._check(wanted)
        connection = await self._insert(work, caller, wanted)
        await append_live_events(work, [live_event(connection, work.clock.now(), self._registry)])
        return connection

    async def get(self, work: UnitOfWork, connection_id: UUID) -> Connection:
        """Raises NotFoundError where the organisation has no such connection."""
        connection = await self._repository.get(work.connection, connection_id)
        if connection is None:
            raise NotFoundError.of("connection", connection_id)
        return connection

    async def find(self, state: str) -> tuple[UUID, UUID] | None:
        """The connection that a state was made for, and whose it is; None if there is none."""
        connection_id = self._tokens.connection_of(state)
        if connection_id is None:
            return None
        organization_id = await self._repository.organization_of(connection_id)
        return None if organization_id is None else (connection_id, organization_id)

    def cookie(self, connection_id: UUID, session_id: UUID) -> str:
        """What the browser that began in that sign-in keeps, to show that it did."""
        return self._tokens.cookie(connection_id, session_id)

    def is_cookie(self, text: str, connection: Connection) -> bool:
        """Whether the browser is the one that began."""
        return self._tokens.is_cookie(text, connection.connection_id, connection.session_id)

    async def answer(
        self, work: UnitOfWork, connection_id: UUID, session_id: UUID, parameters: Mapping[str, str]
    ) -> Connection:
        """Hand what came back with the person to the publisher, once, and keep nothing of it.

        Args:
            work: Inside the organisation.
            connection_id: Which.
            session_id: The sign-in of who brings it.
            parameters: Everything the network added to the address.

        Raises:
            NotFoundError: No such connection here.
            StateMismatchError: Somebody else began it, or `state` is not its own.
            ConnectionNotAwaitedError: Somebody came back already, or too late.
        """
        connection = await self._locked(work, connection_id)
        is_own = connection.session_id == session_id
        if self._tokens.connection_of(parameters.get("state", "")) != connection_id or not is_own:
            raise StateMismatchError.of()
        now = work.clock.now()
        if not connection.awaits_person(now):
            raise ConnectionNotAwaitedError.of(connection.state_at(now))
        connection = await self._repository.authorize(work.connection, connection_id, now)
        answer = json.dumps(dict(parameters)).encode()
        work.tell(
            ConnectionAuthorized(
                organization_id=connection.organization_id,
                connection_id=connection_id,
                network=connection.network,
                revision=connection.revision,
                sealed_answer=self._sealer.seal(answer, str(connection_id).encode()),
                authorized_at=now,
            )
        )
        await append_live_events(work, [live_event(connection, work.clock.now(), self._registry)])
        return connection

    async def choose(
        self, work: UnitOfWork, caller: Caller, connection_id: UUID, choice_ids: Sequence[str]
    ) -> Connection:
        """Connect the chosen accounts, once; what is not chosen is given up.

        Raises:
            NotFoundError: No such connection here, or somebody else's.
            FlawedError: One was not offered.
            ConnectionNotAwaitedError: There is nothing to choose (any more).
        """
        connection = await self._locked(work, connection_id)
        if connection.user_id != caller.user_id:
            raise NotFoundError.of("connection of yours", connection_id)
        now = work.clock.now()
        if connection.state != "choose" or connection.expires_at < now:
            raise ConnectionNotAwaitedError.of(connection.state_at(now))
        flaws = choice_flaws(connection, choice_ids)
        if flaws:
            raise FlawedError(flaws)
        chosen = [choice for choice in connection.choices if choice.choice_id in choice_ids]
        return await self._choosing.connect(work, connection, chosen)

    async def _insert(self, work: UnitOfWork, caller: Caller, wanted: Wanted) -> Connection:
        now, connection_id = work.clock.now(), new_id()
        private, public = generate_key_pair()
        connection = Connection(
            connection_id=connection_id,
            organization_id=caller.organization_id,
            user_id=caller.user_id,
            session_id=caller.session_id,
            network=wanted.network,
            base_url=wanted.base_url,
            account_id=wanted.account_id,
            redirect_url=wanted.redirect_url,
            state="requested",
            revision=1,
            publisher_revision=0,
            reply_key=private,
            authorize_url=None,
            choices=(),
            account_ids=(),
            problem=None,
            created_at=now,
            updated_at=now,
            expires_at=now + CONSENT_TIME,
        )
        state = self._tokens.state(connection_id).encode()
        work.tell(
            ConnectionRequested(
                organization_id=caller.organization_id,
                connection_id=connection_id,
                network=wanted.network,
                revision=connection.revision,
                base_url=wanted.base_url,
                account_id=wanted.account_id,
                redirect_url=wanted.redirect_url,
                sealed_state=self._sealer.seal(state, str(connection_id).encode()),
                reply_key=public,
                expires_at=connection.expires_at,
            )
        )
        return await self._repository.insert(work.connection, connection)

    async def _reconnected(self, work: UnitOfWork, account_id: UUID, network: NetworkName) -> Account:
        account = await self._accounts.get(work.connection, account_id)
        if account is None:
            raise NotFoundError.of("account", account_id)
        if account.network != network:
            raise FlawedError([Flaw("/network", f"is {account.network} for this account")])
        return account

    def _check(self, wanted: Wanted) -> None:
        capability, flaws = self._registry[wanted.network], []
        if not capability.connecting.consent:
            detail = f"{capability.name} has no consent page: hand over credentials, POST /v1/accounts"
            flaws.append(Flaw("/network", detail, "connection.credentials_needed"))
        elif wanted.base_url is None and needs_server(capability):
            flaws.append(
                Flaw("/base_url", f"is missing: the {capability.name} server that the account lives on")
            )
        if wanted.redirect_url not in self._redirect_urls:
            detail = f"is not allowed here; the operator allows {', '.join(sorted(self._redirect_urls))}"
            flaws.append(Flaw("/redirect_url", detail, "connection.redirect_not_allowed"))
        if flaws:
            raise FlawedError(flaws)

    async def _locked(self, work: UnitOfWork, connection_id: UUID) -> Connection:
        connection = await self._repository.lock(work.connection, connection_id)
        if connection is None:
            raise NotFoundError.of("connection", connection_id)
        return connection
