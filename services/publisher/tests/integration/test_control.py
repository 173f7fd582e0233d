"""What people stop, settle, and take down, on the wall."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.publisher.tests.integration.conftest import NETWORKS, Networks, OpenAccount, Told
from shared.events import (
    HaltScope,
    NetworkName,
    PostDetails,
    PostDue,
    PublicationAction,
    PublicationAttempted,
    PublicationChanged,
    PublicationHeld,
    PublicationRequested,
    PublishingHalted,
    PublishingStopped,
    ThreadPart,
)
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


def halt(
    account: OpenAccount,
    scope: HaltScope,
    target: object,
    *,
    halt_id: UUID | None = None,
    active: bool = True,
) -> PublishingHalted:
    return PublishingHalted(
        organization_id=account.organization_id,
        halt_id=halt_id or uuid4(),
        revision=1 if active else 2,
        active=active,
        scope=scope,
        target=str(target),
        reason="a wrong price",
        changed_at=datetime.now(UTC),
    )


def wish(due: PostDue, action: PublicationAction, **more: Any) -> PublicationRequested:
    names = set(PublicationRequested.model_fields) & set(PostDue.model_fields)
    return PublicationRequested(
        **{name: getattr(due, name) for name in names},
        wish_id=uuid4(),
        action=action,
        requested_at=datetime.now(UTC),
        **more,
    )


async def stopped(told: Told, account: OpenAccount, wanted: PublishingHalted) -> PublishingStopped:
    def heard() -> list[PublishingStopped]:
        return [one for one in told.all(PublishingStopped) if one.halt_id == wanted.halt_id]

    [found] = await eventually(heard, what="the publisher's word")
    assert found.organization_id == account.organization_id
    return found


@pytest.mark.parametrize("scope", ["organization", "network", "account", "post"])
async def test_what_is_halted_does_not_go_out_before_it_is_resumed(
    networks: Networks, topics: Topics, told: Told, scope: HaltScope
) -> None:
    """Whatever the halt names; others of the same account go on, and who looks sees what holds it up."""
    account = await networks.open("mastodon")
    await told.connect(account)
    due = account.due("Not now.")
    targets: dict[str, object] = {
        "organization": account.organization_id,
        "network": "mastodon",
        "account": account.account_id,
        "post": due.post_id,
    }
    stop = halt(account, scope, targets[scope])
    await topics.tell(stop)
    assert (await stopped(told, account, stop)).in_flight == ()
    await topics.tell(due)
    [held] = await told.wait_for(PublicationHeld)
    assert (held.code, "a wrong price" in held.detail) == ("publishing.halted", True)
    assert await networks.texts(account) == []
    if scope == "post":
        await topics.tell(account.due("Another one."))
        await told.published()
        assert await networks.texts(account) == ["Another one."]

    await topics.tell(halt(account, scope, targets[scope], halt_id=stop.halt_id, active=False))
    await told.published(2 if scope == "post" else 1)
    assert (await networks.texts(account))[-1] == "Not now."


async def test_a_halt_of_others_stops_nothing(networks: Networks, topics: Topics, told: Told) -> None:
    """Another organisation's word counts for its own posts alone."""
    account, other = await networks.open("mastodon"), await networks.open("mastodon")
    await told.connect(account, other)
    stop = halt(other, "network", "mastodon")
    await topics.tell(stop)
    await stopped(told, other, stop)
    await topics.tell(account.due("Goes out."))
    await told.published()
    assert await networks.texts(account) == ["Goes out."]


@pytest.mark.parametrize("accepted", [False, True])
async def test_what_is_halted_is_not_repeated(
    networks: Networks, topics: Topics, told: Told, *, accepted: bool
) -> None:
    """Its first call was not answered: the way out is a look then, since another call might be what makes it live."""
    account = await networks.open("mastodon")
    await told.connect(account)
    due = account.due("Not now.")
    stop = halt(account, "post", due.post_id)
    mode = "accept_then_drop" if accepted else "drop_before_accept"
    await networks.fault(account, mode, seconds=1, call="statuses.create", times=None)
    await topics.tell(due)
    await told.wait_for(PublicationAttempted)
    await topics.tell(stop)
    assert (await stopped(told, account, stop)).in_flight == (due.publication_id,)
    await networks.clear()
    if accepted:
        [published] = await told.published()
        assert published.reconciled
    else:
        [held] = await told.wait_for(PublicationHeld)
        assert held.code == "publishing.halted"
        assert await networks.texts(account) == []
        await topics.tell(halt(account, "post", due.post_id, halt_id=stop.halt_id, active=False))
        await told.published()
    assert await networks.texts(account) == ["Not now."]
    after = [one.kind for one in told.all(PublicationAttempted) if one.started_at > stop.changed_at]
    assert "look_up" in after


async def test_a_thread_stops_in_the_middle(networks: Networks, topics: Topics, told: Told) -> None:
    """A halt holds the parts that have not gone out; resumed, the thread goes on where it was."""
    account = await networks.open("mastodon")
    await told.connect(account)
    due = account.due("One.").model_copy(
        update={"details": PostDetails(thread=(ThreadPart(text="Two."), ThreadPart(text="Three.")))}
    )
    await networks.fault(account, "slow", seconds=1.5, after=1)
    await topics.tell(due)

    async def second() -> bool:
        return await networks.texts(account) == ["One.", "Two."]

    await eventually(second, what="the second part, whose answer takes a while")
    stop = halt(account, "post", due.post_id)
    await topics.tell(stop)
    await stopped(told, account, stop)
    await told.wait_for(PublicationHeld)
    assert await networks.texts(account) == ["One.", "Two."]
    await topics.tell(halt(account, "post", due.post_id, halt_id=stop.halt_id, active=False))
    [published] = await told.published()
    assert await networks.texts(account) == ["One.", "Two.", "Three."]
    assert [part.role for part in published.parts] == ["post", "reply", "reply"]


@pytest.mark.parametrize("network", NETWORKS)
async def test_a_live_post_is_taken_down(
    networks: Networks, topics: Topics, told: Told, network: NetworkName
) -> None:
    """Once it was asked for; asking again for what is gone says so and does no harm."""
    account = await networks.open(network)
    await told.connect(account)
    due = account.due("Wrong price.")
    await topics.tell(due)
    await told.published()
    request = wish(due, "remove")
    await topics.tell(request, request)
    [changed] = await told.wait_for(PublicationChanged)
    assert (changed.wish_id, changed.outcome) == (request.wish_id, "done")
    assert [post["deleted"] for post in await networks.wall(account)] == [True]
    await topics.tell(wish(due, "remove"))
    [_, refused] = await told.wait_for(PublicationChanged, 2)
    assert (refused.outcome, refused.code) == ("refused", "publication.not_live")


async def test_two_removals_at_once_do_no_harm(networks: Networks, topics: Topics, told: Told) -> None:
    """The second finds it gone, or is told so; the account's other posts go out as before."""
    account = await networks.open("mastodon")
    await told.connect(account)
    due = account.due("Wrong price.")
    await topics.tell(due)
    await told.published()
    await topics.tell(wish(due, "remove"), wish(due, "remove"))
    changed = await told.wait_for(PublicationChanged, 2)
    assert changed[0].outcome == "done"
    await topics.tell(account.due("Right price."))
    await told.published(2)


async def test_a_removal_waits_out_a_network_that_is_away(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """It is tried until it works, and written down each time it ends."""
    account = await networks.open("mastodon")
    await told.connect(account)
    due = account.due("Wrong price.")
    await topics.tell(due)
    await told.published()
    await networks.fault(account, "server_error", call="statuses.delete", times=2)
    await topics.tell(wish(due, "remove"))
    [changed] = await told.wait_for(PublicationChanged)
    assert changed.outcome == "done"

    def is_written_down() -> bool:
        return any((one.kind, one.answer) == ("remove", "done") for one in told.events(PublicationAttempted))

    await eventually(is_written_down, what="the attempt that worked")


async def test_a_person_s_word_ends_uncertainty(networks: Networks, topics: Topics, told: Told) -> None:
    """That it is there: it is published, at that address. That it is not: it goes out again."""
    there, gone = await networks.open("x"), await networks.open("x")
    await told.connect(there, gone)
    dues = {"there": there.due("Is it there?"), "gone": gone.due("Is it gone?")}
    await networks.fault(there, "accept_then_drop")
    await networks.fault(gone, "drop_before_accept")
    for account in (there, gone):
        await networks.fault(account, "server_error", call="users.tweets", times=None)
    await topics.tell(*dues.values())

    def lost() -> bool:
        answers = [one.answer for one in told.events(PublicationAttempted) if one.kind == "publish"]
        return answers == ["unknown", "unknown"]

    await eventually(lost, what="both outcomes to be unknown")
    await topics.tell(
        wish(dues["there"], "confirm", url="https://x.example/acme/status/7"), wish(dues["gone"], "repeat")
    )
    await told.published(2)
    published = {one.account_id: one for one in await told.published(2)}
    assert published[there.account_id].url == "https://x.example/acme/status/7"
    assert await networks.texts(there) == ["Is it there?"]
    assert await networks.texts(gone) == ["Is it gone?"]
    await topics.tell(wish(dues["gone"], "repeat"))
    changed = (await told.wait_for(PublicationChanged, 3))[-1]
    assert (changed.outcome, changed.code) == ("refused", "publication.not_uncertain")


async def test_a_thread_goes_on_from_a_post_that_a_person_saw(
    networks: Networks, topics: Topics, told: Told
) -> None:
    """Its address tells the network's id: the rest answers it, and all of it can be taken down again."""
    account = await networks.open("x")
    await told.connect(account)
    due = account.due("One.").model_copy(update={"details": PostDetails(thread=(ThreadPart(text="Two."),))})
    await networks.fault(account, "accept_then_drop")
    await networks.fault(account, "server_error", call="users.tweets", times=None)
    await topics.tell(due)
    await told.wait_for(PublicationAttempted)
    [post] = await networks.wall(account)
    await topics.tell(wish(due, "confirm", url=post["url"]))
    [published] = await told.published()
    assert published.parts[0].remote_id == post["remote_id"]
    assert await networks.texts(account) == ["One.", "Two."]
    await topics.tell(wish(due, "remove"))
    assert (await told.wait_for(PublicationChanged, 2))[-1].outcome == "done"
    assert [one["deleted"] for one in await networks.wall(account)] == [True, True]


async def test_every_attempt_is_told(networks: Networks, topics: Topics, told: Told) -> None:
    """What was sent, what was answered, and when it goes on: the lost call, then the look that found it."""
    account = await networks.open("x")
    await told.connect(account)
    await networks.fault(account, "accept_then_drop")
    due = account.due("Told.")
    await topics.tell(due)
    await told.published()
    lost, found = await told.wait_for(PublicationAttempted, 2)
    assert [(one.kind, one.answer) for one in (lost, found)] == [("publish", "unknown"), ("look_up", "found")]
    assert lost.request_hash == found.request_hash
    assert (lost.next_at is not None, found.next_at) == (True, None)
