"""From post.due to the wall and post.published."""

from datetime import UTC, datetime, timedelta

import pytest

from services.publisher.config import Settings
from services.publisher.tests.integration.conftest import NETWORKS, Networks, Told, stored_picture
from shared.events import (
    AccountConnected,
    NetworkName,
    PostFailed,
    PostScheduled,
    PostTarget,
)
from shared.ids import publication_id
from shared.objects import ObjectStore
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_due_post_is_published_once_and_told(
    networks: Networks, topics: Topics, told: Told, network: NetworkName
) -> None:
    """On the wall, with its address, its lateness and the trace of what caused it."""
    account = await networks.open(network)
    await told.connect(account)
    connected = told.events(AccountConnected)[0]
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
    envelope = told.envelope(published)
    assert envelope.correlation_id == cause.correlation_id
    assert envelope.causation_id == str(cause.id)


@pytest.mark.parametrize("network", NETWORKS)
async def test_ten_replays_publish_nothing_more(
    networks: Networks, topics: Topics, told: Told, network: NetworkName
) -> None:
    """Neither the same event again nor the same publication under other event ids."""
    account = await networks.open(network)
    await told.connect(account)
    due = account.due("Only once.")
    [envelope] = await topics.tell(due)
    await told.published()

    for _ in range(5):
        await topics.tell(due, event_id=envelope.id)
        await topics.tell(due)
    last = account.due("And one more.")
    await topics.tell(last)
    published = await told.published(2)

    assert [event.publication_id for event in published] == [due.publication_id, last.publication_id]
    assert await networks.texts(account) == ["Only once.", "And one more."]


async def test_an_accounts_posts_keep_their_order_and_accounts_do_not_wait_for_one_another(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """Twenty of one account in the order they were due; they begin to come while another account's slow call goes on."""
    slow, quick = await networks.open("mastodon"), await networks.open("mastodon")
    await told.connect(slow, quick)
    await networks.fault(slow, "slow", seconds=4)
    await topics.tell(slow.due("slow"))
    await topics.tell(*(quick.due(f"number {number}") for number in range(20)))

    published = [event.account_id for event in await told.published(21)]

    assert sorted(published) == sorted([slow.account_id, *[quick.account_id] * 20])
    # How many of them a busy machine sends in four seconds is another matter.
    assert published[0] == quick.account_id
    assert await networks.texts(quick) == [f"number {number}" for number in range(20)]


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_picture_goes_out_with_its_alternative_text(
    networks: Networks, topics: Topics, told: Told, settings: Settings, network: NetworkName
) -> None:
    """The bytes that were approved, described for those who do not see them."""
    account = await networks.open(network)
    await told.connect(account)
    picture = await stored_picture(settings, "A red square.")
    await topics.tell(account.due("Look!", media=(picture,)))

    await told.published()

    [post] = await networks.wall(account)
    [shown] = post["media"]
    assert shown["alt"] == "A red square."
    assert shown["sha256"] == picture.sha256


async def test_a_picture_that_was_changed_is_not_published(
    networks: Networks, topics: Topics, told: Told, settings: Settings
) -> None:
    """What lies in the store must be what was approved."""
    account = await networks.open("mastodon")
    await told.connect(account)
    picture = await stored_picture(settings, "A red square.")
    await ObjectStore(settings.objects).put(picture.key, b"something else", "image/png")
    await topics.tell(account.due("Look!", media=(picture,)))

    [failed] = await told.failed()

    assert (failed.outcome, failed.code) == ("rejected", "media.changed")
    assert await networks.wall(account) == []


@pytest.mark.parametrize("network", NETWORKS)
async def test_refused_content_fails_in_the_networks_own_words(
    networks: Networks, topics: Topics, told: Told, network: NetworkName
) -> None:
    """Its author is told what the network said; the account's next post goes out."""
    account = await networks.open(network)
    await told.connect(account)
    due = account.due("far too long " * 100)
    await topics.tell(due, account.due("short"))

    [failed] = await told.failed()
    await told.published()

    assert failed.publication_id == due.publication_id
    assert failed.outcome == "rejected"
    assert failed.error_class == "invalid"
    assert failed.who_must_act == "author"
    assert not failed.retry_can_help
    assert failed.code.startswith(f"{network}.")
    assert failed.detail
    assert await networks.texts(account) == ["short"]


@pytest.mark.parametrize("mode", ["cancelled", "changed", "moved"])
async def test_the_posts_newest_revision_decides_at_the_last_moment(
    networks: Networks, topics: Topics, told: Told, mode: str
) -> None:
    """A post that was cancelled, changed or moved while its publication waited is not published as it was."""
    account = await networks.open("mastodon")
    due = account.due("as it was")
    await topics.tell(due)  # waits: the account is not known yet
    target = PostTarget(
        account_id=account.account_id,
        network="mastodon",
        occurrence_at=due.due_at + timedelta(hours=mode == "moved"),
        text="as it is now" if mode == "changed" else due.text,
    )
    plan = PostScheduled(
        organization_id=account.organization_id,
        post_id=due.post_id,
        revision=2,
        state="cancelled" if mode == "cancelled" else "active",
        targets=(target,),
        scheduled_at=due.due_at,
    )
    await topics.tell(plan.model_copy(update={"revision": 3}), plan)  # the older one comes last
    await topics.tell(account.authorized())

    [failed] = await told.failed()

    assert failed.error_class == "superseded"
    assert failed.code == ("post.cancelled" if mode == "cancelled" else "post.superseded")
    assert await networks.wall(account) == []


@pytest.mark.parametrize("answer", ["heard", "lost"])
@pytest.mark.parametrize("network", ["mastodon", "bluesky"])
async def test_a_post_that_was_moved_too_late_goes_out_once(
    networks: Networks, topics: Topics, told: Told, network: NetworkName, answer: str
) -> None:
    """It went out at its former time before the publisher heard that it was moved: its new time does not repeat it."""
    account = await networks.open(network)
    await told.connect(account)
    if answer == "lost":
        await networks.fault(account, "accept_then_drop")
    due = account.due("once")
    moved_to = due.due_at + timedelta(seconds=1)
    target = PostTarget(account_id=account.account_id, network=network, occurrence_at=moved_to, text=due.text)
    plan = PostScheduled(
        organization_id=account.organization_id,
        post_id=due.post_id,
        revision=2,
        targets=(target,),
        scheduled_at=due.due_at,
    )
    again = due.model_copy(
        update={
            "publication_id": publication_id(due.post_id, account.account_id, moved_to),
            "revision": 2,
            "due_at": moved_to,
        }
    )
    await topics.tell(due)
    await eventually(lambda: networks.wall(account), what="the post on the wall")
    await topics.tell(plan, again)

    [failed] = await told.failed()

    [published] = await told.published()
    assert published.publication_id == due.publication_id
    assert (failed.publication_id, failed.code) == (again.publication_id, "post.already_published")
    assert published.url in failed.detail
    assert await networks.texts(account) == ["once"]


async def test_a_post_that_failed_goes_out_when_it_is_sent_again(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """What certainly is not there is no reason against another try."""
    account = await networks.open("mastodon")
    await told.connect(account)
    due = account.due("far too long " * 100)
    await topics.tell(due)
    await told.failed()
    now = datetime.now(UTC)
    again = due.model_copy(
        update={
            "publication_id": publication_id(due.post_id, account.account_id, now),
            "revision": 2,
            "due_at": now,
            "text": "short",
        }
    )
    await topics.tell(again)

    [published] = await told.published()

    assert published.publication_id == again.publication_id
    assert await networks.texts(account) == ["short"]


async def test_a_rate_limit_pauses_the_account_until_its_reset(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """Nothing is asked before then, and it counts as nobody's failure."""
    account = await networks.open("mastodon")
    await told.connect(account)
    await networks.fault(account, "rate_limited", seconds=2)
    began = datetime.now(UTC)
    await topics.tell(account.due("one"), account.due("two"))

    published = await told.published(2)

    assert all(event.published_at >= began + timedelta(seconds=1.5) for event in published)
    assert await networks.texts(account) == ["one", "two"]
    assert told.events(PostFailed) == []


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_rate_limited_post_goes_out_later(
    networks: Networks, topics: Topics, told: Told, network: NetworkName
) -> None:
    """In each network's way of naming the reset."""
    account = await networks.open(network)
    await told.connect(account)
    await networks.fault(account, "rate_limited", seconds=1)
    await topics.tell(account.due("later"))

    [published] = await told.published()

    assert published.attempts == 2
    assert await networks.texts(account) == ["later"]


async def test_a_due_post_that_was_held_up_waits_for_its_cancellation(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """After an outage of Kafka both come late, in any order; what was cancelled in time does not go out."""
    account = await networks.open("mastodon")
    await told.connect(account)
    due = account.due("cancelled in time")
    await topics.tell(due.model_copy(update={"emitted_at": due.due_at - timedelta(seconds=20)}))
    fresh = account.due("not held up")
    await topics.tell(fresh)
    [published] = await told.published()
    assert published.publication_id == fresh.publication_id
    target = PostTarget(
        account_id=account.account_id, network="mastodon", occurrence_at=due.due_at, text=due.text
    )
    await topics.tell(
        PostScheduled(
            organization_id=account.organization_id,
            post_id=due.post_id,
            revision=2,
            state="cancelled",
            targets=(target,),
            scheduled_at=due.due_at,
        )
    )

    [failed] = await told.failed()

    assert failed.code == "post.cancelled"
    assert await networks.texts(account) == ["not held up"]


async def test_what_the_network_is_known_to_refuse_is_never_sent(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """The limits may have changed since it was planned: it fails at once, with what to do, and no attempt is made."""
    account = await networks.open("x")
    await told.connect(account)
    await topics.tell(account.due("tea " * 100))

    [failed] = await told.failed()

    assert (failed.code, failed.attempts, failed.who_must_act) == ("x.text_too_long", 0, "author")
    assert "it takes at most 280" in failed.detail
    assert await networks.texts(account) == []
