"""From post.due to the wall and post.published."""

import pytest

from services.publisher.tests.integration.conftest import NETWORKS, Networks, Told
from shared.events import AccountConnected, NetworkName, PostPublished
from shared.testing.topics import Topics


pytestmark = pytest.mark.usefixtures("publisher")


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_due_post_is_published_once_and_told(
    networks: Networks, topics: Topics, told: Told, network: NetworkName
) -> None:
    """On the wall, with its address, its lateness and the trace of what caused it."""
    account = await networks.open(network)
    await told.connect(account)
    connected = told.reader.events(AccountConnected)[0]
    due = account.due("Fresh bread from seven, every day. #bakery https://example.com/bread")
    [cause] = await topics.tell(due)

    [published] = await told.published()

    [post] = await networks.wall(account)
    assert post["remote_id"] == published.remote_id
    assert post["url"] == published.url
    assert published.publication_id == due.publication_id
    assert published.published_at >= due.due_at
    assert 0 <= published.lateness_ms < 10_000
    assert published.attempts == 1
    assert not published.reconciled
    assert connected.account_id == account.account_id
    [envelope] = told.reader.envelopes(PostPublished)
    assert envelope.correlation_id == cause.correlation_id
    assert envelope.causation_id == str(cause.id)
