"""Consents under way, as the publisher keeps them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from services.publisher.domain.access import Choice, ConsentPage, Grant, Identity
from services.publisher.domain.failures import Failure, failure
from shared.events import Envelope, NetworkName, OfferedAccount

ConnectionState = Literal["requested", "opened", "authorized", "offered", "done", "failed"]

KEPT_AFTER_EXPIRY = timedelta(minutes=5)
"""The gateway takes an answer until the connection expires; on its way it may be held up."""
OFFER_TIME = timedelta(minutes=15)
"""From the offer until what was not chosen is erased."""

EXPIRED = failure(
    "reconnect",
    "connection.expired",
    "nobody came back from the network's page, or chose, in time; begin anew",
    who_must_act="account_owner",
)


@dataclass(frozen=True, slots=True)
class Connection:
    """One consent.

    Attributes:
        account_id: The account that is connected again, if it is one.
        reply_key: Public key that the page's address is sealed to.
        revision: Ours: grows with every event that we tell.
        secrets: Encrypted; none when it is over.
        tries: Calls in a row that the network did not answer.
        cause: The event that asked for it.
    """

    connection_id: UUID
    organization_id: UUID
    network: NetworkName
    base_url: str | None
    account_id: UUID | None
    redirect_url: str
    reply_key: str
    state: ConnectionState
    revision: int
    secrets: bytes | None = field(repr=False)
    tries: int
    cause: Envelope
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is kept encrypted while a consent is under way.

    Attributes:
        state: What the network sends back with the person.
        page: Where they were sent; None before.
        answer: What they came back with; None before.
        offers: What the consent gives access to, by choice id; empty before.
    """

    state: str = field(repr=False)
    page: ConsentPage | None = None
    answer: Mapping[str, str] | None = field(default=None, repr=False)
    offers: Mapping[str, Choice] = field(default_factory=dict, repr=False)

    def to_bytes(self) -> bytes:
        """As JSON."""
        document = {
            "state": self.state,
            "page": None if self.page is None else [self.page.url, dict(self.page.secrets)],
            "answer": None if self.answer is None else dict(self.answer),
            "offers": {choice_id: _choice_document(choice) for choice_id, choice in self.offers.items()},
        }
        return json.dumps(document).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Secrets":
        """Read back what `to_bytes` wrote."""
        document = json.loads(data)
        page = document["page"]
        offers = {choice_id: _choice(one) for choice_id, one in document["offers"].items()}
        return cls(document["state"], ConsentPage(*page) if page else None, document["answer"], offers)


def offered_accounts(offers: Mapping[str, Choice]) -> tuple[OfferedAccount, ...]:
    """What may be told of what was offered: everything but the secrets."""
    return tuple(
        OfferedAccount(
            choice_id=choice_id,
            network=choice.network,
            kind=choice.kind,
            remote_id=choice.identity.remote_id,
            handle=choice.identity.handle,
            display_name=choice.identity.display_name,
            profile_url=choice.identity.profile_url,
        )
        for choice_id, choice in offers.items()
    )


def kept_renewal(grant: Grant, former: Mapping[str, str] | None) -> Grant:
    """The grant with what renewed the former one, where a network gives that only the first time.

    Args:
        grant: Of the consent.
        former: The account's secrets so far; None if it had none.
    """
    if former is None or not former.get("refresh_token") or grant.secrets.get("refresh_token"):
        return grant
    if former.get("client_id") != grant.secrets.get("client_id"):
        return grant
    secrets = {**grant.secrets, "refresh_token": former["refresh_token"]}
    return Grant(secrets, grant.refresh_at or grant.expires_at, None)


def nothing_offered(network: NetworkName) -> Failure:
    """Why a consent without any account fails."""
    detail = "the consent gives access to no account that can be published to"
    return failure("reconnect", f"{network}.nothing_offered", detail, who_must_act="account_owner")


def _choice_document(choice: Choice) -> dict[str, Any]:
    identity, grant = choice.identity, choice.grant
    return {
        "network": choice.network,
        "kind": choice.kind,
        "identity": [identity.remote_id, identity.handle, identity.display_name, identity.profile_url],
        "secrets": dict(grant.secrets),
        "refresh_at": _text(grant.refresh_at),
        "expires_at": _text(grant.expires_at),
    }


def _choice(document: Mapping[str, Any]) -> Choice:
    grant = Grant(document["secrets"], _instant(document["refresh_at"]), _instant(document["expires_at"]))
    return Choice(document["network"], document["kind"], Identity(*document["identity"]), grant)


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
