"""Connected accounts, as clients see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from shared.events import NetworkName, WhoMustAct

AccountState = Literal["connecting", "connected", "degraded", "disconnected"]


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
