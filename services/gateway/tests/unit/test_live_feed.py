from datetime import UTC, datetime, timedelta
from unittest.mock import MagicMock
from uuid import UUID, uuid4

from services.gateway.domain.identity import Caller
from services.gateway.domain.live import Interest
from services.gateway.live_feed import LiveFeed
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
