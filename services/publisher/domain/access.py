"""What a connector needs to act for an account, and to be given that right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shared.events import NetworkName


@dataclass(frozen=True, slots=True)
class App:
    """The application that a network knows the operator by: people consent to it.

    Attributes:
        client_id: Public.
        client_secret: Of a confidential application.
        scopes: Those that the network gave the application; empty: all that publishing there can use.
    """

    client_id: str
    client_secret: str = field(default="", repr=False)
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Access:
    """The right to act for one account.

    Attributes:
        account_id: Ours.
        hosts: Servers by the connector's names for them, without a slash at the end.
        remote_id: The network's id of the account; None before it has been identified.
        handle: The network's name of the account; None before it has been identified.
        secrets: Tokens and the like; only the network's own connector reads them.
    """

    account_id: UUID
    hosts: Mapping[str, str]
    remote_id: str | None
    handle: str | None
    secrets: Mapping[str, str] = field(repr=False)

    @property
    def base_url(self) -> str:
        """The server that most calls go to; empty where the secrets hold it."""
        return self.hosts.get("api", "")

    @property
    def circuit(self) -> str:
        """What answers or does not answer together: one receiver that is away says nothing of another's."""
        return self.base_url or f"account {self.account_id}"


@dataclass(frozen=True, slots=True)
class Grant:
    """Secrets that a network takes.

    Attributes:
        secrets: All of them, replacing the former.
        refresh_at: From when on they should be renewed; None if they do not expire, or can't be renewed.
        expires_at: When a person must consent again because nothing renews them; None if never, or not known.
    """

    secrets: Mapping[str, str] = field(repr=False)
    refresh_at: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the account is at the network."""

    remote_id: str
    handle: str
    display_name: str
    profile_url: str


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """Somebody wants to consent on the network's page.

    Attributes:
        state: Comes back with the answer; ours, unguessable.
        redirect_url: Where the network sends the person afterwards.
        hosts: As of `Access`.
    """

    state: str = field(repr=False)
    redirect_url: str
    hosts: Mapping[str, str]

    def access(self, secrets: Mapping[str, str]) -> Access:
        """What the consent gave, to find out whose account it is."""
        return Access(UUID(int=0), self.hosts, None, None, secrets)


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """Where the person goes to consent.

    Attributes:
        url: The network's page.
        secrets: What the exchange of the answer needs, such as a PKCE verifier; kept encrypted until then.
    """

    url: str
    secrets: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """An account that a consent gives access to.

    Attributes:
        kind: What it is in the network's words: account, page, organization, channel.
    """

    network: NetworkName
    kind: str
    identity: Identity
    grant: Grant


def hosts_of(
    own: Mapping[str, str], network: NetworkName, base_url: str | None, sandbox_url: str | None
) -> dict[str, str]:
    """Where a connector's calls go.

    Args:
        own: The network's real servers; `api` is the one most calls go to, empty where each account names its own, and
            not there where an account's secrets hold the address.
        network: Whose they are.
        base_url: The server an account lives on, where accounts of a network live on different ones.
        sandbox_url: A sandbox that plays all networks, in place of all real servers.
    """
    if sandbox_url is None:
        hosts = dict(own)
    else:
        sandbox = f"{sandbox_url.rstrip('/')}/{network}"
        hosts = {"api": sandbox, **{name: f"{sandbox}/{name}" for name in own if name != "api"}}
    if base_url is not None:
        hosts["api"] = base_url.rstrip("/")
    return hosts
