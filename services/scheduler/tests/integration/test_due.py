"""post.scheduled in, post.due out at the instant; on a real Kafka and PostgreSQL."""

import pytest

from services.scheduler.tests.posts import post, publications, soon, target
from shared.events import PostDue
from shared.testing.topics import TopicReader, Topics


@pytest.mark.usefixtures("scheduler")
async def test_a_post_is_due_on_each_of_its_accounts_at_its_instant_and_not_before(
    topics: Topics, told: TopicReader
) -> None:
    """The event carries the post whole, and the ids of what it follows from."""
    at = soon(1.5)
    planned = post(target(at, text='Naïve "quotes" and \\ and 🎉'), target(at))
    (cause,) = await topics.tell(planned, correlation_id="request-1")

    due = await told.wait_for(PostDue, 2)

    assert {event.publication_id for event in due} == publications(planned)
    by_account = {event.account_id: event for event in due}
    for wanted in planned.targets:
        event = by_account[wanted.account_id]
        assert (event.text, event.due_at, event.revision) == (wanted.text, at, 1)
        assert 0 <= (event.emitted_at - at).total_seconds() < 1
    for envelope in told.envelopes(PostDue):
        assert (envelope.correlation_id, envelope.causation_id) == ("request-1", str(cause.id))
        assert (envelope.source, envelope.organization_id) == (
            "//postwright/scheduler",
            planned.organization_id,
        )
