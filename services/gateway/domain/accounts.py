"""Connected accounts, as clients see them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from shared.events import NetworkName, WhoMustAct

AccountState = Literal["connecting", "connected", "degraded", "disconnected"]

WARNING_TIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AccountProblem:
    """Why an account can't publish."""

    code: str
    detail: str
    who_must_act: WhoMustAct


@dataclass(frozen=True, slots=True)
class Account:
    """An account on a network.

    Attributes:
        revision: Grows with every change, whoever made it.
        problem: Why it is degraded; none otherwise.
        expires_at: When a person must consent again; none if never, or not known.
    """

    account_id: UUID
    organization_id: UUID
    network: NetworkName
    base_url: str | None
    state: AccountState
    revision: int
    remote_id: str | None
    handle: str | None
    display_name: str | None
    profile_url: str | None
    problem: AccountProblem | None
    created_at: datetime
    updated_at: datetime
    connected_at: datetime | None
    expires_at: datetime | None

    def warning_at(self, now: datetime) -> AccountProblem | None:
        """What will stop it before long, while it still publishes."""
        if self.state != "connected" or self.expires_at is None or self.expires_at - now > WARNING_TIME:
            return None
        days = max(0, (self.expires_at - now).days)
        left = "less than a day" if days == 0 else "1 day" if days == 1 else f"{days} days"
        detail = f"the consent ends in {left}; connect the account again, its planned posts stay"
        return AccountProblem("account.expiring", detail, "account_owner")
