import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlsplit

from sandbox.store import Store

Kind = Literal["access", "refresh", "code", "app_password", "request", "service"]

ANY_LOCAL = "http://127.0.0.1/*"
"""A redirect address that stands for every one on this machine: the operator's app is registered once, ports vary."""


@dataclass(frozen=True)
class Token:
    token: str
    network: str
    kind: Kind
    account_id: int | None
    client_id: str | None
    scopes: frozenset[str]
    family: str
    issued_at: float
    expires_at: float | None
    ended_at: float | None
    document: dict[str, Any]


@dataclass(frozen=True)
class Client:
    """An application registered with a network."""

    client_id: str
    client_secret: str | None
    name: str
    redirect_uris: tuple[str, ...]
    scopes: frozenset[str]

    def is_proved_by(self, secret: str) -> bool:
        """Whether this is the application's secret; one that has none is proved by none."""
        return secrets.compare_digest((self.client_secret or "").encode(), secret.encode())

    def returns_to(self, uri: str) -> bool:
        """Whether people may be sent there after their answer: registered word by word, or, where the client stands
        for whoever tries the sandbox, any address on this machine.
        """
        local = urlsplit(uri).hostname in {"127.0.0.1", "localhost", "::1"}
        return uri in self.redirect_uris or (local and ANY_LOCAL in self.redirect_uris)


OWN_CLIENT = Client(
    "sandbox-client",
    "sandbox-client-secret",
    "Sandbox client",
    ("http://127.0.0.1/callback", ANY_LOCAL),
    frozenset(),
)
"""Known without being registered, so that an operator's settings can name it."""


class Tokens:
    """Access and refresh tokens, codes, app passwords and the applications they were given to."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now

    def issue(
        self,
        network: str,
        kind: Kind,
        *,
        account_id: int | None,
        scopes: str,
        client_id: str | None = None,
        seconds: float | None = None,
        family: str | None = None,
        text: str | None = None,
        document: dict[str, Any] | None = None,
    ) -> Token:
        """Make a token that ends after `seconds` (None: never). `family` joins those of one consent."""
        now = self._now()
        token = text or secrets.token_urlsafe(32)
        self._store.execute(
            "INSERT INTO tokens (token, network, kind, account_id, client_id, scopes, family, issued_at, expires_at, document)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            token,
            network,
            kind,
            account_id,
            client_id,
            scopes,
            family or secrets.token_hex(8),
            now,
            None if seconds is None else now + seconds,
            json.dumps(document or {}),
        )
        issued = self.find(network, token)
        assert issued is not None
        return issued

    def find(self, network: str, token: str) -> Token | None:
        return _token(self._store.one("SELECT * FROM tokens WHERE network = ? AND token = ?", network, token))

    def living(self, network: str, token: str, kind: Kind, client: Client) -> Token | None:
        """A token of that kind that was given to the application, and lives."""
        found = self.find(network, token)
        if found is None or found.kind != kind or found.client_id != client.client_id:
            return None
        return found if self.is_alive(found) else None

    def is_alive(self, token: Token) -> bool:
        return token.ended_at is None and (token.expires_at is None or self._now() < token.expires_at)

    def end(self, token: str) -> None:
        self._store.execute(
            "UPDATE tokens SET ended_at = ? WHERE token = ? AND ended_at IS NULL", self._now(), token
        )

    def end_family(self, family: str, kind: Kind | None = None) -> None:
        self._store.execute(
            "UPDATE tokens SET ended_at = ? WHERE family = ? AND ended_at IS NULL AND kind = coalesce(?, kind)",
            self._now(),
            family,
            kind,
        )

    def end_all(self, network: str, account_id: int) -> None:
        """Whatever was given for an account is over, as when its owner takes the consent back."""
        self._store.execute(
            "UPDATE tokens SET ended_at = ? WHERE network = ? AND account_id = ? AND ended_at IS NULL",
            self._now(),
            network,
            account_id,
        )

    def expire_access(self, network: str, account_id: int | None) -> int:
        """Let the access tokens of one account (None: of all) be past their time at once; how many."""
        return self._store.execute(
            "UPDATE tokens SET expires_at = ? WHERE network = ? AND kind = 'access'"
            " AND account_id = coalesce(?, account_id) AND ended_at IS NULL",
            self._now() - 1,
            network,
            account_id,
        ).rowcount

    def add_client(self, network: str, client: Client) -> None:
        self._store.execute(
            "INSERT INTO clients (client_id, network, client_secret, name, redirect_uris, scopes)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            client.client_id,
            network,
            client.client_secret,
            client.name,
            "\n".join(client.redirect_uris),
            " ".join(sorted(client.scopes)),
        )

    def client(self, network: str, client_id: str) -> Client | None:
        row = self._store.one("SELECT * FROM clients WHERE network = ? AND client_id = ?", network, client_id)
        if row is None:
            return None
        return Client(
            row["client_id"],
            row["client_secret"],
            row["name"],
            tuple(row["redirect_uris"].split("\n")),
            frozenset(row["scopes"].split()),
        )

    def client_named(self, network: str, options: Mapping[str, Any], scopes: Iterable[str]) -> Client:
        """The application that an account's tokens are given to: as the options name it, else the sandbox's own."""
        client = replace(
            OWN_CLIENT,
            client_id=str(options.get("client_id") or OWN_CLIENT.client_id),
            client_secret=str(options.get("client_secret") or OWN_CLIENT.client_secret),
            scopes=frozenset(scopes),
        )
        self.add_client(network, client)
        return client

    def client_or_own(self, network: str, client_id: str, scopes: Iterable[str] = ()) -> Client | None:
        """A registered application, or the sandbox's own one, which may ask for these scopes."""
        found = self.client(network, client_id)
        if found is None and client_id == OWN_CLIENT.client_id:
            return replace(OWN_CLIENT, scopes=frozenset(scopes))
        return found


def _token(row: sqlite3.Row | None) -> Token | None:
    if row is None:
        return None
    fields = dict(row)
    fields["scopes"] = frozenset(fields["scopes"].split())
    fields["document"] = json.loads(fields["document"])
    return Token(**fields)
