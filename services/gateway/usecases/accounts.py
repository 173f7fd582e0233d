"""Accounts on networks: credentials pass through here sealed and stay with the publisher alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.gateway.domain.accounts import Account, AccountState
from services.gateway.domain.addresses import AddressRefusedError, server_address
from services.gateway.domain.credentials import credential_flaws
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import NotFoundError
from services.gateway.usecases import quotas
from services.gateway.usecases.live import LiveEvent, append_live_events
from shared.capabilities import Registry
from shared.events import (
    AccountAuthorized,
    AccountConnected,
    AccountDegraded,
    AccountDisconnected,
    AccountExpiring,
    NetworkName,
)
from shared.ids import new_id
from shared.sealing import Sealer
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.gateway.repository.accounts import AccountRepository
    from shared.consuming import Received


class Accounts:
    """What clients do with accounts, and what the publisher says of them.

    Args:
        repository: Rows.
        sealer: Seals for the publisher.
        registry: Which credentials a network takes.
        allow_private_addresses: Let an account's server be in a private network.
    """

    def __init__(
        self,
        *,
        repository: "AccountRepository",
        sealer: Sealer,
        registry: Registry,
        allow_private_addresses: bool,
    ) -> None:
        self._repository = repository
        self._sealer = sealer
        self._registry = registry
        self._allow_private_addresses = allow_private_addresses

    async def connect(
        self,
        work: UnitOfWork,
        caller: Caller,
        *,
        network: NetworkName,
        base_url: str | None,
        credentials: Mapping[str, str],
    ) -> Account:
        """Hand an account's credentials to the publisher, which finds out whose they are.

        Raises:
            FlawedError: Fields that the network needs are missing, there are others, or we do not call that server.
        """
        self._check(network, base_url, credentials)
        server = checked_server(base_url, allow_private=self._allow_private_addresses)
        await quotas.take(work, caller.organization_id, "accounts")
        account = await self._repository.insert(
            work.connection, new_id(), caller.organization_id, network, server
        )
        await self._authorize(work, account, credentials)
        return account

    async def reconnect(
        self,
        work: UnitOfWork,
        account_id: UUID,
        *,
        network: NetworkName,
        base_url: str | None,
        credentials: Mapping[str, str],
    ) -> Account:
        """Hand new credentials of an account to the publisher; its id and posts stay.

        Args:
            work: Inside the caller's organisation.
            account_id: Which account.
            network: Must be the account's.
            base_url: A new server; none keeps the former.
            credentials: The new ones.

        Raises:
            NotFoundError: No such account here.
            FlawedError: Another network, fields that it needs are missing or there are others, or we do not call that
                server.
        """
        account = await self._locked(work, account_id)
        if account.network != network:
            raise FlawedError(
                [Flaw("/network", f"is {account.network} for this account and can't be changed")]
            )
        self._check(network, base_url or account.base_url, credentials)
        server = checked_server(base_url, allow_private=self._allow_private_addresses)
        if account.state == "disconnected":
            await quotas.take(work, account.organization_id, "accounts")
        account = await self._repository.reauthorize(work.connection, account_id, server or account.base_url)
        await self._authorize(work, account, credentials)
        return account

    async def disconnect(self, work: UnitOfWork, account_id: UUID, condition: RevisionCondition) -> Account:
        """Take an account away: the publisher erases its credentials. Repeats change nothing.

        Raises:
            NotFoundError: No such account here.
            StaleRevisionError: It was changed since the client saw it.
        """
        account = await self._locked(work, account_id)
        if account.state == "disconnected":
            return account
        condition.check(account.revision)
        account = await self._repository.disconnect(work.connection, account_id)
        self._tell_disconnected(work, account)
        await append_live_events(work, [live_event(account)])
        return account

    async def get(self, work: UnitOfWork, account_id: UUID) -> Account:
        """Raises NotFoundError where the organisation has no such account."""
        account = await self._repository.get(work.connection, account_id)
        if account is None:
            raise NotFoundError.of("account", account_id)
        return account

    async def page(
        self,
        work: UnitOfWork,
        *,
        after: UUID | None,
        network: NetworkName | None,
        state: AccountState | None,
        limit: int,
    ) -> list[Account]:
        """Accounts after a position, newest first; without a state, all that were not taken away."""
        return await self._repository.page(work.connection, after, network, state, limit)

    async def mark_connected(
        self, work: UnitOfWork, received: "Sequence[Received[AccountConnected]]"
    ) -> None:
        """The publisher found out who the accounts are.

        One that the organisation has already is taken away again: what goes to a whole network would be on the same
        wall twice.
        """
        events = [one.data for one in received]
        new = await self._repository.never_connected(work.connection, events)
        changed = {
            account.account_id: account
            for account in await self._repository.apply_connected(work.connection, events)
        }
        twins = await self._repository.twins(work.connection, [one for one in new if one in changed])
        for account_id, known_id in twins.items():
            twin = changed[account_id]
            detail = (
                f"{twin.handle} is connected already, as account {known_id}; to give it these credentials, hand them"
                f" to POST /v1/accounts/{known_id}/credentials"
            )
            changed[account_id] = await self._repository.refuse_twin(work.connection, account_id, detail)
            self._tell_disconnected(work, changed[account_id])
        await append_live_events(work, [live_event(account) for account in changed.values()])

    async def mark_degraded(self, work: UnitOfWork, received: "Sequence[Received[AccountDegraded]]") -> None:
        """The accounts can't publish until somebody acts."""
        changed = await self._repository.apply_degraded(work.connection, [one.data for one in received])
        await append_live_events(work, [live_event(account) for account in changed])

    async def mark_expiring(self, work: UnitOfWork, received: "Sequence[Received[AccountExpiring]]") -> None:
        """Somebody must consent again before long."""
        events = [one.data for one in received]
        changed = await self._repository.apply_expiring(work.connection, events)
        told = {event.account_id: event for event in sorted(events, key=lambda event: event.revision)}
        await append_live_events(
            work, [_expiring_event(account, told[account.account_id]) for account in changed]
        )

    def _tell_disconnected(self, work: UnitOfWork, account: Account) -> None:
        work.tell(
            AccountDisconnected(
                organization_id=account.organization_id,
                account_id=account.account_id,
                network=account.network,
                revision=account.revision,
                disconnected_at=work.clock.now(),
            )
        )

    async def _locked(self, work: UnitOfWork, account_id: UUID) -> Account:
        account = await self._repository.lock(work.connection, account_id)
        if account is None:
            raise NotFoundError.of("account", account_id)
        return account

    async def _authorize(self, work: UnitOfWork, account: Account, credentials: Mapping[str, str]) -> None:
        sealed = self._sealer.seal(json.dumps(credentials).encode(), str(account.account_id).encode())
        work.tell(
            AccountAuthorized(
                organization_id=account.organization_id,
                account_id=account.account_id,
                network=account.network,
                sealed_credential=sealed,
                base_url=account.base_url,
                authorized_at=work.clock.now(),
                revision=account.revision,
            )
        )
        await append_live_events(work, [live_event(account)])

    def _check(self, network: NetworkName, base_url: str | None, credentials: Mapping[str, str]) -> None:
        flaws = credential_flaws(self._registry[network], base_url, credentials)
        if flaws:
            raise FlawedError(flaws)


def checked_server(base_url: str | None, *, allow_private: bool) -> str | None:
    """A server that a client named, in one form; None where it named none.

    Raises:
        FlawedError: We do not call it.
    """
    if base_url is None:
        return None
    try:
        return server_address(base_url, allow_private=allow_private)
    except AddressRefusedError as refused:
        raise FlawedError([Flaw("/base_url", str(refused))]) from None


def live_event(account: Account) -> LiveEvent:
    """What watching clients are told of an account."""
    data: dict[str, Any] = {
        "account_id": str(account.account_id),
        "network": account.network,
        "state": account.state,
        "handle": account.handle,
        "revision": account.revision,
    }
    if account.problem is not None:
        data["problem"] = asdict(account.problem)
    return LiveEvent(account.organization_id, f"account.{account.state}", data)


def _expiring_event(account: Account, told: AccountExpiring) -> LiveEvent:
    data = {
        **live_event(account).data,
        "expires_at": told.expires_at.isoformat(),
        "days_left": told.days_left,
        "who_must_act": told.who_must_act,
    }
    return LiveEvent(account.organization_id, "account.expiring", data)
