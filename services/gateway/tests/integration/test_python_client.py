"""The Python client, as its users use it."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from postwright_client import Client, Patience, ProblemError, aeach, each
from postwright_client.api.campaigns import create_campaign, get_campaign, list_campaigns, update_campaign
from postwright_client.api.identity import me
from postwright_client.models import CampaignChanges, NewCampaign
from services.gateway.openapi import DOCUMENT
from services.gateway.tests.conftest import PASSWORD, Person
from shared.service import Service

URL = "https://postwright.example"


@pytest_asyncio.fixture(loop_scope="module")
async def client(gateway: Service, person: Person) -> AsyncIterator[Client]:
    """Of a person who signs in by name and password, on the module's gateway."""
    transport = httpx.ASGITransport(app=gateway.app)
    async with Client(URL, login=person.username, password=PASSWORD, async_transport=transport) as client:
        yield client


async def test_the_client_signs_in_and_makes_changes_and_reads(client: Client) -> None:
    """Typed from end to end; an ETag shows what was seen."""
    made = await create_campaign.asyncio_detailed(client=client, body=NewCampaign(name="Monsoon"))
    changed = await update_campaign.asyncio(
        made.parsed.campaign_id,
        client=client,
        body=CampaignChanges(name="Rain"),
        if_match=made.headers["ETag"],
    )

    assert changed.name == "Rain"
    assert (await get_campaign.asyncio(made.parsed.campaign_id, client=client)) == changed


async def test_every_page_of_a_list_is_walked(client: Client) -> None:
    """However small they are."""
    names = [f"{number}" for number in range(5)]
    for name in names:
        await create_campaign.asyncio(client=client, body=NewCampaign(name=name))

    found = [campaign.name async for campaign in aeach(list_campaigns.asyncio, client=client, limit=2)]

    assert found == names[::-1]


async def test_a_refusal_is_raised_with_its_code_and_fields(client: Client) -> None:
    """What to do is in it, and what to say when it is reported."""
    with pytest.raises(ProblemError) as missing:
        await get_campaign.asyncio(uuid4(), client=client)
    with pytest.raises(ProblemError) as refused:
        await create_campaign.asyncio(client=client, body=NewCampaign(name=""))

    assert (missing.value.status, missing.value.code) == (404, "not_found")
    assert refused.value.errors[0]["pointer"] == "#/name"
    assert refused.value.request_id


async def test_many_requests_at_once_refresh_once(gateway: Service, person: Person) -> None:
    """A refresh token works once: the second use of one would end the session."""
    seen: list[str] = []

    class Expiring(httpx.ASGITransport):
        """Says of the first access token that it has expired."""

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            seen.append(request.url.path)
            token = request.headers.get("Authorization")
            if request.url.path == "/v1/me" and token == stale.get("token", token):
                stale["token"] = token
                challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
                return httpx.Response(401, headers=challenge, request=request)
            return await super().handle_async_request(request)

    stale: dict[str, Any] = {}
    transport = Expiring(app=gateway.app)
    async with Client(URL, login=person.username, password=PASSWORD, async_transport=transport) as client:
        people = await asyncio.gather(*(me.asyncio(client=client) for _ in range(5)))

    assert {one.username for one in people} == {person.username}
    assert (seen.count("/v1/auth/login"), seen.count("/v1/auth/refresh")) == (1, 1)


async def test_a_wrong_password_is_said_to_be_one(gateway: Service, person: Person) -> None:
    """What was asked for is not sent at all: nobody knows who asks."""
    transport = httpx.ASGITransport(app=gateway.app)
    async with Client(URL, login=person.username, password="not that", async_transport=transport) as client:
        with pytest.raises(ProblemError) as refused:
            await me.asyncio(client=client)

    assert refused.value.code == "auth.wrong_credentials"
    assert refused.value.response.request.url.path == "/v1/auth/login"


def test_threads_sign_in_and_refresh_as_well() -> None:
    """By name and password first, then by the refresh token; by name again where that is not taken."""
    tokens = {"access_token": "a", "refresh_token": "r"}
    expired = httpx.Response(401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    answers = [
        *(httpx.Response(200, json=tokens), expired, httpx.Response(401)),
        *(httpx.Response(200, json=tokens | {"access_token": "b"}), _page("a")),
    ]
    requests = list[httpx.Request]()

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return answers.pop(0)

    with Client(URL, login="ada", password=PASSWORD, transport=httpx.MockTransport(answer)) as client:
        assert [one.name for one in list_campaigns.sync(client=client).items] == ["a"]

    assert [request.url.path.rpartition("/")[2] for request in requests] == [
        "login", "campaigns", "refresh", "login", "campaigns"
    ]  # fmt: skip
    assert requests[-1].headers["Authorization"] == "Bearer b"


def _page(*names: str, cursor: str | None = None) -> httpx.Response:
    shown = json.loads(DOCUMENT.read_text())["paths"]["/v1/campaigns/{campaign_id}"]["get"]["responses"][
        "200"
    ]
    item = shown["content"]["application/json"]["example"]
    return httpx.Response(
        200, json={"items": [item | {"name": name} for name in names], "next_cursor": cursor}
    )


def _client(*answers: httpx.Response | Exception, tries: int = 4) -> tuple[Client, list[httpx.Request]]:
    """A client with a token that gets these answers, one after the other."""
    rest, requests = list(answers), list[httpx.Request]()
    lock = threading.Lock()

    def answer(request: httpx.Request) -> httpx.Response:
        with lock:
            requests.append(request)
            given = rest.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    patience = Patience(tries=tries)
    return Client(URL, token="t", transport=httpx.MockTransport(answer), patience=patience), requests


def _busy(status: int = 503, after: str = "0") -> httpx.Response:
    headers = {"Retry-After": after, "Content-Type": "application/problem+json"}
    return httpx.Response(status, headers=headers, json={"code": "rate_limit.exceeded", "detail": "Wait."})


def test_a_busy_gateway_is_asked_again() -> None:
    """After 429 and 503, with the same body and the same Idempotency-Key."""
    client, requests = _client(_busy(), _busy(429), httpx.Response(500))
    with client, pytest.raises(Exception, match="500"):
        create_campaign.sync(client=client, body=NewCampaign(name="Monsoon"))

    assert len({(r.headers["Idempotency-Key"], r.content) for r in requests}) == 1
    assert len(requests) == 3


def test_who_is_asked_to_wait_too_long_is_told_instead() -> None:
    """Nobody wants a program that hangs for an hour."""
    client, requests = _client(_busy(429, after="3600"))
    with client, pytest.raises(ProblemError) as refused:
        list_campaigns.sync(client=client)

    assert (refused.value.code, len(requests)) == ("rate_limit.exceeded", 1)


def test_a_broken_connection_is_tried_again() -> None:
    """Up to as often as it was told."""
    broken = httpx.ConnectError("refused")
    client, requests = _client(broken, _page("a"), tries=2)
    with client:
        assert [one.name for one in list_campaigns.sync(client=client).items] == ["a"]
    assert len(requests) == 2

    client, requests = _client(broken, broken, tries=2)
    with client, pytest.raises(httpx.ConnectError):
        list_campaigns.sync(client=client)


def test_pages_are_walked_by_threads_too() -> None:
    """The cursor of one page asks for the next."""
    client, requests = _client(_page("a", "b", cursor="next"), _page("c"))
    with client:
        names = [one.name for one in each(list_campaigns.sync, client=client, limit=2)]

    assert names == ["a", "b", "c"]
    asked = [(r.url.params["limit"], r.url.params.get("cursor")) for r in requests]
    assert asked == [("2", None), ("2", "next")]
