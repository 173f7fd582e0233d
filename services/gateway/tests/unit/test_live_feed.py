from datetime import UTC, datetime, timedelta
from unittest.mock import MagicMock
from uuid import UUID, uuid4

from services.gateway.domain.identity import Caller
from services.gateway.domain.live import PING, Interest, Position, StreamedEvent
from services.gateway.live_feed import LiveFeed, Subscription
from services.gateway.live_feed.subscription import _LARGEST_BACKLOG
from shared.clock import SystemClock


def caller(organization_id: UUID) -> Caller:
    return Caller(uuid4(), organization_id, uuid4(), "viewer", datetime.now(UTC) + timedelta(hours=1))


async def may_go_on() -> bool:
    return True


async def test_one_organisation_never_takes_all_places() -> None:
    """It has room for half of the clients that the process serves, and others for the rest; who goes makes room."""
    feed = LiveFeed(MagicMock(), MagicMock(), {}, MagicMock(), SystemClock(), most_clients=4)
    many, one, last = uuid4(), uuid4(), uuid4()
    everything = Interest()
    with feed.subscribed(caller(many), everything, may_go_on):
        with (
            feed.subscribed(caller(many), everything, may_go_on),
            feed.subscribed(caller(one), everything, may_go_on),
        ):
            assert [feed.has_room(each) for each in (many, one, last)] == [False, True, True]
            with feed.subscribed(caller(one), everything, may_go_on):
                assert not feed.has_room(last)
        assert feed.has_room(many)


async def test_a_sign_of_life_cuts_nobody_off() -> None:
    """A client with as much to take as may wait needs none; one with nothing to take gets it."""
    subscription = Subscription(caller(uuid4()), Interest(), may_go_on)
    ping = StreamedEvent(Position(1, 0), PING, "{}")
    subscription.greet(ping)
    assert await subscription.take() == [ping]

    events = [StreamedEvent(Position(2, n), "post.due", "{}") for n in range(_LARGEST_BACKLOG)]
    assert all(subscription.push(event) for event in events)
    subscription.greet(ping)

    assert subscription.ending is None
    assert (await subscription.take())[0] == events[0]


async def test_who_wants_only_some_events_is_told_from_where_to_resume() -> None:
    """As a sign of life, for nothing that they want may happen for long; everybody else gets a mere sign."""
    feed = LiveFeed(MagicMock(), MagicMock(), {}, MagicMock(), SystemClock(), most_clients=4)
    feed._position = Position(5, 0)
    some = Interest(types=frozenset({"post.*"}))
    with (
        feed.subscribed(caller(uuid4()), some, may_go_on) as filtered,
        feed.subscribed(caller(uuid4()), Interest(), may_go_on) as whole,
    ):
        feed._ping()
        told = [(await one.take())[0] for one in (filtered, whole)]
    assert [(one.type, one.position) for one in told] == [
        ("stream.position", Position(5, 0)),
        (PING, Position(5, 0)),
    ]
