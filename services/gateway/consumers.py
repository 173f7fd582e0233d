"""Kafka in: which use case takes which event."""

from typing import Any

from services.gateway.usecases.accounts import Accounts
from shared.consuming import Route
from shared.events import AccountConnected, AccountDegraded


def routes(accounts: Accounts) -> list[Route[Any]]:
    return [
        Route(AccountConnected, accounts.mark_connected),
        Route(AccountDegraded, accounts.mark_degraded),
    ]
