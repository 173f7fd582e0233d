"""Accounts on their way by consent, as clients see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.gateway.domain.accounts import Account, AccountProblem
from services.gateway.domain.flaws import Flaw
from shared.events import NetworkName, OfferedAccount

ConnectionState = Literal["requested", "open", "authorizing", "choose", "done", "failed"]

CONSENT_TIME = timedelta(minutes=10)
"""From the request to the person's return; the publisher keeps what it needs for somewhat longer."""
CHOICE_SLACK = timedelta(minutes=5)
"""How long before the publisher forgets what it offered choosing ends here, so that the choice arrives in time."""

_EXPIRED = AccountProblem("connection.expired", "it took too long; begin anew", "account_owner")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to connect.

    Attributes:
        base_url: The server; none is the network's own.
        account_id: The account to connect again, if it is one.
    """

    network: NetworkName
    base_url: str | None
    redirect_url: str
    account_id: UUID | None


@dataclass(frozen=True, slots=True)
class Choice:
    """An account that a consent gives access to.

    Attributes:
        account_id: Ours, where the organisation has it already.
    """

    choice_id: str
    network: NetworkName
    kind: str
    remote_id: str
    handle: str
    display_name: str
    profile_url: str
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """One consent, from the request to the accounts that come of it.

    Attributes:
        account_id: The account that is connected again, if it is one.
        publisher_revision: Of the last event of the publisher that was applied.
        reply_key: Opens what the publisher seals for us; erased when it is used.
        authorize_url: The network's page, while the person is awaited.
        account_ids: What came of it.
        problem: Why nothing comes of it; none otherwise.
        expires_at: Until then the person must have come back, or have chosen.
    """

    connection_id: UUID
    organization_id: UUID
    user_id: UUID
    session_id: UUID
    network: NetworkName
    base_url: str | None
    account_id: UUID | None
    redirect_url: str
    state: ConnectionState
    revision: int
    publisher_revision: int
    reply_key: str | None = field(repr=False)
    authorize_url: str | None = field(repr=False)
    choices: tuple[Choice, ...]
    account_ids: tuple[UUID, ...]
    problem: AccountProblem | None
    created_at: datetime
    updated_at: datetime
    expires_at: datetime

    def is_expired(self, now: datetime) -> bool:
        """Whether nothing can come of it any more, though nobody has said so yet."""
        return self.state not in {"done", "failed"} and self.expires_at + CHOICE_SLACK < now

    def awaits_person(self, now: datetime) -> bool:
        """Whether the person may come back."""
        return self.state == "open" and now <= self.expires_at

    def problem_at(self, now: datetime) -> AccountProblem | None:
        """What is wrong with it now."""
        return _EXPIRED if self.is_expired(now) else self.problem

    def state_at(self, now: datetime) -> ConnectionState:
        """Where it stands now."""
        return "failed" if self.is_expired(now) else self.state


def explanation_of(connection: Connection, now: datetime, network_name: str) -> str:
    """Where it stands, in a sentence for a person."""
    match connection.state_at(now):
        case "requested":
            return f"{network_name} is asked for its consent page."
        case "open":
            until = f"{connection.expires_at:%H:%M} UTC"
            return f"The person is awaited back from {network_name}, until {until}."
        case "authorizing":
            return f"The person is back from {network_name}; the answer is being traded for access."
        case "choose":
            return f"The consent gives access to {_count(connection.choices)}: choose which to connect."
        case "done":
            return f"{_count(connection.account_ids)} to connect; each tells by itself when it is connected."
    problem = connection.problem_at(now)
    assert problem is not None, "what failed has its reason"
    return f"Nothing was connected: {problem.detail.rstrip('.')}."


def _count(accounts: Sequence[object]) -> str:
    return "1 account" if len(accounts) == 1 else f"{len(accounts)} accounts"


def choices_of(
    offered: Sequence[OfferedAccount], known: Mapping[tuple[str, str], UUID]
) -> tuple[Choice, ...]:
    """What can be chosen.

    Args:
        offered: By the publisher.
        known: The organisation's accounts by network and remote id.
    """
    return tuple(
        Choice(
            one.choice_id,
            one.network,
            one.kind,
            one.remote_id,
            one.handle,
            one.display_name,
            one.profile_url,
            known.get((one.network, one.remote_id)),
        )
        for one in offered
    )


def only_choice(choices: Sequence[Choice], reconnected: Account | None) -> Choice | None:
    """The one that need not be asked for: there is no other, or it is the account that is connected again."""
    if reconnected is None or reconnected.remote_id is None:
        return choices[0] if len(choices) == 1 else None
    same = [
        one for one in choices if (one.network, one.remote_id) == (reconnected.network, reconnected.remote_id)
    ]
    return same[0] if same else None


def other_account(choices: Sequence[Choice], reconnected: Account | None) -> AccountProblem | None:
    """What is wrong where an account is to be connected again and the consent is another's."""
    if reconnected is None or reconnected.remote_id is None or only_choice(choices, reconnected):
        return None
    given = ", ".join(one.handle for one in choices)
    detail = (
        f"the consent was given by {given}, and the account to connect again is {reconnected.handle}:"
        " sign in to the network as that one, or connect the other as an account of its own"
    )
    return AccountProblem("connection.other_account", detail, "account_owner")


def choice_flaws(connection: Connection, choice_ids: Sequence[str]) -> list[Flaw]:
    """What is wrong with a choice."""
    known = {one.choice_id for one in connection.choices}
    flaws = [
        Flaw(f"/choice_ids/{place}", "was not offered; take choice_id of the connection's choices")
        for place, choice_id in enumerate(choice_ids)
        if choice_id not in known
    ]
    if connection.account_id is not None and len(set(choice_ids)) > 1:
        flaws.append(Flaw("/choice_ids", "one alone: it becomes the account that is connected again"))
    return flaws
