"""What a newer revision of a post says of a publication."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from services.publisher.domain.content import Content
from services.publisher.domain.plans import Plan, Sibling, content_hash, objection, repetition
from services.publisher.domain.publications import Publication
from shared.events import Envelope

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ID = uuid4()
PUBLICATION = Publication(
    publication_id=ID,
    organization_id=ID,
    post_id=ID,
    account_id=ID,
    network="bluesky",
    revision=2,
    campaign_id=None,
    request_id=None,
    due_at=NOW,
    content=Content(ID, "text", "en"),
    cause=Envelope(ID, "//test", "test", NOW, "", ID, "correlation"),
    state="waiting",
    give_up_at=NOW,
)
PLAN = Plan(ID, 3, "active", {str(ID): content_hash("text", "en", ())})


def test_a_newer_revision_that_left_it_as_it_was_still_wants_it() -> None:
    """Other targets of the post may have changed."""
    assert objection(PUBLICATION, PLAN) is None


def test_an_unknown_older_or_foreign_plan_has_nothing_to_say() -> None:
    """Topics keep no order between them."""
    other = {str(ID): "another"}

    assert objection(PUBLICATION, None) is None
    assert objection(PUBLICATION, replace(PLAN, revision=1, contents=other)) is None
    assert objection(PUBLICATION, replace(PLAN, organization_id=uuid4(), contents=other)) is None


def test_a_cancelled_changed_or_moved_publication_is_not_wanted_any_more() -> None:
    """Each with its reason."""
    cancelled = objection(PUBLICATION, replace(PLAN, state="cancelled"))
    changed = objection(PUBLICATION, replace(PLAN, contents={str(ID): content_hash("new", "en", ())}))
    moved = objection(PUBLICATION, replace(PLAN, contents={}))

    assert cancelled is not None
    assert cancelled.code == "post.cancelled"
    assert changed is not None
    assert "content" in changed.detail
    assert moved is not None
    assert "another time" in moved.detail


def test_what_went_out_before_it_was_moved_does_not_go_out_again() -> None:
    """It fails where the former one is live, and waits where nobody knows yet."""
    live = Sibling(uuid4(), "published", "https://example.social/1")
    lost = Sibling(uuid4(), "unknown", None)

    repeated = repetition(PUBLICATION, PLAN, [lost, live])
    undecided = repetition(PUBLICATION, None, [lost])

    assert repeated is not None
    assert (repeated.error_class, repeated.code) == ("superseded", "post.already_published")
    assert "https://example.social/1" in repeated.detail
    assert undecided is not None
    assert (undecided.error_class, undecided.code) == ("transient", "post.former_unresolved")


def test_what_the_plan_names_beside_it_is_no_repetition() -> None:
    """A plan may want a post at several instants on one account."""
    other = uuid4()
    plan = replace(PLAN, contents={**PLAN.contents, str(other): "hash"})

    assert repetition(PUBLICATION, plan, [Sibling(other, "published", None)]) is None
    assert repetition(PUBLICATION, PLAN, []) is None
