"""The other side of a consent: the gateway that asks, and the person who goes to the network's page."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

import httpx

from services.publisher.tests.integration.conftest import PUBLIC_KEY, System
from shared.events import (
    ChosenAccount,
    ConnectionAuthorized,
    ConnectionChosen,
    ConnectionFailed,
    ConnectionOffered,
    ConnectionOpened,
    ConnectionRequested,
    EventData,
    NetworkName,
)
from shared.ids import new_id
from shared.sealing import Opener, Sealer, generate_key_pair
from shared.testing.waiting import eventually

Told = TypeVar("Told", bound=EventData)
REDIRECT_URL = "http://127.0.0.1/callback"


@dataclass
class Consent:
    """One connection, from the gateway's and the person's side.

    Attributes:
        state: What must come back with the person.
        answer: What came back.
    """

    system: System
    http: httpx.AsyncClient
    network: NetworkName = "x"
    organization_id: UUID = field(default_factory=uuid4)
    base_url: str | None = None
    connection_id: UUID = field(default_factory=new_id)
    state: str = field(default_factory=lambda: uuid4().hex)
    answer: dict[str, str] = field(default_factory=dict)
    _keys: tuple[str, str] = field(default_factory=generate_key_pair)

    def _facts(self, revision: int) -> dict[str, Any]:
        return {
            "organization_id": self.organization_id,
            "connection_id": self.connection_id,
            "network": self.network,
            "revision": revision,
        }

    def _sealed(self, text: str) -> str:
        return Sealer(PUBLIC_KEY).seal(text.encode(), str(self.connection_id).encode())

    async def request(self, *, expires_in: float = 600.0, account_id: UUID | None = None) -> None:
        """As the gateway asks for the network's page."""
        event = ConnectionRequested(
            **self._facts(1),
            base_url=self.base_url,
            account_id=account_id,
            redirect_url=REDIRECT_URL,
            sealed_state=self._sealed(self.state),
            reply_key=self._keys[1],
            expires_at=datetime.now(UTC) + timedelta(seconds=expires_in),
        )
        await self.system.topics.tell(event)

    async def page(self) -> str:
        """The page's address, once the publisher has found it."""
        opened = await self._told(ConnectionOpened)
        context = str(self.connection_id).encode()
        return Opener(self._keys[0]).open(opened.sealed_authorize_url, context).decode()

    async def consent(self, handle: str, **answer: str) -> None:
        """The person goes there, says yes as that account, and is sent back."""
        url = httpx.URL(await self.page()).copy_merge_params({"login_hint": handle, **answer})
        back = await self.http.get(url)
        assert back.status_code == 302, back.text
        self.answer = dict(parse_qsl(urlsplit(back.headers["location"]).query))
        assert self.answer["state"] == self.state

    async def bring(self) -> None:
        """As the gateway hands over what came back."""
        event = ConnectionAuthorized(
            **self._facts(2),
            sealed_answer=self._sealed(json.dumps(self.answer)),
            authorized_at=datetime.now(UTC),
        )
        await self.system.topics.tell(event)

    async def offered(self) -> ConnectionOffered:
        return await self._told(ConnectionOffered)

    async def failed(self) -> ConnectionFailed:
        return await self._told(ConnectionFailed)

    async def choose(self, *chosen: tuple[str, UUID, int]) -> None:
        """Choice id, our account, its revision."""
        accounts = tuple(
            ChosenAccount(choice_id=choice_id, account_id=account_id, network=self.network, revision=revision)
            for choice_id, account_id, revision in chosen
        )
        await self.system.topics.tell(
            ConnectionChosen(**self._facts(3), accounts=accounts, chosen_at=datetime.now(UTC))
        )

    async def _told(self, event: type[Told]) -> Told:
        def found() -> Told | None:
            told = self.system.reader.events(event)
            return next((one for one in told if one.key == str(self.connection_id)), None)

        return await eventually(found, seconds=20, what=f"a {event.__name__}")
