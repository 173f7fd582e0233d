from datetime import UTC, datetime, timedelta

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import (
    Neighbours,
    all_of,
    by_network,
    failed_for,
    planned_post,
    published_for,
    seen,
)


async def test_a_post_that_went_out_before_it_was_moved_shows_as_published(
    person: Person, neighbours: Neighbours
) -> None:
    """With the publication that is live, whatever is told of the one that did not go out any more."""
    await neighbours.connect(person, "x")
    post = await planned_post(person, neighbours, networks=["x"])
    path = f"/v1/posts/{post['post_id']}"
    later = {"kind": "instant", "at": (datetime.now(UTC) + timedelta(hours=3)).isoformat()}
    moved = await person.http.patch(path, json={"schedule": later}, headers={"If-Match": "*"})
    assert moved.status_code == 200, moved.text
    former, target = by_network(post)["x"], by_network(moved.json())["x"]
    assert former["publication_id"] != target["publication_id"]

    await all_of(
        neighbours,
        [
            failed_for(post, person, former, outcome="uncertain"),
            failed_for(moved.json(), person, target),
            published_for(post, person, former),
            failed_for(moved.json(), person, target),
        ],
    )

    shown = by_network(await seen(person, path, state="published"))["x"]
    assert shown["publication_id"] == former["publication_id"]
    assert shown["url"] == "https://x.example/1001"
