"""Kafka in: which use case takes which event."""

from typing import Any

from services.scheduler.usecases import Planning
from shared.consuming import Route
from shared.events import (
    AccountConnected,
    AccountDegraded,
    AccountDisconnected,
    ErasureRequested,
    ExportRequested,
    PostFailed,
    PostPublished,
    PostScheduled,
)
from shared.privacy import Privacy


def routes(planning: Planning, privacy: Privacy) -> list[Route[Any]]:
    return [
        Route(AccountConnected, planning.note_connected),
        Route(AccountDegraded, planning.note_degraded),
        Route(AccountDisconnected, planning.note_disconnected),
        Route(PostScheduled, planning.plan_posts),
        Route(PostPublished, planning.note_outcomes),
        Route(PostFailed, planning.note_outcomes),
        Route(ErasureRequested, privacy.erasing.requested),
        Route(ExportRequested, privacy.exporting.requested),
    ]
