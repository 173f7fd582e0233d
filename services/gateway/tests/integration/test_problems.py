"""Every error is a problem document that says what is wrong, where, and what to do."""

from typing import Any

import httpx
import pytest

from services.gateway.config import Settings
from services.gateway.errors import QUOTA_EXCEEDED
from services.gateway.main import create_app
from services.gateway.tests.conftest import PASSWORD, Person, client_of
from shared import capabilities

ACCOUNT: dict[str, Any] = {
    "network": "mastodon",
    "base_url": "https://mastodon.example",
    "credentials": {"access_token": "the-secret-token"},
}


def checked(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The document, after looking at what every one must have."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["code"] == code
    assert document["status"] == status
    assert document["type"] in {f"https://postwright.example/docs/problems/{code}", QUOTA_EXCEEDED}
    assert document["title"]
    assert document["detail"]
    assert document["instance"] == answer.request.url.path
    assert document["request_id"] == answer.headers["x-request-id"]
    return document


async def test_the_type_of_a_problem_is_a_page_about_it(client: httpx.AsyncClient) -> None:
    """On this installation, without a network or a script; codes of a family share its explanation."""
    document = checked(await client.get("/v1/me"), 401, "auth.required")

    page = await client.get(document["type"])
    family = await client.get("/docs/problems/title_too_long")
    listed = await client.get("/docs/problems")

    assert "Authorization: Bearer" in page.text
    assert "*_too_long" in family.text
    assert 'href="/docs/problems/auth.required"' in listed.text
    assert "<script" not in page.text + listed.text
    assert (await client.get("/docs/static/pages.css")).status_code == 200


async def test_a_code_that_does_not_exist_has_no_page(client: httpx.AsyncClient) -> None:
    """404, whatever stands in its place."""
    checked(await client.get("/docs/problems/<script>"), 404, "not_found")


async def test_unknown_path(client: httpx.AsyncClient) -> None:
    """404 says where the list of what there is lies."""
    assert "/docs" in checked(await client.get("/v1/nothing"), 404, "not_found")["detail"]


async def test_wrong_method(client: httpx.AsyncClient) -> None:
    """405 with the methods that are offered."""
    answer = await client.put("/v1/me")

    checked(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, PATCH"


async def test_a_number_of_thousands_of_digits(person: Person) -> None:
    """400, in a batch too, whose body is read by itself."""
    body = b'{"items": [' + b"9" * 5_000 + b"]}"
    answer = await person.http.post(
        "/v1/content-requests/batches", content=body, headers={"Content-Type": "application/json"}
    )

    assert "digits" in checked(answer, 400, "request.malformed")["detail"]


async def test_a_name_that_cannot_be_kept_spoils_its_own_item_alone(person: Person) -> None:
    """A field's name with U+0000 is that item's problem; the good item goes on."""
    good = {"brand": "A", "topic": "B", "brief": "C", "networks": ["x"]}
    answer = await person.http.post("/v1/content-requests/batches", json={"items": [good, {"a\x00b": 1}]})

    assert answer.status_code == 202, answer.text
    assert (answer.json()["items_accepted"], answer.json()["items_refused"]) == (1, 1)


async def test_invalid_json(person: Person) -> None:
    """400 with the place where it stops being JSON."""
    answer = await person.http.post(
        "/v1/accounts", content=b'{"network": ', headers={"Content-Type": "application/json"}
    )

    assert "character 12" in checked(answer, 400, "request.malformed")["detail"]


@pytest.mark.parametrize("body", [b"\xff\xfe{", b"{" * 100_000, b'{"a": ' * 50_000])
async def test_json_that_cannot_be_read_at_all(person: Person, body: bytes) -> None:
    """Bytes that are no text, and nesting without end, are the client's fault too."""
    answer = await person.http.post(
        "/v1/accounts", content=body, headers={"Content-Type": "application/json"}
    )

    checked(answer, 400, "request.malformed")


async def test_a_body_that_is_not_called_json(person: Person) -> None:
    """415 with what is taken."""
    answer = await person.http.post(
        "/v1/accounts", content=b"network=mastodon", headers={"Content-Type": "text/plain"}
    )

    checked(answer, 415, "media_type.unsupported")
    assert answer.headers["accept"] == "application/json"


@pytest.mark.parametrize("chunked", [True, False])
async def test_a_body_that_is_too_large(person: Person, *, chunked: bool) -> None:
    """413, whether the size is announced or only seen."""

    async def chunks() -> Any:
        for _ in range(30):
            yield b" " * 100_000

    body: Any = chunks() if chunked else b" " * 3_000_000
    answer = await person.http.post(
        "/v1/accounts", content=body, headers={"Content-Type": "application/json"}
    )

    checked(answer, 413, "body.too_large")
    assert ";r=" in answer.headers["ratelimit"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"network": "myspace"}, "#/network"),
        ({"network": None}, "#/network"),
        ({"credentials": {}}, "#/credentials/access_token"),
        ({"credentials": {"access_token": 5}}, "#/credentials/access_token"),
        ({"credentials": "secret"}, "#/credentials"),
        ({"base_url": "https://127.0.0.1"}, "#/base_url"),
        ({"base_url": None}, "#/base_url"),
        ({"surprise": 1}, "#/surprise"),
        ({"a/b~c": 1}, "#/a~1b~0c"),
    ],
)
async def test_each_wrong_field_is_pointed_at(person: Person, change: dict[str, Any], pointer: str) -> None:
    """422 with a JSON pointer into the body and what is wrong there; the value is not repeated."""
    document = checked(await person.http.post("/v1/accounts", json=ACCOUNT | change), 422, "request.invalid")

    assert [error["pointer"] for error in document["errors"]] == [pointer]
    assert "secret" not in str(document)


@pytest.mark.parametrize("body", ["null", "[]", "1", '"text"'])
async def test_json_that_is_no_object(person: Person, body: str) -> None:
    """422 that points at the whole body."""
    answer = await person.http.post(
        "/v1/accounts", content=body, headers={"Content-Type": "application/json"}
    )

    problem = checked(answer, 422, "request.invalid")
    assert "dictionary" not in str(problem), "Python's words, not JSON's"


async def test_no_body(person: Person) -> None:
    """422, not an error of ours."""
    checked(await person.http.post("/v1/accounts"), 422, "request.invalid")


async def test_a_wrong_parameter_is_named(person: Person) -> None:
    """Parameters of the query and of the path are named with the place they stand in."""
    by_query = checked(await person.http.get("/v1/accounts?limit=201"), 422, "request.invalid")
    by_path = checked(await person.http.get("/v1/accounts/not-an-id"), 422, "request.invalid")
    by_cursor = await person.http.get("/v1/accounts?cursor=abc")

    assert [error["pointer"] for error in by_query["errors"]] == ["query/limit"]
    assert [error["pointer"] for error in by_path["errors"]] == ["path/account_id"]
    checked(by_cursor, 400, "cursor.invalid")


async def test_a_text_with_a_nul_is_refused(person: Person) -> None:
    """PostgreSQL can't keep U+0000: it is refused and no error of ours."""
    answer = await person.http.post("/v1/auth/login", json={"login": "a\x00b", "password": PASSWORD})

    assert answer.status_code in {401, 422}


async def test_what_nobody_expected_is_a_500_without_its_reason(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect answers with the request id and all headers, and tells nothing of the inside."""

    async def broken(*_: Any) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr("services.gateway.usecases.identity.Identity.who_am_i", broken)
    answer = await person.http.get("/v1/me")

    document = checked(answer, 500, "internal")
    assert "inside" not in str(document)
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_while_the_database_is_away(settings: Settings) -> None:
    """503 with Retry-After, readiness tells, and liveness does not mind."""
    nowhere = settings.model_copy(update={"database_url": "postgresql://postgres@127.0.0.1:1/none"})
    service = create_app(nowhere)
    await service.start()
    try:
        async with client_of(service) as client:
            answer = await client.post("/v1/auth/login", json={"login": "asha", "password": PASSWORD})
            checked(answer, 503, "database.unavailable")
            assert answer.headers["retry-after"] == "2"
            assert (await client.get("/readyz")).status_code == 503
            assert (await client.get("/livez")).status_code == 200
    finally:
        await service.stop()


async def test_every_answer_has_the_security_headers(client: httpx.AsyncClient, person: Person) -> None:
    """Good answers, errors and probes alike."""
    for answer in (
        await person.http.get("/v1/me"),
        await client.get("/v1/me"),
        await client.get("/v1/nothing"),
        await client.get("/livez"),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_a_request_id_is_kept_or_made(client: httpx.AsyncClient) -> None:
    """The client's own id comes back; one that could forge a log line is replaced."""
    kept = await client.get("/livez", headers={"X-Request-ID": "my-request-1"})
    replaced = await client.get("/livez", headers={"X-Request-ID": "x y"})

    assert kept.headers["x-request-id"] == "my-request-1"
    assert replaced.headers["x-request-id"] not in {"", "x y"}


async def test_limits_are_told_and_kept(settings: Settings, person: Person) -> None:
    """Every answer says what is left; past the limit it is 429 with when to come back."""
    answer = await person.http.get("/v1/me")
    assert answer.headers["ratelimit-policy"] == '"default";q=1200;w=60'
    assert answer.headers["ratelimit"].startswith('"default";r=')

    tight = settings.model_copy(update={"sign_in_attempts_per_minute": 2})
    async with create_app(tight).running() as other, client_of(other) as client:
        body = {"login": person.username, "password": "not the pass phrase"}
        answers = [await client.post("/v1/auth/login", json=body) for _ in range(6)]
    # An attempt may come back between two of them.
    refused = next(answer for answer in answers if answer.status_code == 429)

    document = checked(refused, 429, "rate_limit.exceeded")
    assert document["violated-policies"] == ["sign-in"]
    assert document["type"] == "https://iana.org/assignments/http-problem-types#quota-exceeded"
    assert 1 <= int(refused.headers["retry-after"]) <= 60


async def test_the_documentation_page_is_our_own(client: httpx.AsyncClient) -> None:
    """Page, script, style and document come from here and name nobody else's server."""
    assert (await client.get("/")).headers["location"] == "/docs"
    page = await client.get("/docs")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "//" not in page.text.replace("<!doctype", "")
    for path in ("swagger-ui/swagger-ui.css", "swagger-ui/swagger-ui-bundle.js", "docs.js"):
        assert f"/docs/static/{path}" in page.text
        assert (await client.get(f"/docs/static/{path}")).status_code == 200
    assert (await client.get("/openapi.json")).json()["openapi"].startswith("3.1")
    checked(await client.get("/docs/static/nothing.js"), 404, "not_found")


async def test_networks_are_for_everybody(client: httpx.AsyncClient) -> None:
    """What networks take needs no token; a network that is not there is a wrong parameter."""
    answer = await client.get("/v1/networks")

    known = {capability.network for capability in capabilities.load()}
    assert {network["network"] for network in answer.json()["items"]} == known >= {"mastodon", "bluesky", "x"}
    assert (await client.get("/v1/networks/x")).json()["text"]["limits"][0]["max"] == 280
    checked(await client.get("/v1/networks/myspace"), 422, "request.invalid")


async def test_the_key_set_is_public(client: httpx.AsyncClient) -> None:
    """Anybody may verify our tokens."""
    assert (await client.get("/.well-known/jwks.json")).json()["keys"][0]["kty"] == "OKP"
