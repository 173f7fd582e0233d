from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.live import Position, StreamedEvent
from services.gateway.live_feed import recent

ONE, OTHER = uuid4(), uuid4()


@given(st.lists(st.sampled_from([ONE, OTHER]), max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_what_is_remembered_is_whole(told: list[UUID], after: int, until: int) -> None:
    """Between two positions behind the start there is all that an organisation was told, in order, and no other's."""
    patch = pytest.MonkeyPatch()
    patch.setattr(recent, "MOST_EVENTS", 20)
    try:
        events = recent.RecentEvents(Position(0, 0))
        for number, organization_id in enumerate(told, start=1):
            events.add(organization_id, StreamedEvent(Position(number, 0), "post.due", "{}"))
    finally:
        patch.undo()
    begin = max(Position(after, 0), events.start)

    found = [event.position.txid for event in events.between(ONE, begin, Position(until, 0))]

    assert found == [n for n, of in enumerate(told, start=1) if of == ONE and begin.txid < n <= until]
    assert events.start == Position(max(0, len(told) - 20), 0)
