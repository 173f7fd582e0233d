"""Whoever guesses passwords is slowed down, and whose password it is, is not."""

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from services.gateway.config import Settings
from services.gateway.main import create_app
from services.gateway.tests.conftest import PASSWORD
from services.gateway.tests.mailbox import Mailbox, text_of
from shared.service import Service
from shared.testing.clocks import FakeClock

PROXY = "10.0.0.1"
_places = itertools.count()


@pytest.fixture(scope="module")
def clock() -> FakeClock:
    """Stands still: nothing that was used comes back while a test runs."""
    return FakeClock()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(settings: Settings, clock: FakeClock) -> AsyncIterator[Service]:
    """A gateway behind a proxy, with few attempts for everybody."""
    tight = settings.model_copy(
        update={
            "trusted_proxies": ("10.0.0.0/8",),
            "sign_in_attempts_per_minute": 5,
            "sign_in_attempts_per_address_per_minute": 8,
            "sign_in_attempts_from_elsewhere_per_hour": 20,
        }
    )
    async with create_app(tight, clock=clock).running() as service:
        yield service


def somewhere() -> str:
    """An address that no other test uses."""
    number = next(_places)
    return f"198.{18 + number // 65_536}.{number // 256 % 256}.{number % 256}"


def at(service: Service, address: str, *, proxy: str = PROXY) -> httpx.AsyncClient:
    """A client behind the proxy; httpx keeps its cookies as a browser does."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=service.app, client=(proxy, 4711)),
        base_url="https://postwright.example",
        headers={"X-Forwarded-For": address},
    )


@dataclass(frozen=True)
class Owner:
    """Somebody who signed up at home."""

    home: str = field(default_factory=somewhere)
    name: str = field(default_factory=lambda: f"user-{uuid4().hex[:12]}")

    @property
    def email(self) -> str:
        return f"{self.name}@example.com"

    async def sign_up(self, client: httpx.AsyncClient) -> str:
        body = {"username": self.name, "email": self.email, "password": PASSWORD}
        answer = await client.post("/v1/auth/register", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["access_token"])


@pytest_asyncio.fixture(loop_scope="module")
async def owner(service: Service) -> Owner:
    """Without a device that would be known again."""
    owner = Owner()
    async with at(service, owner.home) as home:
        await owner.sign_up(home)
    return owner


async def tried(client: httpx.AsyncClient, login: str, password: str = "a wrong pass phrase") -> int:
    answer = await client.post("/v1/auth/login", json={"login": login, "password": password})
    return answer.status_code


async def attacked(service: Service, login: str, attempts: int) -> list[int]:
    """One attempt from each of so many addresses."""
    statuses = []
    for _ in range(attempts):
        async with at(service, somewhere()) as attacker:
            statuses.append(await tried(attacker, login))
    return statuses


async def test_an_attacker_of_many_addresses_does_not_lock_the_owner_out(
    service: Service, owner: Owner
) -> None:
    """All of them together have few guesses; a place where the owner was before stays open to them."""
    assert await attacked(service, owner.name, 60) == [401] * 20 + [429] * 40

    async with at(service, owner.home) as home:
        assert await tried(home, owner.name, PASSWORD) == 200
    # Not even the right password lets somebody in who is one of too many.
    async with at(service, somewhere()) as attacker:
        assert await tried(attacker, owner.name, PASSWORD) == 429


async def test_a_known_device_is_let_in_from_anywhere(service: Service) -> None:
    """Its cookie tells it apart, also where an attacker uses the owner's own address."""
    owner = Owner()
    async with at(service, owner.home) as laptop:
        await owner.sign_up(laptop)
        await attacked(service, owner.name, 30)
        async with at(service, owner.home) as neighbour:
            assert [await tried(neighbour, owner.name) for _ in range(7)] == [401] * 5 + [429] * 2

        laptop.headers["X-Forwarded-For"] = somewhere()
        assert await tried(laptop, owner.name, PASSWORD) == 200
        laptop.headers["X-Forwarded-For"] = owner.home
        assert await tried(laptop, owner.name, PASSWORD) == 200


async def test_a_stolen_device_cookie_is_no_licence_to_guess(service: Service, owner: Owner) -> None:
    """It is counted like an address, and is good for one person."""
    robbed = Owner()
    async with at(service, robbed.home) as laptop:
        await robbed.sign_up(laptop)
        await attacked(service, owner.name, 20)
        statuses = []
        for _ in range(8):
            laptop.headers["X-Forwarded-For"] = somewhere()
            statuses.append(await tried(laptop, robbed.name))

        assert statuses == [401] * 5 + [429] * 3
        assert await tried(laptop, owner.name) == 429


async def test_one_address_tries_few_names(service: Service) -> None:
    """One password for every name gets nowhere."""
    async with at(service, somewhere()) as attacker:
        statuses = [await tried(attacker, f"name-{number}") for number in range(12)]

    assert statuses == [401] * 8 + [429] * 4


async def test_one_subscriber_of_ipv6_is_one_address(service: Service) -> None:
    """However many of the addresses of their network they use."""
    statuses = []
    for number in range(12):
        async with at(service, f"2001:db8:1:2::{number:x}") as attacker:
            statuses.append(await tried(attacker, f"name-{number}"))

    assert statuses == [401] * 8 + [429] * 4


async def test_an_unknown_name_is_limited_just_as_a_known_one(service: Service, owner: Owner) -> None:
    """The limits tell nobody who has an account."""
    assert await attacked(service, owner.name, 25) == await attacked(service, "nobody-has-this-name", 25)


async def test_whoever_reads_the_mail_is_let_in_during_an_attack(
    service: Service, owner: Owner, settings: Settings
) -> None:
    """A new password by mail opens the place where it is set, however many guess meanwhile."""
    assert settings.mail.mailbox_folder is not None
    await attacked(service, owner.name, 25)
    async with at(service, somewhere()) as hotel:
        assert await tried(hotel, owner.name, PASSWORD) == 429
        await hotel.post("/v1/auth/forgot-password", json={"login": owner.name})
        mail = await Mailbox(settings.mail.mailbox_folder).newest_for(owner.email, "Set a new password")
        token = text_of(mail).split("#")[1].split()[0]
        body = {"token": token, "password": "another pass phrase"}
        assert (await hotel.post("/v1/auth/reset-password", json=body)).status_code == 204

        assert await tried(hotel, owner.name, "another pass phrase") == 200


@pytest.mark.parametrize(
    ("proxy", "sent", "counted"),
    [
        ("10.1.2.3", "203.0.113.5", "203.0.113.5"),
        # What a client claims stands before what the proxy saw.
        ("10.1.2.3", "192.0.2.66, 203.0.113.5", "203.0.113.5"),
        ("10.1.2.3", "203.0.113.5, 10.9.9.9", "203.0.113.5"),
        # Nobody else's word is taken.
        ("203.0.113.77", "192.0.2.66", "203.0.113.77"),
    ],
)
async def test_only_a_trusted_proxy_says_where_a_request_comes_from(
    service: Service, proxy: str, sent: str, counted: str
) -> None:
    """The address that the last trusted proxy saw is the one that is shown and counted."""
    assert await seen_from(service, sent, proxy) == [counted]


async def test_as_delivered_nobodys_word_is_taken(gateway: Service) -> None:
    """Without trusted proxies the header means nothing."""
    assert await seen_from(gateway, "192.0.2.66", "127.0.0.1") == ["127.0.0.1"]


async def seen_from(service: Service, sent: str, proxy: str) -> list[str]:
    async with at(service, sent, proxy=proxy) as client:
        client.headers["Authorization"] = f"Bearer {await Owner().sign_up(client)}"
        items = (await client.get("/v1/me/sessions")).json()["items"]
    return [one["address"] for one in items]


async def test_the_limit_passes(service: Service, owner: Owner, settings: Settings, clock: FakeClock) -> None:
    """After its hour the owner is let in from a new place as well, and is told by mail, once."""
    assert settings.mail.mailbox_folder is not None
    mailbox = Mailbox(settings.mail.mailbox_folder)
    await attacked(service, owner.name, 21)
    async with at(service, somewhere()) as hotel:
        assert await tried(hotel, owner.name, PASSWORD) == 429
        clock.jump(3_600)
        assert await tried(hotel, owner.name, PASSWORD) == 200
        assert await tried(hotel, owner.name, PASSWORD) == 200

    mail = await mailbox.newest_for(owner.email, "new sign-in")
    assert hotel.headers["X-Forwarded-For"] in text_of(mail)
    assert len([one for one in mailbox.all_for(owner.email) if "new sign-in" in one["Subject"]]) == 1
