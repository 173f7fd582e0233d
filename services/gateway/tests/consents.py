"""A connection by consent as the client that began it and the publisher meet it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import Neighbours
from shared.events import AccountConnected, ConnectionOffered, ConnectionOpened, OfferedAccount
from shared.sealing import Opener, Sealer
from shared.testing.waiting import eventually

FRONT_END = "https://app.example/connected"
CODE = "planted-authorization-code"


class Flow:
    """One connection, seen by the client that began it and by the publisher."""

    def __init__(self, person: Person, neighbours: Neighbours, opener: Opener, made: dict[str, Any]) -> None:
        self.person, self.neighbours, self._opener, self.made = person, neighbours, opener, made
        self.id = made["connection_id"]
        self.url = f"/v1/connections/{self.id}"
        self._revision = 0

    async def read(self) -> dict[str, Any]:
        document: dict[str, Any] = (await self.person.http.get(self.url)).raise_for_status().json()
        return document

    async def until(self, state: str) -> dict[str, Any]:
        async def reached() -> dict[str, Any] | None:
            document = await self.read()
            return document if document["state"] == state else None

        return await eventually(reached, what=f"the connection to be {state}")

    async def requested(self) -> dict[str, Any]:
        told = [data for _, data in await self.neighbours.told("connection.requested")]
        return next(data for data in told if data["connection_id"] == self.id)

    def facts(self) -> dict[str, Any]:
        self._revision += 1
        return {
            "organization_id": UUID(self.person.organization_id),
            "connection_id": UUID(self.id),
            "network": self.made["network"],
            "revision": self._revision,
        }

    async def open(self) -> str:
        """The publisher finds the page; gives the state that the network will send back."""
        requested = await self.requested()
        state = self._opener.open(requested["sealed_state"], self.id.encode()).decode()
        url = f"https://social.example/authorize?state={state}"
        sealed = Sealer(requested["reply_key"]).seal(url.encode(), self.id.encode())
        await self.neighbours.tell(
            ConnectionOpened(**self.facts(), sealed_authorize_url=sealed, opened_at=now())
        )
        assert (await self.until("open"))["authorize_url"] == url
        return state

    async def answer(self, state: str) -> httpx.Response:
        parameters = {"state": state, "code": CODE}
        return await self.person.http.post(f"{self.url}/callback", json={"parameters": parameters})

    async def offer(self, *remote_ids: str) -> None:
        choices = tuple(offered(str(place), remote_id) for place, remote_id in enumerate(remote_ids, 1))
        await self.neighbours.tell(
            ConnectionOffered(
                **self.facts(),
                choices=choices,
                offered_at=now(),
                expires_at=now() + timedelta(minutes=15),
            )
        )

    async def authorized(self) -> dict[str, Any]:
        """What the gateway sealed for the publisher when the person came back."""
        told = [data for _, data in await self.neighbours.told("connection.authorized")]
        sealed = next(data for data in told if data["connection_id"] == self.id)["sealed_answer"]
        answer: dict[str, Any] = json.loads(self._opener.open(sealed, self.id.encode()))
        return answer

    async def chosen(self) -> list[dict[str, Any]]:
        told = [data for _, data in await self.neighbours.told("connection.chosen")]
        return [data for data in told if data["connection_id"] == self.id]


def now() -> datetime:
    return datetime.now(UTC)


def offered(choice_id: str, remote_id: str) -> OfferedAccount:
    return OfferedAccount(
        choice_id=choice_id,
        network="x",
        kind="account",
        remote_id=remote_id,
        handle=f"user{remote_id}",
        display_name=f"User {remote_id}",
        profile_url=f"https://x.example/user{remote_id}",
    )


async def begin(person: Person, neighbours: Neighbours, opener: Opener, **more: Any) -> Flow:
    body = {"network": "x", "redirect_url": FRONT_END, **more}
    answer = await person.http.post("/v1/connections", json=body)
    assert answer.status_code == 202, answer.text
    assert answer.json()["state"] == "requested"
    return Flow(person, neighbours, opener, answer.json())


async def connected(flow: Flow, account_id: str, remote_id: str) -> None:
    """The publisher says who the account is."""
    event = AccountConnected(
        organization_id=UUID(flow.person.organization_id),
        account_id=UUID(account_id),
        network="x",
        revision=1,
        remote_id=remote_id,
        handle=f"user{remote_id}",
        display_name="User",
        profile_url="https://x.example/user",
        connected_at=now(),
    )
    await tell_account(flow, event, "connected")


async def tell_account(flow: Flow, event: AccountConnected, state: str) -> None:
    await flow.neighbours.tell(event)

    async def reached() -> bool:
        account = (await flow.person.http.get(f"/v1/accounts/{event.account_id}")).json()
        return bool(account["state"] == state)

    await eventually(reached)
