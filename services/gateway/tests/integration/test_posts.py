from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import (
    NETWORKS,
    Neighbours,
    by_network,
    due_for,
    planned_post,
    seen,
)


def in_an_hour() -> dict[str, str]:
    return {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}


def by_hand(**changes: Any) -> dict[str, Any]:
    return {"schedule": in_an_hour(), "targets": [{"network": "x", "text": "Rain, and tea."}], **changes}


async def make(person: Person, **changes: Any) -> dict[str, Any]:
    answer = await person.http.post("/v1/posts", json=by_hand(**changes))
    assert answer.status_code == 201, answer.text
    assert answer.headers["etag"] == '"v1"'
    made: dict[str, Any] = answer.json()
    return made


async def test_a_post_by_hand_is_told_to_the_scheduler(person: Person, neighbours: Neighbours) -> None:
    """A text for one network and another for one account: each account gets its own, the account's wish winning."""
    accounts = await neighbours.connect(person, *NETWORKS)
    post = await make(
        person,
        language="hi",
        targets=[
            {"network": "x", "text": "On X."},
            {"account_id": accounts["bluesky"], "text": "On Bluesky."},
            {"account_id": accounts["x"], "text": "On this X."},
        ],
    )

    assert post["state"] == "scheduled"
    ((envelope, data),) = await neighbours.told("post.scheduled")
    assert envelope.correlation_id == post["post_id"]
    told = {target["account_id"]: target["text"] for target in data["targets"]}
    assert told == {accounts["bluesky"]: "On Bluesky.", accounts["x"]: "On this X."}
    assert {target["language"] for target in data["targets"]} == {"hi"}


@pytest.mark.parametrize(
    ("changes", "pointer", "words"),
    [
        ({"targets": [{"network": "x", "text": "tea " * 100}]}, "#/targets/0/text", "280"),
        ({"targets": [{"network": "x", "text": ""}]}, "#/targets/0/text", "The text is empty"),
        (
            {"targets": [{"network": "mastodon", "text": "Tea"}]},
            "#/targets/0/network",
            "no account on mastodon",
        ),
        ({"targets": [{"text": "Tea"}]}, "#/targets/0", "either account_id or network"),
        (
            {"targets": [{"account_id": str(uuid4()), "text": "Tea"}]},
            "#/targets/0/account_id",
            "not a connected",
        ),
        ({"targets": []}, "#/targets", "at least 1"),
        (
            {"targets": [{"network": "x", "text": "Tea"}, {"network": "x", "text": "Coffee"}]},
            "#/targets/1/network",
            "x is named by #/targets/0 too",
        ),
        (
            {"targets": [{"network": "x", "text": "Tea", "media_keys": ["other/1.png"]}]},
            "#/targets/0/media_keys/0",
            "is not a picture",
        ),
        ({"schedule": {"kind": "none"}}, "#/schedule/kind", "'now'"),
        ({"schedule": {"kind": "instant", "at": "2020-01-01T00:00:00Z"}}, "#/schedule/at", "has passed"),
        ({"campaign_id": str(uuid4())}, "#/campaign_id", "is not a campaign"),
    ],
)
async def test_what_is_wrong_with_a_post_is_named(
    person: Person, neighbours: Neighbours, changes: dict[str, Any], pointer: str, words: str
) -> None:
    """422 with a pointer, what is wrong and what to do."""
    await neighbours.connect(person, "x")

    answer = await person.http.post("/v1/posts", json=by_hand(**changes))

    assert answer.status_code == 422, answer.text
    errors = answer.json()["errors"]
    assert any(error["pointer"] == pointer and words in error["detail"] for error in errors), errors


async def test_a_broken_limit_is_told_in_figures(person: Person, neighbours: Neighbours) -> None:
    """For programs: which limit, how much there is as the network counts, and what to do; each with its own code."""
    await neighbours.connect(person, "x")

    answer = await person.http.post("/v1/posts", json=by_hand(targets=[{"network": "x", "text": "a" * 281}]))

    (error,) = answer.json()["errors"]
    assert (error["code"], error["limit"], error["actual"]) == ("text_too_long", 280, 281)
    assert (error["unit"], error["fix"]) == ("weighted characters", "Shorten it by 1 weighted character.")


async def test_a_change_is_a_new_revision(person: Person, neighbours: Neighbours) -> None:
    """PATCH tells the whole post again under the next revision; a stale or missing If-Match changes nothing."""
    await neighbours.connect(person, "x", "mastodon")
    post = await make(
        person, targets=[{"network": "x", "text": "On X."}, {"network": "mastodon", "text": "On Mastodon."}]
    )
    path = f"/v1/posts/{post['post_id']}"
    change = {
        "schedule": {"kind": "local", "local_time": "2030-07-01T09:00", "time_zone": "Europe/Berlin"},
        "targets": [{"network": "x", "text": "On X, better."}],
    }

    without = await person.http.patch(path, json=change)
    stale = await person.http.patch(path, json=change, headers={"If-Match": '"v7"'})
    changed = await person.http.patch(path, json=change, headers={"If-Match": '"v1"'})

    assert (without.status_code, stale.status_code, changed.status_code) == (428, 412, 200), changed.text
    assert changed.headers["etag"] == '"v2"'
    assert changed.json()["schedule"]["due_at"] == "2030-07-01T07:00:00Z"
    told = [data for _, data in await neighbours.told("post.scheduled")]
    assert [data["revision"] for data in told] == [1, 2]
    assert {target["text"] for target in told[1]["targets"]} == {"On X, better.", "On Mastodon."}
    assert {target["occurrence_at"] for target in told[1]["targets"]} == {"2030-07-01T07:00:00Z"}
    assert told[1]["time_zone"] == "Europe/Berlin"


async def test_a_text_too_long_is_refused_in_a_change_too(person: Person, neighbours: Neighbours) -> None:
    """The network's limits hold for edits."""
    await neighbours.connect(person, "x")
    post = await make(person)

    answer = await person.http.patch(
        f"/v1/posts/{post['post_id']}",
        json={"targets": [{"network": "x", "text": "tea " * 100}]},
        headers={"If-Match": "*"},
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/targets/0/text"


async def test_what_is_due_can_not_be_changed(person: Person, neighbours: Neighbours) -> None:
    """After post.due a target is out of reach of edits and cancel; the others still change."""
    await neighbours.connect(person, "x", "mastodon")
    post = await planned_post(person, neighbours, networks=["x", "mastodon"])
    path = f"/v1/posts/{post['post_id']}"
    await neighbours.tell(due_for(post, person, by_network(post)["x"]))
    await seen(person, path, state="publishing")

    on_x = await person.http.patch(
        path, json={"targets": [{"network": "x", "text": "New"}]}, headers={"If-Match": "*"}
    )
    moved = await person.http.patch(path, json={"schedule": in_an_hour()}, headers={"If-Match": "*"})
    cancelled = await person.http.post(f"{path}/cancel")
    again = await person.http.post(f"{path}/cancel")

    assert (on_x.status_code, on_x.json()["code"]) == (409, "post.already_due")
    assert moved.status_code == 200, moved.text
    assert by_network(moved.json())["x"]["publication_id"] == by_network(post)["x"]["publication_id"]
    assert (
        by_network(moved.json())["mastodon"]["publication_id"]
        != by_network(post)["mastodon"]["publication_id"]
    )
    assert {name: target["state"] for name, target in by_network(cancelled.json()).items()} == {
        "x": "publishing",
        "mastodon": "cancelled",
    }
    assert again.json() == cancelled.json()
    _, told = (await neighbours.told("post.scheduled"))[-1]
    assert (told["state"], told["revision"]) == ("cancelled", 3)


async def test_a_post_whose_instant_has_passed_can_not_be_changed(
    person: Person, neighbours: Neighbours
) -> None:
    """A post for now is out of reach at once, whether post.due was seen or not."""
    await neighbours.connect(person, "x")
    post = await make(person, schedule={"kind": "now"})
    path = f"/v1/posts/{post['post_id']}"

    answers = [
        await person.http.post(f"{path}/cancel"),
        await person.http.patch(path, json={"schedule": in_an_hour()}, headers={"If-Match": "*"}),
    ]

    assert [answer.json()["code"] for answer in answers] == ["post.already_due"] * 2
    assert [answer.status_code for answer in answers] == [409, 409]


async def test_a_cancelled_post_stays_cancelled(person: Person, neighbours: Neighbours) -> None:
    """Cancelled before it is due: cancelled, told once, and again changes nothing."""
    await neighbours.connect(person, "x")
    post = await make(person)

    states = [
        (await person.http.post(f"/v1/posts/{post['post_id']}/cancel")).json()["state"] for _ in range(3)
    ]

    assert states == ["cancelled"] * 3
    assert [data["state"] for _, data in await neighbours.told("post.scheduled")] == ["active", "cancelled"]


async def test_lists_are_filtered(person: Person, neighbours: Neighbours) -> None:
    """By state, network, campaign and when they are due."""
    await neighbours.connect(person, "x", "mastodon")
    campaign = (await person.http.post("/v1/campaigns", json={"name": "Rain"})).json()
    on_x = await make(person, campaign_id=campaign["campaign_id"])
    on_mastodon = await make(
        person,
        targets=[{"network": "mastodon", "text": "Tea"}],
        schedule={"kind": "instant", "at": "2030-07-01T00:00:00Z"},
    )
    await person.http.post(f"/v1/posts/{on_mastodon['post_id']}/cancel")

    async def listed(**filters: Any) -> list[str]:
        answer = await person.http.get("/v1/posts", params=filters)
        assert answer.status_code == 200, answer.text
        return [item["post_id"] for item in answer.json()["items"]]

    assert await listed() == [on_mastodon["post_id"], on_x["post_id"]]
    assert await listed(state="cancelled") == [on_mastodon["post_id"]]
    assert await listed(state=["scheduled", "failed"]) == [on_x["post_id"]]
    assert await listed(network="mastodon") == [on_mastodon["post_id"]]
    assert await listed(campaign_id=campaign["campaign_id"]) == [on_x["post_id"]]
    assert await listed(due_from="2030-01-01T00:00:00Z") == [on_mastodon["post_id"]]
    assert await listed(due_before="2030-01-01T00:00:00Z") == [on_x["post_id"]]


async def test_nobody_sees_or_changes_a_strangers_post(
    person: Person, stranger: Person, neighbours: Neighbours
) -> None:
    """404 for another tenant's post, whatever is tried, and for naming another tenant's account."""
    accounts = await neighbours.connect(person, "x")
    post = await make(person)
    path = f"/v1/posts/{post['post_id']}"

    answers = [
        await stranger.http.get(path),
        await stranger.http.get(f"{path}/timeline"),
        await stranger.http.patch(path, json={"schedule": in_an_hour()}, headers={"If-Match": "*"}),
        await stranger.http.post(f"{path}/cancel"),
        await stranger.http.post(f"{path}/retry"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    foreign = by_hand(targets=[{"account_id": accounts["x"], "text": "Tea"}])
    assert (await stranger.http.post("/v1/posts", json=foreign)).status_code == 422


async def test_a_list_of_posts_without_targets_says_nothing_of_them(
    person: Person, neighbours: Neighbours
) -> None:
    """The heaviest part is neither sent nor read where nobody asked for it; the rest is as in the whole answer."""
    await neighbours.connect(person, "x")
    body = {
        "schedule": {"kind": "instant", "at": "2031-03-03T09:00:00Z"},
        "targets": [{"network": "x", "text": "T"}],
    }
    made = (await person.http.post("/v1/posts", json=body)).json()

    answer = await person.http.get("/v1/posts", params={"fields": "post_id,state,schedule"})

    wanted = {name: made[name] for name in ("post_id", "state", "schedule")}
    assert answer.json() == {"items": [wanted], "next_cursor": None}
