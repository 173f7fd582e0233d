import asyncio
import json
import unicodedata
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
import redis.asyncio

from services.gateway.config import Settings
from services.gateway.main import create_app
from services.gateway.tests.conftest import PASSWORD, Person, SignUp, client_of
from services.gateway.tests.signing_in import may_enter
from shared.service import Service
from shared.testing.clocks import FakeClock


async def post(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    answer = await client.post(path, json=body)
    return answer.status_code, answer.json()


async def refreshed(client: httpx.AsyncClient, token: str) -> tuple[int, dict[str, Any]]:
    return await post(client, "/v1/auth/refresh", {"refresh_token": token})


async def test_who_signed_up_is_signed_in(person: Person) -> None:
    """The access token of a sign-up tells who its holder is."""
    answer = await person.http.get("/v1/me")

    assert (answer.status_code, answer.json()["username"]) == (200, person.username), answer.text


async def test_sign_in_by_username_or_email(person: Person) -> None:
    """Either name works, in any case."""
    for login in (person.username, person.email, person.username.upper(), person.email.title()):
        answer = await person.http.post("/v1/auth/login", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        assert answer.headers["cache-control"] == "no-store"


async def test_sign_in_however_the_letters_are_composed(client: httpx.AsyncClient) -> None:
    """A keyboard may send an accent as a letter of its own, in the address as in the password."""
    email, password = "zoë@exämple.com", "ein längeres Passwort"
    body = {"email": email, "username": f"u{uuid4().hex[:12]}", "password": password}
    assert (await post(client, "/v1/auth/register", body))[0] == 201

    decomposed = {
        "login": unicodedata.normalize("NFD", email),
        "password": unicodedata.normalize("NFD", password),
    }
    assert (await post(client, "/v1/auth/login", decomposed))[0] == 200


async def test_a_short_password_and_a_blank_name_are_refused_in_plain_words(
    client: httpx.AsyncClient,
) -> None:
    """Each with its place."""
    body = {"email": "a@example.com", "username": "abcd", "password": "short", "organization_name": "   "}
    status, problem = await post(client, "/v1/auth/register", body)

    assert status == 422
    assert {e["pointer"]: e["detail"] for e in problem["errors"]} == {
        "#/password": "String should have at least 10 characters",
        "#/organization_name": "String should have at least 1 character",
    }


async def test_a_wrong_password_and_an_unknown_name_look_the_same(
    client: httpx.AsyncClient, person: Person
) -> None:
    """Nobody learns from a sign-in who has an account."""
    wrong = await post(
        client, "/v1/auth/login", {"login": person.username, "password": "not the pass phrase"}
    )
    unknown = await post(client, "/v1/auth/login", {"login": "nobody-here", "password": PASSWORD})

    assert wrong[0] == unknown[0] == 401
    assert wrong[1]["code"] == unknown[1]["code"] == "auth.wrong_credentials"
    assert wrong[1]["detail"] == unknown[1]["detail"]


async def test_names_are_taken_once(client: httpx.AsyncClient, person: Person) -> None:
    """E-mail address and username are unique in any case, and the answer says which is taken."""
    other = f"other-{uuid4().hex[:8]}"
    body = {"username": other, "email": f"{other}@example.com", "password": PASSWORD}

    by_email = await post(client, "/v1/auth/register", body | {"email": person.email.upper()})
    by_name = await post(client, "/v1/auth/register", body | {"username": person.username.upper()})

    assert (by_email[0], by_email[1]["code"]) == (409, "user.email_taken")
    assert (by_name[0], by_name[1]["code"]) == (409, "user.username_taken")
    assert (await post(client, "/v1/auth/register", body))[0] == 201


async def test_two_sign_ups_at_once_make_one_user(client: httpx.AsyncClient) -> None:
    """The same sign-up sent ten times at once is made once; the rest are told that the name is taken."""
    name = f"twin-{uuid4().hex[:8]}"
    body = {"username": name, "email": f"{name}@example.com", "password": PASSWORD}

    answers = await asyncio.gather(*(client.post("/v1/auth/register", json=body) for _ in range(10)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9


async def test_each_refresh_token_works_once(
    client: httpx.AsyncClient, person: Person, gateway: Service
) -> None:
    """Trading gives a new pair; the second use of a token ends the whole session, its newest tokens included."""
    status, second = await refreshed(client, person.refresh_token)
    assert status == 200
    assert await may_enter(gateway, second["access_token"])

    status, problem = await refreshed(client, person.refresh_token)

    assert (status, problem["code"]) == (401, "auth.refresh_token_reused")
    assert not await may_enter(gateway, second["access_token"])
    status, problem = await refreshed(client, second["refresh_token"])
    assert (status, problem["code"]) == (401, "auth.session_ended")


async def test_of_two_uses_at_once_one_wins(client: httpx.AsyncClient, person: Person) -> None:
    """A refresh token that is traded ten times at once gives one pair."""
    answers = await asyncio.gather(*(refreshed(client, person.refresh_token) for _ in range(10)))

    assert [status for status, _ in answers].count(200) == 1


async def test_another_session_of_the_same_user_goes_on(
    client: httpx.AsyncClient, person: Person, gateway: Service
) -> None:
    """Reuse ends the family that the token belongs to, not the user's others."""
    _, other = await post(client, "/v1/auth/login", {"login": person.username, "password": PASSWORD})
    await refreshed(client, person.refresh_token)
    await refreshed(client, person.refresh_token)

    assert await may_enter(gateway, other["access_token"])


async def test_a_refresh_token_that_was_made_up(client: httpx.AsyncClient) -> None:
    """401 with a code of its own."""
    status, problem = await refreshed(client, "pw_refresh_made-up")

    assert (status, problem["code"]) == (401, "auth.refresh_token_invalid")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("refresh", {"refresh_token": "pw_refresh_\ud800"}),
        ("login", {"login": "asha", "password": "a long pass phrase \ud800"}),
        ("register", {"email": "a@example.com", "username": "asha", "password": "a long pass phrase \ud800"}),
    ],
)
async def test_a_secret_that_is_no_text_is_refused(
    client: httpx.AsyncClient, path: str, body: dict[str, str]
) -> None:
    """JSON can name half of a character; that is the client's mistake, and the secret is not repeated."""
    answer = await client.post(
        f"/v1/auth/{path}", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 422, answer.text
    assert "surrogate" in answer.json()["errors"][0]["detail"]
    assert "pass phrase" not in answer.text


async def test_refresh_and_access_tokens_expire(own_settings: Settings) -> None:
    """After its time a token is refused and the answer says that it expired; trading in time prolongs the session."""
    clock = FakeClock()
    async with create_app(own_settings, clock=clock).running() as gateway, client_of(gateway) as client:
        body = {"username": "asha", "email": "asha@example.com", "password": PASSWORD}
        _, first = await post(client, "/v1/auth/register", body)

        clock.jump(own_settings.access_token_seconds + 1)
        answer = await client.get("/v1/me", headers={"Authorization": f"Bearer {first['access_token']}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "auth.token_invalid")
        assert "expired" in answer.json()["detail"]
        assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'

        clock.jump(own_settings.refresh_token_seconds - 2 * own_settings.access_token_seconds)
        status, second = await refreshed(client, first["refresh_token"])
        assert status == 200

        clock.jump(own_settings.refresh_token_seconds)
        status, problem = await refreshed(client, second["refresh_token"])
        assert (status, problem["code"]) == (401, "auth.refresh_token_expired")


async def test_no_token_is_not_a_wrong_token(client: httpx.AsyncClient) -> None:
    """RFC 6750: the challenge names an error only where a token was sent."""
    answer = await client.get("/v1/me")

    assert (answer.status_code, answer.json()["code"]) == (401, "auth.required")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_signing_out_counts_on_every_replica_at_once(
    settings: Settings, gateway: Service, sign_up: SignUp
) -> None:
    """A token that another replica has just accepted is refused there the moment its session ended here."""
    other_settings = settings.model_copy(update={"instance": "other"})
    person = await sign_up()
    async with create_app(other_settings).running() as other:
        assert await may_enter(other, person.access_token)

        assert (await person.http.post("/v1/auth/logout")).status_code == 204

        assert not await may_enter(other, person.access_token)
        assert not await may_enter(gateway, person.access_token)
    async with client_of(gateway) as client:
        assert (await refreshed(client, person.refresh_token))[1]["code"] == "auth.session_ended"


async def test_an_emptied_redis_brings_no_session_back(
    settings: Settings, gateway: Service, sign_up: SignUp
) -> None:
    """After FLUSHALL PostgreSQL is asked: who signed out stays out, who is in stays in."""
    gone, here = await sign_up(), await sign_up()
    await gone.http.post("/v1/auth/logout")

    async with redis.asyncio.Redis.from_url(settings.redis_url) as client:
        await client.flushdb()

    assert not await may_enter(gateway, gone.access_token)
    assert await may_enter(gateway, here.access_token)


async def test_without_redis_everything_works(own_settings: Settings) -> None:
    """Redis away: sign-up, requests, sign-out and limits go on."""
    away = own_settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0", "requests_per_minute": 3})
    async with create_app(away).running() as gateway, client_of(gateway) as client:
        body = {"username": "asha", "email": "asha@example.com", "password": PASSWORD}
        status, tokens = await post(client, "/v1/auth/register", body)
        assert status == 201
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        assert (await client.get("/v1/me", headers=bearer)).status_code == 200
        assert (await client.post("/v1/auth/logout", headers=bearer)).status_code == 204
        assert (await client.get("/v1/me", headers=bearer)).status_code == 401


async def test_limits_hold_without_redis(own_settings: Settings) -> None:
    """Redis away: each replica counts by itself; never is there no limit."""
    away = own_settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0", "requests_per_minute": 3})
    async with create_app(away).running() as gateway, client_of(gateway) as client:
        body = {"username": "asha", "email": "asha@example.com", "password": PASSWORD}
        _, tokens = await post(client, "/v1/auth/register", body)
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}

        statuses = [(await client.get("/v1/me", headers=bearer)).status_code for _ in range(7)]

    # A request may come back between two of them.
    assert 429 in statuses


async def test_no_secret_is_stored_or_logged(
    settings: Settings, person: Person, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither password nor token stands in any table or log line."""
    await person.http.post("/v1/auth/login", json={"login": person.username, "password": PASSWORD})
    connection = await asyncpg.connect(settings.database_url)
    try:
        rows = await connection.fetch("select t::text as row from users t")
        rows += await connection.fetch("select t::text as row from refresh_tokens t")
        rows += await connection.fetch("select t::text as row from sessions t")
    finally:
        await connection.close()
    output = capfd.readouterr()
    everything = "\n".join(row["row"] for row in rows) + output.out + output.err

    assert [s for s in (PASSWORD, person.refresh_token, person.access_token) if s in everything] == []
