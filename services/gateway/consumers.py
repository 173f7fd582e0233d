"""Kafka in: which use case takes which event."""

from typing import Any

from services.gateway.usecases.accounts import Accounts
from services.gateway.usecases.choosing import Choosing
from services.gateway.usecases.content_events import ContentEvents
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


def routes(
    *,
    accounts: Accounts,
    connections: Choosing,
    content: ContentEvents,
    publications: PublicationEvents,
    ledger: LedgerEvents,
    figures: AnalyticsFigures,
    rehearsals: Rehearsals,
    measurements: Measurements,
) -> list[Route[Any]]:
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
    ]
