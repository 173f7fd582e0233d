"""Accounts as the publisher keeps them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import Publication
from shared.events import Envelope, NetworkName

AccountState = Literal["verifying", "connected", "degraded", "disconnected"]


@dataclass(frozen=True, slots=True)
class Account:
    """One account and its credentials, encrypted.

    Attributes:
        credentials_version: Grows with every new set of credentials.
        refresh_at: From when on they should be renewed.
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
    refresh_at: datetime | None
    remote_id: str | None
    handle: str | None
    checks: int
    cause: Envelope


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
