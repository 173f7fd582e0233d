"""A publication of several irreversible calls, and one that the network goes on working on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.publisher.domain.content import (
    Content,
    Missing,
    Pending,
    Prepared,
    Receipt,
    part_count,
    part_of,
)
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import (
    Patience,
    Publication,
    fail,
    grow_uncertain,
    lose_track,
    missing,
    prepare_on,
    process,
    publish,
)
from services.publisher.tests.unit.publications import ID, NOW, made_publication
from shared.events import PostDetails, ThreadPart

PATIENCE = Patience(looks=(1.0, 2.0))
REFUSED = failure("invalid", "x.refused", "no")
LOST = failure("transient", "x.connection_lost", "the connection was cut")
FIRST, SECOND, THIRD = (Receipt(str(number), f"https://x.example/{number}") for number in range(3))
THREAD = PostDetails(thread=(ThreadPart(text="two"), ThreadPart(text="three")))


def publication(details: PostDetails) -> Publication:
    return made_publication(content=Content(ID, "one", "en", details=details))


@pytest.mark.parametrize(
    ("details", "roles"),
    [
        (PostDetails(), ["post"]),
        (THREAD, ["post", "reply", "reply"]),
        (PostDetails(first_comment="first!"), ["post", "comment"]),
        (THREAD.model_copy(update={"first_comment": "first!"}), ["post", "reply", "reply", "comment"]),
        (PostDetails(recipients=("+1", "+2")), ["message", "message"]),
    ],
)
def test_parts(details: PostDetails, roles: list[str]) -> None:
    """The post, the rest of its thread, its first comment; or a message for each recipient. Each has its own key."""
    content = Content(ID, "one", "en", details=details)
    parts = [part_of(content, index) for index in range(part_count(content))]
    assert [part.role for part in parts] == roles
    assert len({part.key for part in parts}) == len(parts)


def test_a_thread_goes_out_one_after_another() -> None:
    """Each part begins anew once the one before is live, and knows it; the whole is published with the last."""
    now = publish(publication(THREAD), FIRST, NOW)
    assert (now.state, now.part.text, now.part.earlier, now.prepared) == ("waiting", "two", (FIRST,), None)
    now = publish(publish(now, SECOND, NOW), THIRD, NOW + timedelta(seconds=5))
    assert (now.state, now.receipt, now.published_at) == ("published", FIRST, NOW)


def test_a_thread_that_breaks_off_says_so() -> None:
    """What is live stays, and the reason is kept with it: neither all of it nor none."""
    broken = fail(publish(publication(THREAD), FIRST, NOW), REFUSED)
    assert (broken.state, broken.failure, broken.receipts) == ("published", REFUSED, (FIRST,))
    assert fail(publication(THREAD), REFUSED).state == "failed"


def test_messages_go_on_past_a_recipient_that_can_t_be_reached() -> None:
    """A refusal of one is no reason for the others; one whose outcome nobody can know shows at the end."""
    broadcast = publication(PostDetails(recipients=("+1", "+2", "+3")))
    first = fail(broadcast, REFUSED)
    assert (first.state, first.part.recipient) == ("waiting", "+2")
    second = lose_track(replace(first, state="attempting"), LOST, NOW, "person", PATIENCE)
    assert (second.state, second.part.recipient) == ("waiting", "+3")
    ended = publish(second, THIRD, NOW)
    assert (ended.state, ended.receipts) == ("uncertain", (THIRD,))
    assert [end.unknown for end in ended.ends] == [False, True, False]


def test_all_messages_refused() -> None:
    """Nobody got anything: it failed."""
    broadcast = publication(PostDetails(recipients=("+1", "+2")))
    assert fail(fail(broadcast, REFUSED), REFUSED).state == "failed"


def test_trouble_with_the_account_stops_a_broadcast() -> None:
    """What is wrong for one is wrong for all: the rest are not tried one by one."""
    broadcast = publication(PostDetails(recipients=("+1", "+2")))
    assert fail(broadcast, failure("restricted", "x.suspended", "no")).state == "failed"


def test_nothing_can_tell() -> None:
    """Where neither key nor look helps, a person is asked at once and nothing is repeated."""
    lost = lose_track(publication(PostDetails()), LOST, NOW, "person", PATIENCE)
    assert (lost.state, lost.wait_seconds, lost.unknown_since) == ("uncertain", None, NOW)


def test_processing() -> None:
    """It is waited for without a worker, since when is kept, and after a day a person is asked."""
    pending = Pending(Prepared({"job": "7"}), 10.0)
    at_work = process(publication(PostDetails()), pending, NOW)
    assert (at_work.state, at_work.wait_seconds, at_work.prepared) == ("processing", 10.0, pending.prepared)
    again = process(at_work, pending, NOW + timedelta(hours=1))
    assert again.processing_since == NOW
    assert grow_uncertain(again, NOW + timedelta(hours=23), PATIENCE).state == "processing"
    late = grow_uncertain(again, NOW + timedelta(hours=24), PATIENCE)
    assert (late.state, late.unknown_since) == ("uncertain", NOW)


def test_the_network_s_own_word_is_enough() -> None:
    """A container that is still unpublished, once, is certain; a post that was not seen, once, is not."""
    lost = lose_track(replace(publication(PostDetails()), state="attempting"), LOST, NOW, "look_up", PATIENCE)
    assert missing(lost, Missing(certain=True), NOW, PATIENCE, 1.0).state == "waiting"
    assert missing(lost, Missing(), NOW, PATIENCE, 1.0).state == "unknown"


def test_preparation_that_takes_longer() -> None:
    """It is gone on with later, from where it is; not beyond the time for publishing."""
    half = Prepared({"container": "7"}, ready_in=30.0)
    later = prepare_on(publication(PostDetails()), half, NOW)
    assert (later.state, later.prepared, later.wait_seconds) == ("waiting", half, 30.0)
    assert prepare_on(later, half, NOW + timedelta(hours=1)).state == "failed"
