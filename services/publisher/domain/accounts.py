"""Accounts as the publisher keeps them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.publisher.domain.access import Identity
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import Publication
from shared.events import Envelope, NetworkName

AccountState = Literal["verifying", "connected", "degraded", "disconnected"]
# Here the credentials themselves say where posts go, and that may move: a group that grows gets another id.
_PLACED_BY_CREDENTIALS = frozenset({"telegram", "webhook"})


@dataclass(frozen=True, slots=True)
class Account:
    """One account and its credentials, encrypted.

    Attributes:
        credentials_version: Grows with every new set of credentials.
        former_credentials: The set before, until `former_until`.
        refresh_at: From when on they should be renewed.
        expires_at: When a person must consent again; None if never, or not known.
        revision: Ours: grows with every event that we tell of it.
        checks: Verifications in a row that the network did not answer.
        cause: The event that authorised it.
    """

    account_id: UUID
    organization_id: UUID
    network: NetworkName
    base_url: str | None
    state: AccountState
    credentials: bytes | None = field(repr=False)
    credentials_version: int
    former_credentials: bytes | None = field(repr=False)
    former_until: datetime | None
    refresh_at: datetime | None
    expires_at: datetime | None
    remote_id: str | None
    handle: str | None
    display_name: str | None
    profile_url: str | None
    revision: int
    checks: int
    cause: Envelope

    @property
    def identity(self) -> Identity | None:
        """Who it is at the network; None before that was found out."""
        known = (self.remote_id, self.handle, self.display_name, self.profile_url)
        remote_id, handle, display_name, profile_url = known
        if remote_id is None or handle is None or display_name is None or profile_url is None:
            return None
        return Identity(remote_id, handle, display_name, profile_url)

    def is_over(self, now: datetime) -> bool:
        """Whether the consent has ended, and nothing but another one helps."""
        return self.expires_at is not None and self.expires_at <= now


def mistaken(account: Account, identity: Identity) -> Failure | None:
    """Why new credentials are not this account's: they are somebody else's, whose wall its planned posts are not for."""
    is_same = account.remote_id in {None, identity.remote_id}
    if is_same or account.network in _PLACED_BY_CREDENTIALS:
        return None
    detail = (
        f"these credentials are those of {identity.handle}, and the account is {account.handle}: hand over its own, or"
        " disconnect it first to put the other in its place"
    )
    return failure("reconnect", "account.other_account", detail)


def obstacle(publication: Publication, account: Account | None) -> Failure | None:
    """Why the account can't be used for the publication now; None if it can."""
    if account is None or account.organization_id != publication.organization_id:
        return failure(
            "reconnect",
            "account.unknown",
            "no credentials were handed over for this account",
            who_must_act="account_owner",
        )
    if account.network != publication.network:
        detail = f"the account is one of {account.network}, not of {publication.network}"
        return failure("invalid", "account.other_network", detail)
    match account.state:
        case "connected":
            return None
        case "verifying":
            return failure("transient", "account.verifying", "the account is being verified")
        case "degraded":
            return failure("reconnect", "account.reconnect", "the account must be connected again")
    return failure(
        "restricted", "account.disconnected", "the account was disconnected", who_must_act="account_owner"
    )
