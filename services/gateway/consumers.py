"""Kafka in: which use case takes which event."""

from typing import Any

from services.gateway.usecases.accounts import Accounts
from services.gateway.usecases.choosing import Choosing
from services.gateway.usecases.content_events import ContentEvents
from services.gateway.usecases.figures import AnalyticsFigures
from services.gateway.usecases.publication_events import PublicationEvents
from shared.consuming import Route
from shared.events import (
    AccountConnected,
    AccountDegraded,
    AccountExpiring,
    AnalyticsRolled,
    ConnectionFailed,
    ConnectionOffered,
    ConnectionOpened,
    ContentFailed,
    ContentGenerated,
    ContentProgressed,
    PostDue,
    PostFailed,
    PostMissed,
    PostPublished,
)


def routes(
    accounts: Accounts,
    connections: Choosing,
    content: ContentEvents,
    publications: PublicationEvents,
    figures: AnalyticsFigures,
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
        Route(AnalyticsRolled, figures.rolled),
    ]
