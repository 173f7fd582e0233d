import asyncio
import io
import os
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from PIL import Image

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import invited, joined
from services.gateway.tests.neighbours import BRIEF, Neighbours, content_for, planned_post, seen
from services.gateway.usecases import quotas
from shared.clock import SystemClock
from shared.service import Service
from shared.testing.waiting import eventually
from shared.unit_of_work import UnitOfWorkFactory

_PLANS = """
tiny:
  title: Tiny
  selectable: true
  limits: {posts: 5, accounts: 2, members: 2, ai_micros_usd: 1000, storage_bytes: 5000}
roomy:
  title: Roomy
  selectable: true
  limits: {posts: 500}
staff:
  title: Staff
  limits: {}
"""


@pytest.fixture(scope="module")
def settings(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Of a gateway with plans of its own."""
    file = Path(tmp_path_factory.mktemp("plans"), "plans.yaml")
    file.write_text(_PLANS)
    return settings.model_copy(update={"plans_file": file, "default_plan": "tiny"})


async def usage_of(person: Person, limit: str) -> dict[str, Any]:
    answer = await person.http.get("/v1/usage")
    assert answer.status_code == 200, answer.text
    return next(one for one in answer.json()["limits"] if one["limit"] == limit)


def picture(size: int) -> bytes:
    """About three bytes a pixel: noise can't be compressed."""
    buffer = io.BytesIO()
    Image.frombytes("RGB", (size, size), os.urandom(size * size * 3)).save(buffer, "PNG")
    return buffer.getvalue()


async def post_by_hand(person: Person) -> Any:
    body = {
        "language": "en",
        "schedule": {"kind": "instant", "at": "2030-01-01T09:00:00Z"},
        "targets": [{"network": "mastodon", "text": "Tea"}],
    }
    return await person.http.post("/v1/posts", json=body)


@pytest_asyncio.fixture(loop_scope="module")
async def kept_plans(person: Person) -> None:
    """The data file is in the database."""

    async def there() -> bool:
        return bool((await person.http.get("/v1/plans")).json()["items"])

    await eventually(there)


async def told(person: Person, settings: Settings) -> list[tuple[str, Any]]:
    """Events of quotas, in order."""
    connection = await asyncpg.connect(settings.database_url)
    rows = await connection.fetch(
        "select type, data ->> 'limit' as name from live_events"
        " where organization_id = $1 and type like 'quota.%' order by txid, seq",
        person.organization_id,
    )
    await connection.close()
    return [(row["type"], row["name"]) for row in rows]


@pytest.mark.usefixtures("kept_plans")
async def test_of_many_posts_at_once_as_many_are_made_as_the_plan_allows(
    person: Person, neighbours: Neighbours, settings: Settings
) -> None:
    """Not one more; who is refused is told of what, how much is left and when it begins anew."""
    await neighbours.connect(person, "mastodon")

    answers = await asyncio.gather(*(post_by_hand(person) for _ in range(9)))

    assert sorted(answer.status_code for answer in answers) == [201] * 5 + [429] * 4
    refused = next(answer for answer in answers if answer.status_code == 429)
    problem = refused.json()
    assert problem["code"] == "quota.exceeded"
    assert (problem["limit"], problem["allowed"], problem["used"], problem["remaining"]) == ("posts", 5, 5, 0)
    assert int(refused.headers["retry-after"]) > 0
    assert problem["resets_at"].endswith("-01T00:00:00+00:00")
    posts = await usage_of(person, "posts")
    me = (await person.http.get("/v1/me")).json()
    assert (posts["used"], posts["remaining"]) == (5, 0)
    assert posts["by_user"] == [{"user_id": me["user_id"], "used": 5}]
    assert posts["by_network"] == [{"network": "mastodon", "used": 5}]
    # Once each; of transactions that run side by side none is the first.
    assert sorted(await told(person, settings)) == [
        ("quota.exceeded", "posts"),
        ("quota.nearly_used", "posts"),
    ]


@pytest.mark.usefixtures("kept_plans")
async def test_a_limit_counts_what_is_there_now(person: Person, neighbours: Neighbours) -> None:
    """An account that is taken away makes room for another one."""
    first = await neighbours.connect(person, "mastodon", "bluesky")
    full = await person.http.post(
        "/v1/accounts", json={"network": "telegram", "credentials": {"bot_token": "7:x", "chat_id": "@a"}}
    )
    # Whatever the publisher told of it in the meantime.
    gone = await person.http.delete(f"/v1/accounts/{first['bluesky']}", headers={"If-Match": "*"})
    assert gone.is_success, gone.text
    again = await person.http.post(
        "/v1/accounts", json={"network": "telegram", "credentials": {"bot_token": "7:x", "chat_id": "@a"}}
    )

    assert (full.status_code, full.json()["limit"], full.json()["resets_at"]) == (429, "accounts", None)
    assert "retry-after" not in full.headers
    assert again.status_code == 202, again.text
    accounts = await usage_of(person, "accounts")
    assert (accounts["used"], accounts["allowed"], accounts["period"]) == (2, 2, None)


@pytest.mark.usefixtures("kept_plans")
async def test_no_more_members_come_in_than_the_plan_allows(person: Person, mailbox: Mailbox) -> None:
    """Of two who accept at the last place one comes in, and nobody is invited any more."""
    tokens = [(await invited(person, mailbox, "viewer"))[1] for _ in range(2)]

    answers = await asyncio.gather(
        *(
            person.http.post(
                "/v1/invitations/accept-as-new",
                json={
                    "token": token,
                    "username": f"new-{place}-{token[-5:].strip('_-')}",
                    "password": "a long pass phrase",
                },
            )
            for place, token in enumerate(tokens)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201, 429]
    more = await person.http.post("/v1/invitations", json={"email": "more@example.com", "role": "viewer"})
    assert (more.status_code, more.json()["limit"]) == (429, "members")


@pytest.mark.usefixtures("kept_plans")
async def test_what_ai_has_cost_counts_to_who_asked(person: Person, neighbours: Neighbours) -> None:
    """When it is used up no more is begun; what was begun is finished."""
    answer = await person.http.post("/v1/content-requests", json=BRIEF)
    content = content_for(answer.json(), person).model_copy(update={"cost_micros_usd": 1200})
    await neighbours.tell(content, times=2)
    await seen(person, answer.headers["location"], state="ready")

    refused = await person.http.post("/v1/content-requests", json=BRIEF)

    assert (refused.status_code, refused.json()["limit"]) == (429, "ai_micros_usd")
    spent = await usage_of(person, "ai_micros_usd")
    me = (await person.http.get("/v1/me")).json()
    assert (spent["used"], spent["remaining"]) == (1200, 0)
    assert spent["by_user"] == [{"user_id": me["user_id"], "used": 1200}]


@pytest.mark.usefixtures("kept_plans")
async def test_content_that_comes_after_the_last_post_waits_for_a_person(
    person: Person, neighbours: Neighbours
) -> None:
    """It is not lost, and its request says why."""
    await neighbours.connect(person, "mastodon")
    await planned_post(person, neighbours, networks=["mastodon"])
    for _ in range(4):
        assert (await post_by_hand(person)).status_code == 201
    schedule = {"kind": "instant", "at": "2030-01-01T09:00:00Z"}
    body = {**BRIEF, "networks": ["mastodon"], "schedule": schedule}
    answer = await person.http.post("/v1/content-requests", json=body)
    await neighbours.tell(content_for(answer.json(), person))

    waiting = await seen(person, answer.headers["location"], state="needs_attention")

    assert waiting["problem"]["code"] == "quota.exceeded"


@pytest.mark.usefixtures("kept_plans")
async def test_a_file_that_is_too_much_is_not_kept(person: Person) -> None:
    """Storage counts what is kept."""
    small = await person.http.post("/v1/media", files={"file": ("a.png", picture(20))})
    large = await person.http.post("/v1/media", files={"file": ("b.png", picture(60))})

    assert small.status_code == 201, small.text
    assert (large.status_code, large.json()["limit"]) == (429, "storage_bytes")
    assert (await usage_of(person, "storage_bytes"))["used"] == small.json()["size"]


@pytest.mark.usefixtures("kept_plans")
async def test_a_plan_is_chosen_among_those_that_people_may_choose(person: Person, mailbox: Mailbox) -> None:
    """It counts at once."""
    await joined(person, mailbox, "viewer")
    plan = await person.http.get("/v1/organization/plan")
    seen_plan = {"If-Match": plan.headers["etag"]}

    staff = await person.http.put("/v1/organization/plan", json={"plan": "staff"}, headers=seen_plan)
    roomy = await person.http.put("/v1/organization/plan", json={"plan": "roomy"}, headers=seen_plan)
    late = await person.http.put("/v1/organization/plan", json={"plan": "tiny"}, headers=seen_plan)

    assert (staff.status_code, roomy.status_code, late.status_code) == (422, 200, 412)
    assert plan.json()["name"] == "tiny"
    assert (await usage_of(person, "posts"))["allowed"] == 500
    assert (await usage_of(person, "members"))["allowed"] is None
    invitation = {"email": "third@example.com", "role": "viewer"}
    assert (await person.http.post("/v1/invitations", json=invitation)).status_code == 201


@pytest.mark.usefixtures("kept_plans")
async def test_after_a_smaller_plan_all_stays_and_nothing_is_added(person: Person, mailbox: Mailbox) -> None:
    """What is over the limit is shown as it is; whoever is a member goes on being one."""
    for plan in ("roomy", "tiny"):
        chosen = await person.http.put(
            "/v1/organization/plan", json={"plan": plan}, headers={"If-Match": "*"}
        )
        assert chosen.status_code == 200, chosen.text
        if plan == "roomy":
            viewers = [await joined(person, mailbox, "viewer") for _ in range(2)]

    members = await usage_of(person, "members")
    assert (members["used"], members["allowed"], members["remaining"]) == (3, 2, 0)
    invitation = {"email": "fourth@example.com", "role": "viewer"}
    refused = await person.http.post("/v1/invitations", json=invitation)
    assert (refused.status_code, refused.json()["used"]) == (429, 3)
    assert [(await one.http.get("/v1/posts")).status_code for one in viewers] == [200, 200]


@pytest.mark.usefixtures("kept_plans")
async def test_a_report_of_all_limits_looks_at_the_plan_once(person: Person, gateway: Service) -> None:
    """So all of it is of one plan, whoever chooses another one meanwhile."""
    statements: list[str] = []

    async with UnitOfWorkFactory(gateway._database, "gateway", SystemClock())() as work:
        with work.connection.query_logger(lambda record: statements.append(record.query)):
            told = await quotas.reports(work, UUID(person.organization_id), None)

    assert [(one.usage.limit, one.usage.allowed) for one in told] == [
        ("posts", 5),
        ("ai_micros_usd", 1000),
        ("accounts", 2),
        ("members", 2),
        ("storage_bytes", 5000),
    ]
    assert len([one for one in statements if "join plans" in one]) == 1


@pytest.mark.usefixtures("kept_plans")
async def test_another_month_has_another_count(person: Person, neighbours: Neighbours) -> None:
    """A month in which nothing was used says so."""
    await neighbours.connect(person, "mastodon")
    await post_by_hand(person)

    earlier = (await person.http.get("/v1/usage", params={"month": "2025-02-17"})).json()["limits"]
    posts = next(one for one in earlier if one["limit"] == "posts")

    assert (posts["used"], posts["period"], posts["resets_at"]) == (0, "2025-02-01", "2025-03-01T00:00:00Z")
    assert (await person.http.get("/v1/usage", params={"month": "2025-13-01"})).status_code == 422
