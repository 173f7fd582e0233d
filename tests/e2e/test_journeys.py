"""What users do, from their first request to the networks' walls, on real processes alone."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from httpx_sse import aconnect_sse

from shared.capabilities import validate
from shared.testing.waiting import eventually
from tests.system import NETWORKS, System

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

BRIEF: dict[str, Any] = {
    "brand": "Chai & Co",
    "topic": "Monsoon menu",
    "tone": "warm",
    "audience": "people who walk past",
    "brief": "A new masala chai with fresh ginger, from Monday on, at the price of the old one.",
    "language": "en",
    "networks": list(NETWORKS),
    "picture": True,
    "brand_colors": ["#7A1F2B", "#F4E3C1"],
}
NOW = {"kind": "now"}


async def state_of(system: System, path: str, *states: str, seconds: float = 30) -> dict[str, Any]:
    """Wait until what lies at a path is in one of the states."""

    async def reached() -> dict[str, Any]:
        found = await system.call("GET", path)
        assert found["state"] in states, (found["state"], found.get("targets") or found.get("problem"))
        return found

    return await eventually(reached, seconds=seconds, every=0.05)


def later(seconds: float) -> dict[str, Any]:
    return {"kind": "instant", "at": (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()}


async def test_a_brief_is_written_approved_published_and_measured(system: System) -> None:
    """The whole path, with a person's approval in its middle, and the life of the post told from end to end."""
    asked = await system.call(
        "POST", "/v1/content-requests", json=BRIEF | {"approval": "required", "schedule": NOW}
    )
    request = await state_of(system, f"/v1/content-requests/{asked['request_id']}", "awaiting_approval")
    for variant in request["variants"]:
        assert validate(variant["network"], variant["text"]) == []
    assert [await system.wall(network) for network in NETWORKS] == [[], [], []]

    approved = await system.call(
        "POST", f"/v1/content-requests/{asked['request_id']}/approve", json={"schedule": NOW}
    )
    post = await state_of(system, f"/v1/posts/{approved['post_id']}", "published")

    await system.check(post["targets"])
    for target in post["targets"]:
        (shown,) = await system.wall(target["network"])
        assert (shown["text"], len(shown["media"])) == (target["text"], 1)
    life = (await system.call("GET", f"/v1/posts/{post['post_id']}/timeline"))["entries"]
    kinds = Counter(entry["kind"] for entry in life)
    assert {"content.requested", "content.generated", "post.scheduled", "post.due", "post.published"} <= set(
        kinds
    )
    assert kinds["post.published"] == len(NETWORKS)
    assert len({entry["correlation_id"] for entry in life if entry["kind"].startswith("post.")}) == 1

    async def counted() -> bool:
        overview = await system.call("GET", "/v1/analytics/overview")
        assert overview["totals"]["published"] == len(NETWORKS), overview["totals"]
        assert {n["network"] for n in overview["networks"]} == set(NETWORKS)
        return True

    await eventually(counted)


async def test_a_post_goes_out_at_its_local_minute_and_not_before(system: System) -> None:
    """Planned as a wall-clock time in a zone; the network's own clock is the judge."""
    due = (datetime.now(UTC) + timedelta(seconds=4)).replace(microsecond=0)
    local = due + timedelta(hours=5, minutes=30)  # India keeps one offset all year
    schedule = {
        "kind": "local",
        "local_time": local.replace(tzinfo=None).isoformat(),
        "time_zone": "Asia/Kolkata",
    }
    planned = await system.plan("On the minute", schedule)
    assert datetime.fromisoformat(planned["schedule"]["due_at"]) == due

    await state_of(system, f"/v1/posts/{planned['post_id']}", "published")
    for network in NETWORKS:
        (shown,) = await system.wall(network)
        assert due <= datetime.fromisoformat(shown["created_at"]) < due + timedelta(seconds=5)


async def test_a_rescheduled_post_goes_out_at_its_new_time_with_its_new_text(system: System) -> None:
    """The old time and text are gone with the change."""
    planned = await system.plan("The old text", later(3600))
    changed = {
        "schedule": later(1.5),
        "targets": [{"account_id": a, "text": "The new text"} for a in system.accounts.values()],
    }
    await system.call(
        "PATCH",
        f"/v1/posts/{planned['post_id']}",
        json=changed,
        headers={"If-Match": f'"v{planned["revision"]}"'},
    )
    post = await state_of(system, f"/v1/posts/{planned['post_id']}", "published")

    await system.check(post["targets"])
    assert [[p["text"] for p in await system.wall(n)] for n in NETWORKS] == [["The new text"]] * 3


async def test_a_cancelled_post_never_goes_out(system: System) -> None:
    """A later post of the same accounts is published, and the cancelled one's minute has passed by then."""
    cancelled = await system.plan("Never to be seen", later(2))
    await system.call("POST", f"/v1/posts/{cancelled['post_id']}/cancel")
    other = await system.plan("Seen", later(3))

    await state_of(system, f"/v1/posts/{other['post_id']}", "published")
    assert (await system.call("GET", f"/v1/posts/{cancelled['post_id']}"))["state"] == "cancelled"
    assert [[p["text"] for p in await system.wall(n)] for n in NETWORKS] == [["Seen"]] * 3


async def test_what_a_network_refuses_is_told_in_its_words_and_can_be_mended(system: System) -> None:
    """The same text twice is refused by X; the other networks are not troubled, and a retry repeats only what failed."""
    first = await system.plan("Said once", NOW, ["x"])
    await state_of(system, f"/v1/posts/{first['post_id']}", "published")
    second = await system.plan("Said once", NOW, ["mastodon", "x"])
    post = await state_of(system, f"/v1/posts/{second['post_id']}", "partially_published", "failed")
    problem = next(t["problem"] for t in post["targets"] if t["network"] == "x")
    assert (problem["error_class"], problem["who_must_act"]) == ("duplicate", "author")
    assert "duplicate" in problem["detail"].lower()

    mended = {"targets": [{"account_id": system.accounts["x"], "text": "Said otherwise"}]}
    await system.call("POST", f"/v1/posts/{second['post_id']}/retry", json=mended)
    post = await state_of(system, f"/v1/posts/{second['post_id']}", "published")

    assert sorted(p["text"] for p in await system.wall("x")) == ["Said once", "Said otherwise"]
    assert [p["text"] for p in await system.wall("mastodon")] == ["Said once"]


async def test_what_happens_is_told_live_and_a_lost_stream_goes_on_where_it_was(system: System) -> None:
    """The second connection names the last event it has seen and gets the rest, without a gap or a repeat."""
    async with aconnect_sse(system.gateway, "GET", "/v1/events") as stream:
        post = await system.plan("Watched", later(1))
        first = await anext(event async for event in stream.aiter_sse() if event.event != "stream.opened")
    await state_of(system, f"/v1/posts/{post['post_id']}", "published")

    told, ids = 0, [first.id]
    async with aconnect_sse(
        system.gateway, "GET", "/v1/events", headers={"Last-Event-ID": first.id}
    ) as stream:
        async for event in stream.aiter_sse():
            if event.event == "stream.opened":
                continue
            ids.append(event.id)
            told += json.loads(event.data).get("state") == "published" and "account_id" in event.data
            if told == len(NETWORKS):
                break
    assert len(ids) == len(set(ids))


async def test_a_batch_in_csv_names_its_bad_rows_and_publishes_the_good_ones(system: System) -> None:
    """One row's mistake is that row's alone."""
    table = (
        "brand,topic,brief,language,networks,picture,schedule,approval\n"
        "Chai & Co,Menu,New ginger chai from Monday on,en,mastodon;bluesky;x,false,now,auto\n"
        "Chai & Co,Menu,Where is it,en,mastodon;friendster,false,now,auto\n"
        "Blumen Weiß,Rosen,Frische Rosen am Samstag,de,mastodon;x,false,now,auto\n"
    )
    batch = await system.call(
        "POST", "/v1/content-requests/batches", content=table.encode(), headers={"Content-Type": "text/csv"}
    )
    (problem,) = batch["problems"]
    assert (problem["row"], problem["column"]) == (3, "networks")
    assert "friendster" in problem["detail"]
    assert (batch["items_accepted"], batch["items_refused"]) == (2, 1)
    targets = await system.wait_ended(5, seconds=60)
    assert [t["state"] for t in targets] == ["published"] * 5
    await system.check(targets)


async def test_a_stranger_sees_nothing_of_it(system: System) -> None:
    """Another organisation's ids do not exist, whatever is asked of them."""
    post = await system.plan("Mine alone", later(3600))
    stranger = await system.stranger()
    for method, path in (
        ("GET", f"/v1/posts/{post['post_id']}"),
        ("GET", f"/v1/posts/{post['post_id']}/timeline"),
        ("POST", f"/v1/posts/{post['post_id']}/cancel"),
        ("GET", f"/v1/accounts/{system.accounts['x']}"),
        ("DELETE", f"/v1/accounts/{system.accounts['x']}"),
    ):
        response = await system.gateway.request(
            method, path, headers={"Authorization": stranger, "If-Match": '"v1"'}
        )
        assert (response.status_code, response.json()["code"].endswith("not_found")) == (404, True), path
