"""Accounts on networks: authorised, connected, degraded, disconnected."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from shared.events.model import EventData, Instant, MetricName, Metrics, NetworkName, Revision
from shared.events.post import WhoMustAct


class _AccountEvent(EventData):
    key_field: ClassVar[str] = "account_id"
    subject_kind: ClassVar[str] = "account"
    subject_field: ClassVar[str] = "account_id"

    account_id: UUID
    network: NetworkName
    revision: Revision


class AccountAuthorized(_AccountEvent):
    """Somebody handed over credentials, sealed so that the publisher alone can read them."""

    topic_name: ClassVar[str] = "account.authorized"
    event_type: ClassVar[str] = "postwright.account.authorized.v1"

    sealed_credential: str = Field(description="HPKE to the publisher's public key, base64.")
    base_url: str | None = Field(
        default=None, description="The instance or server; none means the network's own."
    )
    authorized_at: Instant


class AccountConnected(_AccountEvent):
    """The network confirmed who the account is; posts can go out."""

    topic_name: ClassVar[str] = "account.connected"
    event_type: ClassVar[str] = "postwright.account.connected.v1"

    remote_id: str
    handle: str
    display_name: str
    profile_url: str
    base_url: str | None = None
    connected_at: Instant
    expires_at: Instant | None = Field(
        default=None, description="When a person must consent again; none if never, or not known."
    )


class AccountDegraded(_AccountEvent):
    """The account can't publish until somebody acts; its posts wait."""

    topic_name: ClassVar[str] = "account.degraded"
    event_type: ClassVar[str] = "postwright.account.degraded.v1"

    code: str
    detail: str
    who_must_act: WhoMustAct
    degraded_at: Instant


class AccountExpiring(_AccountEvent):
    """The account still publishes, and stops at an instant unless somebody consents again; told 7, 3 and 1 days ahead."""

    topic_name: ClassVar[str] = "account.expiring"
    event_type: ClassVar[str] = "postwright.account.expiring.v1"

    expires_at: Instant
    days_left: int = Field(ge=0, description="Days begun until then: 7, 3 or 1.")
    who_must_act: WhoMustAct
    noticed_at: Instant


class AccountDisconnected(_AccountEvent):
    """Somebody took the account away; its credentials are erased."""

    topic_name: ClassVar[str] = "account.disconnected"
    event_type: ClassVar[str] = "postwright.account.disconnected.v1"

    disconnected_at: Instant


class AccountMeasured(EventData):
    """How an account does, once a day, as the network said at an instant."""

    topic_name: ClassVar[str] = "account.measured"
    event_type: ClassVar[str] = "postwright.account.measured.v1"
    key_field: ClassVar[str] = "account_id"
    subject_kind: ClassVar[str] = "account"
    subject_field: ClassVar[str] = "account_id"

    account_id: UUID
    network: NetworkName
    measured_at: Instant = Field(description="When the network was asked: the figures are of then.")
    metrics: Metrics = Field(
        description="What the network told; a figure that is not there is not available, which is not 0."
    )
    offered: tuple[MetricName, ...] = Field(
        description="What this network tells of accounts at all: a figure that is here and not among the metrics was"
        " asked for and not given."
    )
