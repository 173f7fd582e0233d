"""Connecting an account by consent on the network's own page, up to the accounts that come of it.

What only the publisher may read is sealed to it (HPKE, context: the connection's id), and the page's address, which
holds a nonce, is sealed to the gateway's key for this one connection: no secret is readable on these topics.
"""

from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.events.model import EventData, Instant, NetworkName, Revision
from shared.events.post import WhoMustAct


class _ConnectionEvent(EventData):
    key_field: ClassVar[str] = "connection_id"
    subject_kind: ClassVar[str] = "connection"
    subject_field: ClassVar[str] = "connection_id"

    connection_id: UUID
    network: NetworkName
    revision: Revision


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class OfferedAccount(_Part):
    """One account that a consent gives access to."""

    choice_id: str
    network: NetworkName = Field(description="May be a sister of the network that was asked.")
    kind: str = Field(description="In the network's words: account, page, organization, channel.")
    remote_id: str
    handle: str
    display_name: str
    profile_url: str


class ChosenAccount(_Part):
    """Which of our accounts an offered one becomes."""

    choice_id: str
    account_id: UUID
    network: NetworkName
    base_url: str | None = None
    revision: Revision = Field(description="The account's, as of account.authorized.")


class ConnectionRequested(_ConnectionEvent):
    """Somebody wants to connect an account by consent."""

    topic_name: ClassVar[str] = "connection.requested"
    event_type: ClassVar[str] = "postwright.connection.requested.v1"

    base_url: str | None = Field(
        default=None, description="The instance or server; none means the network's own."
    )
    account_id: UUID | None = Field(default=None, description="The account to connect again, if it is one.")
    redirect_url: str = Field(description="Where the network sends the person afterwards.")
    sealed_state: str = Field(
        description="What must come back with the person; HPKE to the publisher, base64."
    )
    reply_key: str = Field(description="Public key that the page's address is to be sealed to, base64.")
    expires_at: Instant


class ConnectionOpened(_ConnectionEvent):
    """The network's page is known; the person can be sent there."""

    topic_name: ClassVar[str] = "connection.opened"
    event_type: ClassVar[str] = "postwright.connection.opened.v1"

    sealed_authorize_url: str = Field(description="HPKE to the reply key of the request, base64.")
    opened_at: Instant


class ConnectionAuthorized(_ConnectionEvent):
    """The person came back from the network's page."""

    topic_name: ClassVar[str] = "connection.authorized"
    event_type: ClassVar[str] = "postwright.connection.authorized.v1"

    sealed_answer: str = Field(
        description="The parameters they came back with, a JSON object; HPKE to the publisher, base64."
    )
    authorized_at: Instant


class ConnectionOffered(_ConnectionEvent):
    """The network took the answer: these accounts can be connected."""

    topic_name: ClassVar[str] = "connection.offered"
    event_type: ClassVar[str] = "postwright.connection.offered.v1"

    choices: tuple[OfferedAccount, ...]
    offered_at: Instant
    expires_at: Instant = Field(description="Until then some must be chosen; what is not chosen is erased.")


class ConnectionChosen(_ConnectionEvent):
    """Which of the offered accounts are connected; none at all gives them up."""

    topic_name: ClassVar[str] = "connection.chosen"
    event_type: ClassVar[str] = "postwright.connection.chosen.v1"

    accounts: tuple[ChosenAccount, ...]
    chosen_at: Instant


class ConnectionFailed(_ConnectionEvent):
    """Nothing is connected; what was kept for it is erased."""

    topic_name: ClassVar[str] = "connection.failed"
    event_type: ClassVar[str] = "postwright.connection.failed.v1"

    code: str
    detail: str = Field(description="In the network's own words where it gave any.")
    who_must_act: WhoMustAct
    failed_at: Instant
