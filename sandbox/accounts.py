import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from sandbox.store import Store


@dataclass(frozen=True)
class Account:
    """A person on one network; `id` is the sandbox's own, `remote_id` the one the network shows."""

    id: int
    network: str
    handle: str
    remote_id: str
    display_name: str
    created_at: float


class Accounts:
    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now

    def ensure(
        self, network: str, handle: str, make_remote_id: Callable[[], str], display_name: str = ""
    ) -> Account:
        """The account of this handle, made when it is new."""
        found = self.by_handle(network, handle)
        if found:
            return found
        name = display_name or handle.split(".", maxsplit=1)[0].replace("_", " ").replace("-", " ").title()
        self._store.execute(
            "INSERT INTO accounts (network, handle, remote_id, display_name, created_at) VALUES (?, ?, ?, ?, ?)",
            network,
            handle,
            make_remote_id(),
            name,
            self._now(),
        )
        made = self.by_handle(network, handle)
        assert made is not None
        return made

    def rename(self, account: Account, display_name: str) -> Account:
        """The same account under the name that people read."""
        self._store.execute("UPDATE accounts SET display_name = ? WHERE id = ?", display_name, account.id)
        return replace(account, display_name=display_name)

    def by_handle(self, network: str, handle: str) -> Account | None:
        return _account(
            self._store.one("SELECT * FROM accounts WHERE network = ? AND handle = ?", network, handle)
        )

    def by_remote_id(self, network: str, remote_id: str) -> Account | None:
        return _account(
            self._store.one("SELECT * FROM accounts WHERE network = ? AND remote_id = ?", network, remote_id)
        )

    def by_id(self, account_id: int) -> Account | None:
        return _account(self._store.one("SELECT * FROM accounts WHERE id = ?", account_id))

    def consenting(self, network: str, hint: str | None, ensure: Callable[[str], Account]) -> Account:
        """Who consents on a network's page: the one named, else the newest account, else one called demo."""
        newest = self.newest(network)
        return newest if newest and not hint else ensure(hint or "demo")

    def newest(self, network: str) -> Account | None:
        return _account(
            self._store.one("SELECT * FROM accounts WHERE network = ? ORDER BY id DESC LIMIT 1", network)
        )


def _account(row: sqlite3.Row | None) -> Account | None:
    return Account(**dict(row)) if row else None
