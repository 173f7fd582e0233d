"""Every event and every topic, in one place."""

from dataclasses import dataclass
from types import MappingProxyType

from shared.events.account import (
    AccountAuthorized,
    AccountConnected,
    AccountDegraded,
    AccountDisconnected,
    AccountExpiring,
    AccountMeasured,
)
from shared.events.analytics import AnalyticsRolled
from shared.events.connection import (
    ConnectionAuthorized,
    ConnectionChosen,
    ConnectionFailed,
    ConnectionOffered,
    ConnectionOpened,
    ConnectionRequested,
)
from shared.events.content import (
    ContentControlled,
    ContentFailed,
    ContentGenerated,
    ContentProgressed,
    ContentRequested,
)
from shared.events.model import EventData
from shared.events.post import PostDue, PostFailed, PostMeasured, PostMissed, PostPublished, PostScheduled
from shared.events.privacy import ErasureCompleted, ErasureRequested, ExportCompleted, ExportRequested
from shared.events.publication import (
    PublicationAttempted,
    PublicationChanged,
    PublicationHeld,
    PublicationRequested,
    PublishingHalted,
    PublishingStopped,
)
from shared.events.rehearsal import RehearsalEnded, RehearsalRequested

EVERY_SERVICE = "every service"
_DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Topic:
    """One topic: who writes it (one service, or each of them), how long it keeps its records."""

    name: str
    producer: str
    compacted: bool = False
    retention_ms: int = 7 * _DAY_MS

    def is_written_by(self, service: str) -> bool:
        return self.producer in {service, EVERY_SERVICE}

    @property
    def configuration(self) -> dict[str, str]:
        """Topic-level configuration as Kafka names it."""
        if self.compacted:
            return {"cleanup.policy": "compact"}
        return {"cleanup.policy": "delete", "retention.ms": str(self.retention_ms)}


CATALOGUE: tuple[type[EventData], ...] = (
    ContentRequested,
    ContentControlled,
    ContentProgressed,
    ContentGenerated,
    ContentFailed,
    PostScheduled,
    PostDue,
    PostMissed,
    PostPublished,
    PostFailed,
    PublicationAttempted,
    PublicationHeld,
    PublicationRequested,
    PublicationChanged,
    PublishingHalted,
    PublishingStopped,
    RehearsalRequested,
    RehearsalEnded,
    ConnectionRequested,
    ConnectionOpened,
    ConnectionAuthorized,
    ConnectionOffered,
    ConnectionChosen,
    ConnectionFailed,
    AccountAuthorized,
    AccountConnected,
    AccountExpiring,
    AccountDegraded,
    AccountDisconnected,
    PostMeasured,
    AccountMeasured,
    AnalyticsRolled,
    ErasureRequested,
    ErasureCompleted,
    ExportRequested,
    ExportCompleted,
)

TOPICS: MappingProxyType[str, Topic] = MappingProxyType(
    {
        topic.name: topic
        for topic in (
            Topic("content.requested", "gateway"),
            Topic("content.controlled", "gateway"),
            Topic("content.progressed", "generator"),
            Topic("content.generated", "generator"),
            Topic("content.failed", "generator"),
            Topic("post.scheduled", "gateway", compacted=True),
            Topic("post.due", "scheduler"),
            Topic("post.missed", "scheduler"),
            Topic("post.published", "publisher"),
            Topic("post.failed", "publisher"),
            Topic("publication.attempted", "publisher"),
            Topic("publication.held", "publisher"),
            Topic("publication.requested", "gateway"),
            Topic("publication.changed", "publisher"),
            Topic("publishing.halted", "gateway", compacted=True),
            Topic("publishing.stopped", "publisher"),
            Topic("rehearsal.requested", "gateway"),
            Topic("rehearsal.ended", "publisher"),
            Topic("connection.requested", "gateway"),
            Topic("connection.opened", "publisher"),
            Topic("connection.authorized", "gateway"),
            Topic("connection.offered", "publisher"),
            Topic("connection.chosen", "gateway"),
            Topic("connection.failed", "publisher"),
            Topic("account.authorized", "gateway"),
            Topic("account.connected", "publisher", compacted=True),
            Topic("account.expiring", "publisher"),
            Topic("account.degraded", "publisher"),
            Topic("account.disconnected", "gateway"),
            Topic("post.measured", "publisher"),
            Topic("account.measured", "publisher"),
            Topic("analytics.rolled", "analytics", compacted=True),
            Topic("erasure.requested", "gateway"),
            Topic("erasure.completed", EVERY_SERVICE),
            Topic("export.requested", "gateway"),
            Topic("export.completed", EVERY_SERVICE),
        )
    }
)

_BY_TYPE = {event.event_type: event for event in CATALOGUE}


def by_type(event_type: str) -> type[EventData] | None:
    """The model of a CloudEvents type, or none for a type this version does not know."""
    return _BY_TYPE.get(event_type)
