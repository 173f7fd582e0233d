"""Kafka in: which use case takes which event."""

from typing import Any

from services.publisher.usecases.accepting import Accepting
from services.publisher.usecases.authorizing import Authorizing
from services.publisher.usecases.controlling import Controlling
from shared.consuming import Route
from shared.events import (
    AccountAuthorized,
    AccountDisconnected,
    PostDue,
    PostScheduled,
    PublicationRequested,
    PublishingHalted,
)


def routes(accounts: Authorizing, publications: Accepting, control: Controlling) -> list[Route[Any]]:
    return [
        Route(AccountAuthorized, accounts.authorized),
        Route(AccountDisconnected, accounts.disconnected),
        Route(PostScheduled, publications.scheduled),
        Route(PostDue, publications.due),
        Route(PublicationRequested, control.requested),
        Route(PublishingHalted, control.halted),
    ]
