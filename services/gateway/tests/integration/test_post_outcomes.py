"""What became of posts: each target, what is sent again, and the life of it all."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import (
    NETWORKS,
    Neighbours,
    by_network,
    due_for,
    failed_for,
    planned_post,
    published_for,
    seen,
)
from shared.events import PostMissed
from shared.testing.waiting import eventually


async def test_what_came_of_each_target_shows(person: Person, neighbours: Neighbours) -> None:
    """Published, refused, unknown: each target says so, and the post's state follows."""
    await neighbours.connect(person, *NETWORKS)
    post = await planned_post(person, neighbours)
    targets = by_network(post)
    path = f"/v1/posts/{post['post_id']}"

    await neighbours.tell(published_for(post, person, targets["mastodon"], lateness_ms=123))
    await neighbours.tell(failed_for(post, person, targets["x"]))
    await neighbours.tell(failed_for(post, person, targets["bluesky"], outcome="uncertain"))

    async def shown_when_ended() -> dict[str, dict[str, Any]] | None:
        found = by_network(await seen(person, path))
        return found if all(target["state"] != "scheduled" for target in found.values()) else None

    shown = await eventually(shown_when_ended)
    assert shown is not None
    await seen(person, path, state="needs_attention")
    assert (shown["mastodon"]["state"], shown["mastodon"]["lateness_ms"]) == ("published", 123)
    assert shown["mastodon"]["url"] == "https://mastodon.example/1001"
    assert (shown["x"]["state"], shown["x"]["problem"]["detail"]) == ("failed", "The text is too long")
    assert shown["bluesky"]["state"] == "uncertain"

    await neighbours.tell(published_for(post, person, targets["bluesky"], reconciled=True))
    found = await seen(person, path, state="partially_published")
    assert by_network(found)["bluesky"]["reconciled"] is True


async def test_published_is_the_last_word(person: Person, neighbours: Neighbours) -> None:
    """Out of order and ten times over, due and uncertain do not undo published."""
    await neighbours.connect(person, "x")
    post = await planned_post(person, neighbours, networks=["x"])
    target = by_network(post)["x"]
    path = f"/v1/posts/{post['post_id']}"

    await neighbours.tell(published_for(post, person, target), times=10)
    await seen(person, path, state="published")
    await neighbours.tell(failed_for(post, person, target, outcome="uncertain"))
    await neighbours.tell(due_for(post, person, target), times=10)
    # The same partition keeps the order: what is told after it shows that it was read.
    marker = await planned_post(person, neighbours, networks=["x"])
    await neighbours.tell(due_for(marker, person, by_network(marker)["x"]))
    await neighbours.tell(failed_for(marker, person, by_network(marker)["x"]))
    await seen(person, f"/v1/posts/{marker['post_id']}", state="failed")

    found = await seen(person, path)
    assert found["state"] == "published"
    life = (await person.http.get(f"{path}/timeline")).json()
    kinds = [entry["kind"] for entry in life["entries"]]
    assert kinds.count("post.published") == 1
    assert kinds.count("post.due") == 1


async def test_a_retry_takes_only_what_failed(person: Person, neighbours: Neighbours) -> None:
    """Failed and missed targets get a new occurrence now; published and uncertain ones stay as they are."""
    await neighbours.connect(person, *NETWORKS)
    post = await planned_post(person, neighbours)
    targets = by_network(post)
    path = f"/v1/posts/{post['post_id']}"
    nothing = await person.http.post(f"{path}/retry")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "post.nothing_to_retry")
    await neighbours.tell(published_for(post, person, targets["mastodon"]))
    await neighbours.tell(failed_for(post, person, targets["bluesky"], outcome="uncertain"))
    await neighbours.tell(failed_for(post, person, targets["x"]))

    async def ended() -> bool:
        found = by_network(await seen(person, path))
        return all(target["state"] != "scheduled" for target in found.values())

    await eventually(ended)
    answers = [
        await person.http.post(
            f"{path}/retry",
            json={"targets": [{"network": "x", "text": "Shorter."}]},
            headers={"Idempotency-Key": '"retry-1"'},
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200], answers[0].text
    after = by_network(answers[0].json())
    assert {name: target["state"] for name, target in after.items()} == {
        "mastodon": "published",
        "bluesky": "uncertain",
        "x": "scheduled",
    }
    assert after["x"]["text"] == "Shorter."
    assert after["x"]["publication_id"] != targets["x"]["publication_id"]
    _, told = (await neighbours.told("post.scheduled"))[-1]
    assert told["revision"] == 2
    instants = {target["network"]: target["occurrence_at"] for target in told["targets"]}
    assert instants["mastodon"] == targets["mastodon"]["occurrence_at"]
    assert instants["x"] < targets["x"]["occurrence_at"]


async def test_a_missed_post_can_be_sent_again(person: Person, neighbours: Neighbours) -> None:
    """post.missed shows with its reason; a retry sends it now."""
    await neighbours.connect(person, "x")
    post = await planned_post(person, neighbours, networks=["x"])
    target = by_network(post)["x"]
    await neighbours.tell(
        PostMissed(
            organization_id=UUID(person.organization_id),
            publication_id=UUID(target["publication_id"]),
            post_id=UUID(post["post_id"]),
            account_id=UUID(target["account_id"]),
            network="x",
            revision=1,
            due_at=datetime.fromisoformat(target["occurrence_at"]),
            missed_at=datetime.now(UTC),
            reason="The scheduler was away for two hours.",
        )
    )
    found = await seen(person, f"/v1/posts/{post['post_id']}", state="missed")
    assert by_network(found)["x"]["problem"]["detail"] == "The scheduler was away for two hours."

    answer = await person.http.post(f"/v1/posts/{post['post_id']}/retry")
    assert (answer.status_code, answer.json()["state"]) == (200, "scheduled")


async def test_the_life_of_a_post(person: Person, neighbours: Neighbours) -> None:
    """From the request to the publication: in order, each explained, all under one correlation id."""
    await neighbours.connect(person, "x")
    post = await planned_post(person, neighbours, networks=["x"])
    target = by_network(post)["x"]
    correlation_id = str(post["request_id"])
    _, generated = next(one for one in neighbours.sent if one[0].topic_name == "content.generated")
    assert generated.correlation_id == correlation_id
    await neighbours.tell(due_for(post, person, target))
    await seen(person, f"/v1/posts/{post['post_id']}", state="publishing")
    await neighbours.tell(published_for(post, person, target, lateness_ms=55))
    await seen(person, f"/v1/posts/{post['post_id']}", state="published")

    life = (await person.http.get(f"/v1/posts/{post['post_id']}/timeline")).json()

    assert [entry["kind"] for entry in life["entries"]][:3] == [
        "content.requested",
        "content.generated",
        "post.scheduled",
    ]
    published = next(entry for entry in life["entries"] if entry["kind"] == "post.published")
    assert (published["lateness_ms"], published["handle"]) == (55, "@asha@x.example")
    assert published["explanation"] == "It is live on x, 55 ms after it was due: https://x.example/1001"
    ours = [entry for entry in life["entries"] if entry["kind"] in {"content.requested", "post.scheduled"}]
    assert {entry["correlation_id"] for entry in ours} == {correlation_id}
