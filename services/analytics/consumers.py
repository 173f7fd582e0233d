"""Kafka in: which use case takes which event."""

from typing import Any

from services.analytics.usecases import Counting
from shared.consuming import EveryEvent, Route


def routes(counting: Counting) -> list[Route[Any]]:
    return [Route(EveryEvent, counting.count)]
