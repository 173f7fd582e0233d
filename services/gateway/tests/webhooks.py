"""Webhooks as people make them and look at them, and what their receivers got."""

from typing import Any

from services.gateway.domain.live import LiveEvent
from services.gateway.tests.conftest import Person
from services.gateway.tests.receiver import Message, Receiver
from services.gateway.usecases.live import append_live_events
from shared.clock import SystemClock
from shared.service import Service
from shared.testing.waiting import eventually
from shared.unit_of_work import UnitOfWorkFactory


async def registered(person: Person, receiver: Receiver, **fields: Any) -> dict[str, Any]:
    body = {"url": f"{receiver.address}/hook?key=SECRET-PATH", "event_types": ["*"], **fields}
    answer = await person.http.post("/v1/webhooks", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def tell(gateway: Service, *events: LiveEvent) -> None:
    async with UnitOfWorkFactory(gateway._database, "gateway", SystemClock())() as work:
        await append_live_events(work, events)


async def got(receiver: Receiver, number: int) -> list[Message]:
    async def enough() -> bool:
        return len(receiver.messages) >= number

    await eventually(enough, what=f"{number} messages")
    return receiver.messages


async def shown(person: Person, webhook: dict[str, Any]) -> dict[str, Any]:
    answer = await person.http.get(f"/v1/webhooks/{webhook['webhook_id']}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def deliveries(person: Person, webhook: dict[str, Any], **filters: Any) -> list[dict[str, Any]]:
    answer = await person.http.get(f"/v1/webhooks/{webhook['webhook_id']}/deliveries", params=filters)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def logged(person: Person, webhook: dict[str, Any], state: str, count: int) -> list[dict[str, Any]]:
    """What the log has of that state, oldest first, once it is so much."""

    async def enough() -> list[dict[str, Any]] | None:
        found = await deliveries(person, webhook, state=state)
        return found[::-1] if len(found) == count else None

    return await eventually(enough)


async def disabled(person: Person, webhook: dict[str, Any]) -> dict[str, Any]:
    """The webhook, once it is disabled."""

    async def found() -> dict[str, Any] | None:
        webhook_now = await shown(person, webhook)
        return webhook_now if webhook_now["state"] == "disabled" else None

    return await eventually(found)
