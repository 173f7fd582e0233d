"""Dry runs over HTTP: asked for, told to the publisher, answered, seen by nobody else."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import Neighbours, by_network, planned_post, seen
from shared.events import PublishedPart, RehearsalEnded, RehearsalRequested, RehearsedTarget


async def test_a_post_is_rehearsed_as_it_is_planned(person: Person, neighbours: Neighbours) -> None:
    """Asked twice with one key it is one rehearsal; what the publisher tells of it is what the client reads."""
    await neighbours.connect(person, "mastodon")
    post = await planned_post(person, neighbours, networks=["mastodon"])
    path, once = f"/v1/posts/{post['post_id']}/rehearsals", {"Idempotency-Key": str(uuid4())}
    asked = [await person.http.post(path, headers=once) for _ in range(2)]
    assert [answer.status_code for answer in asked] == [202, 202]
    assert asked[0].json() == asked[1].json()
    rehearsal_id = UUID(asked[0].json()["rehearsal_id"])
    assert asked[0].headers["Location"] == f"/v1/rehearsals/{rehearsal_id}"
    assert asked[0].json()["targets"] is None

    requests = [
        RehearsalRequested.model_validate(data) for _, data in await neighbours.told("rehearsal.requested")
    ]
    [told] = [one for one in requests if one.rehearsal_id == rehearsal_id]
    target = by_network(post)["mastodon"]
    assert [(one.network, one.text) for one in told.targets] == [("mastodon", target["text"])]

    part = PublishedPart(index=0, role="post", remote_id="1", url="http://sandbox/1")
    answer = RehearsedTarget(
        account_id=told.targets[0].account_id,
        network="mastodon",
        outcome="published",
        parts=(part,),
        seconds=0.2,
    )
    await neighbours.tell(
        RehearsalEnded(
            organization_id=told.organization_id,
            rehearsal_id=rehearsal_id,
            post_id=told.post_id,
            targets=(answer,),
            ended_at=datetime.now(UTC),
        )
    )
    await seen(person, f"/v1/rehearsals/{rehearsal_id}", targets=[answer.model_dump(mode="json")])
    listed = (await person.http.get("/v1/rehearsals", params={"post_id": post["post_id"]})).json()["items"]
    assert [one["rehearsal_id"] for one in listed] == [str(rehearsal_id)]


async def test_only_ones_own_posts_that_are_still_planned(
    person: Person, stranger: Person, neighbours: Neighbours
) -> None:
    """Another organisation's is not found, neither post nor rehearsal; what was cancelled has nothing to try."""
    await neighbours.connect(person, "mastodon")
    post = await planned_post(person, neighbours, networks=["mastodon"])
    path = f"/v1/posts/{post['post_id']}/rehearsals"
    made = await person.http.post(path, headers={"Idempotency-Key": str(uuid4())})
    assert (await stranger.http.post(path, headers={"Idempotency-Key": str(uuid4())})).status_code == 404
    assert (await stranger.http.get(made.headers["Location"])).status_code == 404
    cancelled = await person.http.post(f"/v1/posts/{post['post_id']}/cancel")
    assert cancelled.is_success, cancelled.text
    refused = await person.http.post(path, headers={"Idempotency-Key": str(uuid4())})
    assert refused.status_code == 409
    assert "nothing to rehearse" in refused.json()["detail"]
