"""The reader of live events with a gateway to itself, since it rests only when nobody watches."""

from typing import Any

from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_live import address, tell, watching
from shared.service import Service
from shared.testing.waiting import eventually

__all__ = ["address"]


async def test_watching_costs_nothing_while_nobody_watches(
    address: str,
    gateway: Service,
    person: Person,
) -> None:
    """The reader rests when the last client has gone, and the next one misses nothing from its opening on."""
    async with watching(address, person) as stream:
        await stream.next()
    feed = next(part for kind, part in _parts(gateway).items() if kind.__name__ == "LiveFeed")
    await eventually(lambda: not feed._subscriptions)
    await tell(gateway, person, 1)
    async with watching(address, person) as stream:
        await stream.next()
        await tell(gateway, person, 2)

        assert (await stream.next()).data["steps_done"] == 2


def _parts(gateway: Service) -> dict[type[Any], Any]:
    app: Any = gateway.app
    return dict(app.state.parts)
