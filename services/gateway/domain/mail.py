"""E-mails: what is to be told to whom, and how long it is tried."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from shared.ids import new_id

_FIRST_WAIT_SECONDS = 15.0
_LONGEST_WAIT_SECONDS = 3_600.0
PATIENCE = timedelta(days=3)
"""What could not be sent for so long is given up."""


@dataclass(frozen=True, slots=True)
class Email:
    """One e-mail to be sent.

    Attributes:
        to: The address alone, without a name.
        template: Name of a template in `services/gateway/mail/templates`.
        parameters: What the template names, all of it.
        organization_id: Whose it is; none before anybody is signed in.
        unsubscribe_url: Ends mail of this kind by one POST (RFC 8058); shown at its foot as well.
        email_id: The same on every try: the Message-ID is made of it.
    """

    to: str
    template: str
    parameters: Mapping[str, Any]
    organization_id: UUID | None = None
    unsubscribe_url: str | None = None
    email_id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class RenderedEmail:
    """An e-mail with its words."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class EmailJob:
    """An e-mail that is being sent."""

    email_id: UUID
    recipient: str
    template: str
    rendered: RenderedEmail
    unsubscribe_url: str | None
    created_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an e-mail did not leave.

    Attributes:
        problem: Stable words and the server's code; nothing of the mail.
        is_final: No other try can help.
    """

    problem: str
    is_final: bool


def next_step(job: EmailJob, refusal: Refusal, now: datetime) -> Literal["refused"] | float:
    """What follows a try that failed: giving up, or seconds to wait."""
    if refusal.is_final or now - job.created_at > PATIENCE:
        return "refused"
    return float(min(_FIRST_WAIT_SECONDS * 2.0 ** min(job.attempts, 10), _LONGEST_WAIT_SECONDS))
