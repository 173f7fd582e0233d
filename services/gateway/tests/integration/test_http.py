"""What HTTP itself promises, whatever is asked for."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from services.gateway.api.limits import COSTLY
from services.gateway.config import Settings
from services.gateway.domain.policy import OPERATIONS
from services.gateway.main import create_app
from services.gateway.tests.conftest import Person, client_of
from services.gateway.tests.integration.test_problems import checked
from shared.service import Service

FRONT_END = "https://app.example"


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """With one front end of another origin."""
    return settings.model_copy(update={"cors_origins": (FRONT_END,)})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateway(settings: Settings) -> AsyncIterator[Service]:
    """With that front end."""
    async with create_app(settings).running() as service:
        yield service


@pytest.mark.parametrize("path", ["/v1/me", "/v1/campaigns", "/v1/networks", "/docs/problems"])
async def test_head_is_get_without_its_body(person: Person, path: str) -> None:
    """The same status and headers."""
    got, head = await person.http.get(path), await person.http.head(path)

    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["content-length"] == got.headers["content-length"]


async def test_head_of_nothing_is_404(person: Person) -> None:
    """As GET is."""
    assert (await person.http.head("/v1/nothing")).status_code == 404


async def test_nobody_is_sent_where_the_host_header_says(person: Person) -> None:
    """A slash too many is another path, and there is nothing."""
    answer = await person.http.get("/v1/campaigns/", headers={"Host": "evil.example"})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_options_lists_every_method_of_a_path(client: httpx.AsyncClient) -> None:
    """Whichever route is the first at that path."""
    answer = await client.options("/v1/campaigns")

    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")


async def test_a_method_that_is_not_offered_is_told_all_that_are(client: httpx.AsyncClient) -> None:
    """405 with Allow, which a client may act on."""
    answer = await client.put("/v1/campaigns/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10")

    checked(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, PATCH"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/me", 200),
        ("GET", "/v1/networks", 200),
        ("GET", "/v1/nothing", 404),
        ("PUT", "/v1/me", 405),
        ("POST", "/v1/campaigns", 422),
        ("GET", "/v1/posts/0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10", 404),
    ],
)
async def test_every_answer_tells_what_is_left_and_which_request_it_was(
    person: Person, method: str, path: str, status: int
) -> None:
    """Refusals too; the trace goes on that the client began."""
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01", "X-Request-ID": "mine-7"}
    answer = await person.http.request(method, path, headers=headers, json={} if method == "POST" else None)

    assert answer.status_code == status, answer.text
    assert answer.headers["x-request-id"] == "mine-7"
    assert answer.headers["traceparent"].split("-")[1] == trace
    assert ";r=" in answer.headers["ratelimit"]
    assert ";w=60" in answer.headers["ratelimit-policy"]


async def test_the_document_of_the_api_is_served_and_keeps_nobody_waiting(client: httpx.AsyncClient) -> None:
    """To write it takes seconds, in which others are answered."""
    asked = asyncio.create_task(client.get("/openapi.json"))
    await asyncio.sleep(0)
    others = 0
    while not asked.done():
        assert (await client.get("/livez")).status_code == 200
        others += 1
        await asyncio.sleep(0.05)

    assert (await asked).json()["openapi"].startswith("3.1")
    assert others > 1


async def test_what_costs_much_has_a_limit_of_its_own(person: Person) -> None:
    """Told beside the other; each operation of it exists."""
    answer = await person.http.post("/v1/content-requests", json={})

    assert answer.headers.get_list("ratelimit-policy", split_commas=True)[1:] == ['"costly";q=240;w=60']
    assert OPERATIONS.keys() >= COSTLY


async def test_without_a_token_the_address_is_counted(client: httpx.AsyncClient) -> None:
    """401 tells what is left as well."""
    answer = await client.get("/v1/me")

    checked(answer, 401, "auth.required")
    assert answer.headers["ratelimit"].startswith('"anonymous";r=')


async def test_a_query_parameter_that_is_not_known_is_refused(
    person: Person, client: httpx.AsyncClient
) -> None:
    """By its name, so that a typing error is seen and not a list of everything."""
    wrong = checked(await person.http.get("/v1/campaigns?stauts=draft&limit=3"), 422, "request.invalid")
    public = checked(await client.get("/v1/networks/x?limit=3"), 422, "request.invalid")

    assert [one["pointer"] for one in wrong["errors"]] == ["query/stauts"]
    assert "status" in wrong["errors"][0]["detail"]
    assert "takes none" in public["errors"][0]["detail"]


async def test_long_answers_are_compressed_where_that_is_wanted(person: Person) -> None:
    """And only there."""
    async with person.http.stream("GET", "/v1/networks", headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join([chunk async for chunk in answer.aiter_raw()])
    plain = await person.http.get("/v1/networks", headers={"Accept-Encoding": "identity"})
    short = await person.http.get("/v1/me", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 4
    assert "content-encoding" not in {*plain.headers, *short.headers}


@pytest.mark.parametrize(
    ("wishes", "is_packed"),
    [
        ("gzip;q=0", False),
        ("gzip; Q=0.000, deflate", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("identity, gzip;q=0.5", False),
        ("identity;q=0", False),  # neither is taken, and nothing else is there
        ("br, deflate", False),
        ("not-gzip", False),
        ("gzip;q=much", False),
        ("", False),
        ("GZIP", True),
        ("x-gzip", True),
        ("gzip;q=0.001", True),
        ("gzip, *;q=0", True),
        ("br, gzip ;q=0.5, identity;q=0.1", True),
        ("*", True),
        ("identity;q=0, *;q=0.5", True),
    ],
)
async def test_only_a_client_that_takes_gzip_gets_it(person: Person, wishes: str, *, is_packed: bool) -> None:
    """By weight, where codings have one: of weight zero is what a client can't read."""
    answer = await person.http.get("/v1/networks", headers={"Accept-Encoding": wishes})

    assert answer.json()["items"]
    assert ("content-encoding" in answer.headers) == is_packed


async def test_a_front_end_on_the_list_may_call(client: httpx.AsyncClient) -> None:
    """Its preflight is allowed for a day, its scripts see our headers, and cookies never count."""
    asked = {
        "Origin": FRONT_END,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "Authorization, Content-Type, If-Match",
    }
    preflight = await client.options("/v1/campaigns", headers=asked)
    answer = await client.get("/v1/networks", headers={"Origin": FRONT_END})

    assert (preflight.status_code, preflight.headers["access-control-max-age"]) == (200, "86400")
    assert "PATCH" in preflight.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-origin"] == FRONT_END
    for name in ("RateLimit", "ETag", "Link", "Location", "X-Request-ID", "Retry-After"):
        assert name in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers


async def test_a_front_end_that_is_not_on_the_list_may_not(client: httpx.AsyncClient) -> None:
    """Refusals carry the headers for those on the list too, so that their scripts can read why."""
    stranger = await client.get("/v1/networks", headers={"Origin": "https://evil.example"})
    preflight = await client.options(
        "/v1/me", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    )
    refused = await client.get("/v1/me", headers={"Origin": FRONT_END})

    assert "access-control-allow-origin" not in {*stranger.headers, *preflight.headers}
    assert preflight.status_code == 400
    assert refused.headers["access-control-allow-origin"] == FRONT_END


async def test_no_front_end_is_on_the_list_by_default(own_settings: Settings) -> None:
    """Whoever runs it names them."""
    async with client_of(create_app(own_settings)) as http:
        answer = await http.get("/docs/problems", headers={"Origin": FRONT_END})

    assert "access-control-allow-origin" not in answer.headers
