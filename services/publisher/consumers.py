"""Kafka in: which use case takes which event."""

from typing import Any

from services.publisher.usecases.accepting import Accepting
from services.publisher.usecases.authorizing import Authorizing
from shared.consuming import Route
from shared.events import AccountAuthorized, AccountDisconnected, PostDue, PostScheduled


def routes(accounts: Authorizing, publications: Accepting) -> list[Route[Any]]:
    return [
        Route(AccountAuthorized, accounts.authorized),
        Route(AccountDisconnected, accounts.disconnected),
        Route(PostScheduled, publications.scheduled),
        Route(PostDue, publications.due),
    ]
