"""What a connector needs to act for an account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Access:
    """The right to act for one account.

    Attributes:
        account_id: Ours.
        base_url: Server the calls go to, without a slash at its end.
        remote_id: The network's id of the account; None before it has been identified.
        handle: The network's name of the account; None before it has been identified.
        secrets: Tokens and the like; only the network's own connector reads them.
    """

    account_id: UUID
    base_url: str
    remote_id: str | None
    handle: str | None
    secrets: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """Secrets that a network takes.

    Attributes:
        secrets: All of them, replacing the former.
        refresh_at: From when on they should be renewed; None if they do not expire.
    """

    secrets: Mapping[str, str] = field(repr=False)
    refresh_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the account is at the network."""

    remote_id: str
    handle: str
    display_name: str
    profile_url: str
