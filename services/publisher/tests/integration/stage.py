"""One network's sandbox, a connector in front of it, and what a test does with both."""

import dataclasses
import hashlib
import io
import json
import random
import traceback
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from services.publisher.domain.access import Access, Grant, hosts_of
from services.publisher.domain.content import Content, Missing, Part, Pending, Prepared, Receipt, part_of
from services.publisher.domain.publications import WayOut
from services.publisher.errors import NetworkError
from services.publisher.ports import Connector
from services.publisher.tests.attachments import Picture
from shared import capabilities
from shared.clock import SystemClock
from shared.events import PostDetails

Failed = TypeVar("Failed", bound=NetworkError)
_MOST_PREPARATIONS = 200


class SandboxClock(SystemClock):
    """Real time, but waiting moves the sandbox's clock instead of the test's patience."""

    def __init__(self, control: httpx.AsyncClient) -> None:
        self._control = control
        self.offset = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.offset)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await self.advance(seconds)

    async def advance(self, seconds: float) -> None:
        self.offset += seconds
        await self._control.post("/_sandbox/settings", json={"clock_offset_seconds": self.offset})


# How long an answer is waited for in a test of slowness, and in no other: the machine may be slow as well.
_IMPATIENT_SECONDS = 0.8


class Stage:
    """An account on the sandbox, seen from both sides.

    Args:
        connector: What is tested.
        http: What it calls the network with.
        control: To the sandbox.
        opened: The answer of the control API that opened the account.
    """

    def __init__(
        self,
        connector: Connector,
        http: httpx.AsyncClient,
        control: httpx.AsyncClient,
        clock: SandboxClock,
        opened: dict[str, Any],
    ) -> None:
        self.connector = connector
        self._http = http
        self.clock = clock
        self.opened = opened
        self.credentials: dict[str, str] = opened["credentials"]
        self.grant = connector.open(self.credentials)
        self.secrets: set[str] = set()
        self._control = control
        self._faults: list[int] = []
        self._hide(self.grant)

    @property
    def access(self) -> Access:
        sandbox, network = self.opened["base_url"].rsplit("/", 1)
        return Access(
            uuid4(),
            hosts_of(self.connector.hosts, network, self.opened["base_url"], sandbox),
            self.opened["remote_id"],
            self.opened["handle"],
            self.grant.secrets,
        )

    async def refresh(self) -> Grant:
        """New secrets, used from now on."""
        self.grant = await self.connector.refresh(self.access)
        self._hide(self.grant)
        return self.grant

    def hold(self, **secrets: str) -> None:
        """Use other secrets from now on."""
        self.grant = dataclasses.replace(self.grant, secrets={**self.grant.secrets, **secrets})
        self._hide(self.grant)

    async def prepare(
        self, content: Content | Part, *attachments: Picture, former: Prepared | None = None
    ) -> Prepared:
        """As the publisher does: what was prepared is stored as JSON, and gone on with when the network is ready."""
        for _ in range(_MOST_PREPARATIONS):
            made = await self.connector.prepare(self.access, _part(content), attachments, former)
            former = Prepared(json.loads(json.dumps(dict(made.document))), made.until, made.ready_in)
            if former.ready_in == 0:
                return former
            await self.clock.advance(former.ready_in)
        raise AssertionError("preparation has no end")

    async def commit(self, content: Content | Part, prepared: Prepared, *attachments: Picture) -> Receipt:
        """Waits out what the network goes on working on."""
        part = _part(content)
        answer = await self.connector.commit(self.access, part, attachments, prepared)
        while isinstance(answer, Pending):
            await self.clock.advance(answer.wait_seconds)
            prepared = answer.prepared
            seen = await self.prove(part, prepared)
            assert not isinstance(seen, Missing), "what is pending is there, or refused"
            answer = seen
        return answer

    async def publish(self, content: Content | Part, *attachments: Picture) -> Receipt:
        return await self.commit(content, await self.prepare(content, *attachments), *attachments)

    async def prove(
        self,
        content: Content | Part,
        prepared: Prepared,
        *,
        since: datetime | None = None,
        taken: frozenset[str] = frozenset(),
    ) -> Receipt | Pending | Missing:
        """A look for an attempt that began now, unless said otherwise."""
        began = since or self.clock.now()
        return await self.connector.prove(self.access, _part(content), prepared, since=began, taken=taken)

    async def find(
        self,
        content: Content | Part,
        prepared: Prepared,
        *,
        since: datetime | None = None,
        taken: frozenset[str] = frozenset(),
    ) -> Receipt | None:
        """The post, if a look finds it."""
        seen = await self.prove(content, prepared, since=since, taken=taken)
        return seen if isinstance(seen, Receipt) else None

    def way(self, after: timedelta) -> WayOut:
        """Out of an unknown outcome, that long after the first attempt began."""
        return self.connector.way_out(_part(content("lost")), Prepared({}), self.clock.now() - after)

    async def way_out(self, content: Content | Part, prepared: Prepared, *attachments: Picture) -> Receipt:
        """What the publisher does about an unknown outcome a moment after the attempt."""
        way = self.connector.way_out(_part(content), prepared, self.clock.now() - timedelta(seconds=1))
        if way == "repeat":
            return await self.commit(content, prepared, *attachments)
        return await self.find(content, prepared) or await self.commit(content, prepared, *attachments)

    async def failing(self, error: type[Failed], call: Awaitable[Any]) -> Failed:
        """The error that the call must raise; no text of it, of its causes or of its parts holds a secret."""
        with pytest.raises(error) as caught:
            await call
        shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value.failure)
        assert not self.leaked(shown), shown
        return caught.value

    def leaked(self, text: str) -> list[str]:
        """The secrets that stand in a text."""
        return [secret for secret in self.secrets if secret in text]

    async def wall(self) -> list[dict[str, Any]]:
        """What the account has posted, oldest first."""
        query = {"network": self.opened["network"], "handle": self.opened["handle"]}
        answer = await self._control.get("/_sandbox/posts", params=query)
        items: list[dict[str, Any]] = answer.json()["items"]
        return items[::-1]

    async def texts(self) -> list[str]:
        return [post["text"] for post in await self.wall()]

    async def fault(self, call: str | None, mode: str, **options: Any) -> None:
        """The account's next such call fails; without a name the next one of all."""
        if mode == "slow":
            self._http.timeout = httpx.Timeout(**self._http.timeout.as_dict() | {"read": _IMPATIENT_SECONDS})
        document = {"network": self.opened["network"], "call": call, "mode": mode, **options}
        answer = await self._control.post(
            "/_sandbox/faults", json={"account": self.opened["handle"], **document}
        )
        assert answer.status_code == 201, answer.text
        self._faults.append(answer.json()["id"])

    async def figures(self, remote_id: str, **figures: int) -> None:
        """How a post does from now on."""
        document = {"network": self.opened["network"], "remote_id": remote_id, "figures": figures}
        answer = await self._control.post("/_sandbox/posts/figures", json=document)
        assert answer.status_code == 204, answer.text

    async def settings(self, **changes: Any) -> None:
        answer = await self._control.post("/_sandbox/settings", json=changes)
        assert answer.status_code == 200, answer.text

    async def calls(self, call: str) -> int:
        """How often a call was made since the sandbox started, whatever came of it."""
        counted = (await self._control.get("/_sandbox/requests")).json()["calls"]
        return sum(counted.get(f"{self.opened['network']}.{call}", {}).values())

    async def close(self) -> None:
        for fault in self._faults:
            await self._control.delete(f"/_sandbox/faults/{fault}")

    def _hide(self, grant: Grant) -> None:
        fields = capabilities.load()[self.connector.network].connecting.credentials
        public = {"client_id", "identifier", "did", "handle", "server"}
        public |= {field.name for field in fields if not field.secret}
        self.secrets |= {value for name, value in grant.secrets.items() if name not in public}


def _part(content: Content | Part) -> Part:
    return part_of(content, 0) if isinstance(content, Content) else content


def content(text: str, language: str = "en", **details: Any) -> Content:
    return Content(uuid4(), text, language, details=PostDetails(**details))


def picture(alt_text: str = "", *, form: str = "PNG", side: int = 24) -> Picture:
    """A small picture, unlike every other."""
    output = io.BytesIO()
    shade = random.randbytes(3)
    Image.new("RGB", (side, side // 2), (shade[0], shade[1], shade[2])).save(output, form)
    return Picture(output.getvalue(), f"image/{form.lower()}", alt_text, side, side // 2)


def large(form: str, size: int) -> Picture:
    """A picture of that many bytes: what follows its end is ignored by whoever decodes it."""
    small = picture("large", form=form)
    return dataclasses.replace(small, data=small.data + bytes(size - len(small.data)))


def sha256(of: Picture) -> str:
    return hashlib.sha256(of.data).hexdigest()


def seconds_from_now(instant: datetime) -> float:
    return (instant - datetime.now(UTC)).total_seconds()


def pictures_of(post: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The pictures of a post on the wall: what they are and what they say to who can't see them."""
    return [(item["sha256"], item["alt"]) for item in post["media"]]
