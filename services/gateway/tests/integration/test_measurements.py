"""How posts and accounts do, as the publisher tells it and clients see it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import (
    NETWORKS,
    Neighbours,
    by_network,
    planned_post,
    published_for,
    seen,
)
from shared.events import AccountMeasured, AnalyticsRolled, PostMeasured, Total
from shared.testing.waiting import eventually

HOUR = timedelta(hours=1)


def measured(
    post: dict[str, Any], person: Person, target: dict[str, Any], age: str, after: timedelta, **facts: Any
) -> PostMeasured:
    told = published_for(post, person, target)
    named = told.model_dump(exclude={"lateness_ms", "attempts", "reconciled", "parts", "problem"})
    given: dict[str, Any] = {"metrics": {}, "offered": ("likes", "views"), **facts}
    return PostMeasured(**named, measured_at=told.published_at + after, age=age, **given)


async def live_events(neighbours: Neighbours, person: Person, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """What clients that watch were told of posts: age and metrics, in order."""
    connection = await asyncpg.connect(neighbours.settings.database_url)
    try:
        rows = await connection.fetch(
            "select data::text from live_events where type = $1 and organization_id = $2 order by txid, seq",
            kind,
            person.organization_id,
        )
    finally:
        await connection.close()
    told = [json.loads(row["data"]) for row in rows]
    return [(one["age"], one["metrics"]) for one in told]


async def test_a_target_shows_how_it_did_when_it_was_last_seen(
    person: Person, stranger: Person, neighbours: Neighbours
) -> None:
    """With the instant of each number; what is not available is named and is no 0; a replay shows nothing twice."""
    await neighbours.connect(person, *NETWORKS)
    post = await planned_post(person, neighbours)
    target = by_network(post)["mastodon"]
    path = f"/v1/posts/{post['post_id']}"
    await neighbours.tell(published_for(post, person, target))
    late = measured(post, person, target, "6h", 6 * HOUR, metrics={"likes": 12})
    first = measured(post, person, target, "1h", HOUR, metrics={"likes": 3, "views": 0})

    await neighbours.tell(late, times=5)
    await neighbours.tell(first, times=2)
    await neighbours.tell(first)

    async def both() -> dict[str, Any]:
        series: dict[str, Any] = (await person.http.get(f"{path}/metrics")).json()
        return series if len(series["measurements"]) == 2 else {}

    series = await eventually(both)
    shown = [(one["age"], one["metrics"], one["not_available"]) for one in series["measurements"]]
    assert shown == [("1h", {"likes": 3, "views": 0}, []), ("6h", {"likes": 12}, ["views"])]
    (seen_target,) = [
        one
        for one in (await person.http.get(path)).json()["targets"]
        if one["publication_id"] == target["publication_id"]
    ]
    assert seen_target["metrics"] == {
        "measured_at": late.measured_at.isoformat().replace("+00:00", "Z"),
        "age": "6h",
        "metrics": {"likes": 12},
        "not_available": ["views"],
        "gone": False,
    }
    others = by_network((await person.http.get(path)).json())
    assert others["x"]["metrics"] is None
    listed = (await person.http.get("/v1/posts")).json()["items"]
    assert by_network(listed[0])["mastodon"]["metrics"]["age"] == "6h"
    assert (await stranger.http.get(f"{path}/metrics")).status_code == 404
    timeline = (await person.http.get(f"{path}/timeline")).json()["entries"]
    told = [entry["explanation"] for entry in timeline if entry["kind"] == "post.measured"]
    assert told == [
        "After an hour on mastodon: 3 likes, 0 views.",
        "After six hours on mastodon: 12 likes. Not available: views.",
    ]
    assert await live_events(neighbours, person, "post.measured") == [
        ("6h", {"likes": 12}),
        ("1h", first.metrics),
    ]


async def test_a_post_that_is_gone_keeps_its_last_figures(person: Person, neighbours: Neighbours) -> None:
    """And says that it is gone."""
    await neighbours.connect(person, *NETWORKS)
    post = await planned_post(person, neighbours)
    target = by_network(post)["x"]
    path = f"/v1/posts/{post['post_id']}"
    await neighbours.tell(published_for(post, person, target))
    await neighbours.tell(measured(post, person, target, "1h", HOUR, metrics={"likes": 3}))
    await neighbours.tell(measured(post, person, target, "6h", 6 * HOUR, gone=True))

    async def gone() -> dict[str, Any]:
        shown: dict[str, Any] = by_network((await person.http.get(path)).json())["x"]["metrics"] or {}
        return shown if shown.get("gone") else {}

    shown = await eventually(gone)
    assert (shown["age"], shown["metrics"]) == ("1h", {"likes": 3})
    series = (await person.http.get(f"{path}/metrics")).json()["measurements"]
    assert [(one["gone"], one["metrics"]) for one in series] == [(False, {"likes": 3}), (True, {})]


async def test_an_account_shows_its_figures_day_by_day(
    person: Person, stranger: Person, neighbours: Neighbours
) -> None:
    """The last ones with the account, though its ETag is as before; all of them beside it."""
    account_id = (await neighbours.connect(person, "x"))["x"]
    path = f"/v1/accounts/{account_id}"
    account = await seen(person, path, state="connected")
    assert account["metrics"] is None
    first = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for days, followers in ((1, 110), (0, 100)):
        event = AccountMeasured(
            organization_id=UUID(person.organization_id),
            account_id=UUID(account_id),
            network="x",
            measured_at=first + timedelta(days=days),
            metrics={"followers": followers},
            offered=("followers", "reach"),
        )
        await neighbours.tell(event, times=2)

    async def both() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await person.http.get(f"{path}/metrics")).json()["measurements"]
        return found if len(found) == 2 else []

    series = await eventually(both)
    assert [one["metrics"] for one in series] == [{"followers": 100}, {"followers": 110}]
    known = {"If-None-Match": f'"v{account["revision"]}"'}
    answer = await person.http.get(path, headers=known)
    assert answer.status_code == 200
    assert answer.json()["metrics"] == {
        "measured_at": "2026-03-03T09:00:00Z",
        "metrics": {"followers": 110},
        "not_available": ["reach"],
    }
    assert (await stranger.http.get(f"{path}/metrics")).status_code == 404


async def test_the_overview_says_how_posts_and_accounts_do(person: Person, neighbours: Neighbours) -> None:
    """As analytics tells it."""
    figures: dict[str, Any] = dict.fromkeys(
        (
            "due",
            "published",
            "failed",
            "uncertain",
            "missed",
            "lateness_ms_sum",
            "lateness_ms_max",
            "lateness_count",
        ),
        0,
    )
    rolled = AnalyticsRolled(
        organization_id=UUID(person.organization_id),
        figures_of="organization",
        period=datetime(2026, 3, 2, tzinfo=UTC).date(),
        revision=1,
        rolled_at=datetime(2026, 3, 2, 12, tzinfo=UTC),
        engagement={"likes": Total(value=7, measured=2)},
        audience={"followers": Total(value=100, measured=1)},
        **figures,
    )
    await neighbours.tell(rolled)

    async def overview() -> dict[str, Any]:
        march = {"from": "2026-03-01", "to": "2026-03-31"}
        found: dict[str, Any] = (await person.http.get("/v1/analytics/overview", params=march)).json()
        return found if found["days"] else {}

    found = await eventually(overview)
    for shown in (found["totals"], found["days"][0]):
        assert shown["engagement"] == {"likes": {"value": 7, "measured": 2}}
        assert shown["audience"] == {"followers": {"value": 100, "measured": 1}}
