"""Kafka in: which use case takes which event."""

from typing import Any

from services.analytics.usecases import Counting
from shared.consuming import EveryEvent, Route
from shared.events import ErasureRequested, ExportRequested
from shared.privacy import Privacy


def routes(counting: Counting, privacy: Privacy) -> list[Route[Any]]:
    return [
        Route(EveryEvent, counting.count),
        Route(ErasureRequested, privacy.erasing.requested),
        Route(ExportRequested, privacy.exporting.requested),
    ]
