"""Kafka in: which use case takes which event."""

from collections.abc import Mapping
from typing import Any

from services.gateway.usecases.accounts import Accounts
from services.gateway.usecases.choosing import Choosing
from services.gateway.usecases.content_events import ContentEvents
from services.gateway.usecases.erasures import Erasures
from services.gateway.usecases.exports import Exports
from services.gateway.usecases.figures import AnalyticsFigures
from services.gateway.usecases.ledger_events import LedgerEvents
from services.gateway.usecases.measurements import Measurements
from services.gateway.usecases.publication_events import PublicationEvents
from services.gateway.usecases.rehearsals import Rehearsals
from shared.consuming import Route
from shared.events import (
    AccountConnected,
    AccountDegraded,
    AccountExpiring,
    AccountMeasured,
    AnalyticsRolled,
    ConnectionFailed,
    ConnectionOffered,
    ConnectionOpened,
    ContentFailed,
    ContentGenerated,
    ContentProgressed,
    ErasureCompleted,
    ErasureRequested,
    ExportCompleted,
    ExportRequested,
    PostDue,
    PostFailed,
    PostMeasured,
    PostMissed,
    PostPublished,
    PublicationAttempted,
    PublicationChanged,
    PublicationHeld,
    PublishingStopped,
    RehearsalEnded,
)
from shared.privacy import Privacy


def routes(parts: Mapping[Any, Any]) -> list[Route[Any]]:
    """What is done with each event.

    Args:
        parts: The use cases, each under its class.
    """
    accounts: Accounts = parts[Accounts]
    connections: Choosing = parts[Choosing]
    content: ContentEvents = parts[ContentEvents]
    publications: PublicationEvents = parts[PublicationEvents]
    ledger: LedgerEvents = parts[LedgerEvents]
    rehearsals: Rehearsals = parts[Rehearsals]
    measurements: Measurements = parts[Measurements]
    figures: AnalyticsFigures = parts[AnalyticsFigures]
    privacy: Privacy = parts[Privacy]
    erasures: Erasures = parts[Erasures]
    exports: Exports = parts[Exports]
    return [
        Route(AccountConnected, accounts.mark_connected),
        Route(AccountDegraded, accounts.mark_degraded),
        Route(AccountExpiring, accounts.mark_expiring),
        Route(ConnectionOpened, connections.opened),
        Route(ConnectionOffered, connections.offered),
        Route(ConnectionFailed, connections.failed),
        Route(ContentProgressed, content.progressed),
        Route(ContentGenerated, content.generated),
        Route(ContentFailed, content.failed),
        Route(PostDue, publications.due),
        Route(PostPublished, publications.published),
        Route(PostFailed, publications.failed),
        Route(PostMissed, publications.missed),
        Route(PublicationAttempted, ledger.attempted),
        Route(PublicationHeld, ledger.held),
        Route(PublicationChanged, ledger.changed),
        Route(PublishingStopped, ledger.stopped),
        Route(PostMeasured, measurements.posts),
        Route(AccountMeasured, measurements.accounts),
        Route(RehearsalEnded, rehearsals.ended),
        Route(AnalyticsRolled, figures.rolled),
        Route(ErasureRequested, privacy.erasing.requested),
        Route(ErasureCompleted, erasures.completed),
        Route(ExportRequested, privacy.exporting.requested),
        Route(ExportCompleted, exports.completed),
    ]
