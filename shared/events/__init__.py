"""The contract: every event that crosses Kafka, as plain data.

pydantic and the standard library only, so that an integrator can take this package as it is.
"""

from shared.events.account import (
    AccountAuthorized,
    AccountConnected,
    AccountDegraded,
    AccountDisconnected,
    AccountExpiring,
)
from shared.events.analytics import AnalyticsRolled
from shared.events.catalogue import CATALOGUE, TOPICS, Topic, by_type
from shared.events.connection import (
    ChosenAccount,
    ConnectionAuthorized,
    ConnectionChosen,
    ConnectionFailed,
    ConnectionOffered,
    ConnectionOpened,
    ConnectionRequested,
    OfferedAccount,
)
from shared.events.content import (
    ContentFailed,
    ContentGenerated,
    ContentProgressed,
    ContentRequested,
    ContentVariant,
)
from shared.events.envelope import Envelope, Headers, InvalidEnvelopeError
from shared.events.model import EventData, Instant, MediaObject, NetworkName
from shared.events.post import (
    ErrorClass,
    LinkCard,
    MessageTemplate,
    PartRole,
    Poll,
    PostDetails,
    PostDue,
    PostFailed,
    PostKind,
    PostMissed,
    PostPublished,
    PostScheduled,
    PostTarget,
    PublicationProblem,
    PublishedPart,
    ThreadPart,
    Visibility,
    WhoMustAct,
)

__all__ = [
    "CATALOGUE",
    "TOPICS",
    "AccountAuthorized",
    "AccountConnected",
    "AccountDegraded",
    "AccountDisconnected",
    "AccountExpiring",
    "AnalyticsRolled",
    "ChosenAccount",
    "ConnectionAuthorized",
    "ConnectionChosen",
    "ConnectionFailed",
    "ConnectionOffered",
    "ConnectionOpened",
    "ConnectionRequested",
    "ContentFailed",
    "ContentGenerated",
    "ContentProgressed",
    "ContentRequested",
    "ContentVariant",
    "Envelope",
    "ErrorClass",
    "EventData",
    "Headers",
    "Instant",
    "InvalidEnvelopeError",
    "LinkCard",
    "MediaObject",
    "MessageTemplate",
    "NetworkName",
    "OfferedAccount",
    "PartRole",
    "Poll",
    "PostDetails",
    "PostDue",
    "PostFailed",
    "PostKind",
    "PostMissed",
    "PostPublished",
    "PostScheduled",
    "PostTarget",
    "PublicationProblem",
    "PublishedPart",
    "ThreadPart",
    "Topic",
    "Visibility",
    "WhoMustAct",
    "by_type",
]
