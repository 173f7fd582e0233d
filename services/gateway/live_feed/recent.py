"""The end of the log in memory: a thousand clients that come back at once ask the database nothing."""

from collections import deque
from collections.abc import Iterable
from uuid import UUID

from services.gateway.domain.live import Position, StreamedEvent

MOST_EVENTS = 5_000


class RecentEvents:
    """The last events of all organisations, each organisation's apart.

    Attributes:
        start: Everything behind it, up to what was added last, is here.
    """

    def __init__(self, start: Position) -> None:
        self.start = start
        self._order: deque[UUID] = deque()
        self._events: dict[UUID, deque[StreamedEvent]] = {}

    def add(self, organization_id: UUID, event: StreamedEvent) -> None:
        """The next event of the log; the oldest one makes room."""
        self._order.append(organization_id)
        self._events.setdefault(organization_id, deque()).append(event)
        if len(self._order) > MOST_EVENTS:
            oldest = self._order.popleft()
            events = self._events[oldest]
            self.start = events.popleft().position
            if not events:
                del self._events[oldest]

    def between(self, organization_id: UUID, after: Position, until: Position) -> list[StreamedEvent]:
        """An organisation's events after one position, up to another; the first must not be before `start`."""
        assert after >= self.start, "they are not all here"
        events: Iterable[StreamedEvent] = self._events.get(organization_id, ())
        return [event for event in events if after < event.position <= until]
