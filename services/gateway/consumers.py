"""Kafka in: which use case takes which event."""

from typing import Any

from services.gateway.usecases.accounts import Accounts
from services.gateway.usecases.content_events import ContentEvents
from services.gateway.usecases.figures import AnalyticsFigures
from services.gateway.usecases.publication_events import PublicationEvents
from shared.consuming import Route
from shared.events import (
    AccountConnected,
    AccountDegraded,
    AnalyticsRolled,
    ContentFailed,
    ContentGenerated,
    ContentProgressed,
    PostDue,
    PostFailed,
    PostMissed,
    PostPublished,
)


def routes(
    accounts: Accounts, content: ContentEvents, publications: PublicationEvents, figures: AnalyticsFigures
) -> list[Route[Any]]:
    return [
        Route(AccountConnected, accounts.mark_connected),
        Route(AccountDegraded, accounts.mark_degraded),
        Route(ContentProgressed, content.progressed),
        Route(ContentGenerated, content.generated),
        Route(ContentFailed, content.failed),
        Route(PostDue, publications.due),
        Route(PostPublished, publications.published),
        Route(PostFailed, publications.failed),
        Route(PostMissed, publications.missed),
        Route(AnalyticsRolled, figures.rolled),
    ]
