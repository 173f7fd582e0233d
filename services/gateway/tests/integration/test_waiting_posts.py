from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import Neighbours
from shared.events import AccountDegraded
from shared.testing.waiting import eventually


async def planned(person: Person) -> str:
    schedule = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}
    body = {"schedule": schedule, "targets": [{"network": "x", "text": "Rain, and tea."}]}
    answer = await person.http.post("/v1/posts", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["post_id"])


async def problem(person: Person, post_id: str) -> Any:
    """What is wrong with the one target, as the post and the list of posts say alike."""
    (target,) = (await person.http.get(f"/v1/posts/{post_id}")).json()["targets"]
    ((listed,),) = [post["targets"] for post in (await person.http.get("/v1/posts")).json()["items"]]
    assert listed == target
    return target["problem"]


async def test_a_post_of_a_disconnected_account_says_that_it_waits(
    person: Person, neighbours: Neighbours
) -> None:
    """And what to do; with new credentials there is nothing wrong with it any more."""
    account_id = (await neighbours.connect(person, "x"))["x"]
    post_id = await planned(person)
    assert await problem(person, post_id) is None

    gone = await person.http.delete(f"/v1/accounts/{account_id}", headers={"If-Match": "*"})
    assert gone.status_code == 200

    told = await problem(person, post_id)
    assert (told["code"], told["who_must_act"]) == ("account.disconnected", "account_owner")
    assert f"/v1/accounts/{account_id}/credentials" in told["detail"]

    again = {
        "network": "x",
        "credentials": {
            "access_token": "new",
            "refresh_token": "new",
            "expires_at": "2030-01-01T00:00:00Z",
            "client_id": "client",
        },
    }
    answer = await person.http.post(f"/v1/accounts/{account_id}/credentials", json=again)
    assert answer.status_code == 202, answer.text
    assert await problem(person, post_id) is None


async def test_a_post_of_a_degraded_account_says_why_it_waits(person: Person, neighbours: Neighbours) -> None:
    """In the network's own words; a cancelled one waits for nothing."""
    account_id = (await neighbours.connect(person, "x"))["x"]
    post_id = await planned(person)
    await neighbours.tell(
        AccountDegraded(
            organization_id=UUID(person.organization_id),
            account_id=UUID(account_id),
            network="x",
            revision=9,
            code="token_revoked",
            detail="The access token was revoked",
            who_must_act="account_owner",
            degraded_at=datetime.now(UTC),
        )
    )

    async def is_told() -> bool:
        return await problem(person, post_id) is not None

    await eventually(is_told)
    told = await problem(person, post_id)
    assert told["code"] == "account.degraded"
    assert "token_revoked: The access token was revoked" in told["detail"]

    assert (await person.http.post(f"/v1/posts/{post_id}/cancel")).status_code == 200
    assert await problem(person, post_id) is None
