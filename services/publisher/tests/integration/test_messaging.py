"""Telegram, Discord, signed webhooks and WhatsApp through a whole publisher."""

from pathlib import Path
from typing import Any

import pytest

from services.publisher.config import Settings
from services.publisher.main import create_app
from services.publisher.tests.integration.conftest import (
    Networks,
    OpenAccount,
    Told,
    open_system,
    stored_picture,
)
from shared.events import (
    AccountConnected,
    MessageTemplate,
    NetworkName,
    PostDetails,
    PostDue,
    PostFailed,
    ThreadPart,
)
from shared.testing.servers import Servers
from shared.testing.topics import Topics

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANN, BEN, EVE = "+4915112345678", "+4915112345679", "+4915112345670"
WAYS: dict[str, tuple[NetworkName, dict[str, Any], str]] = {
    "telegram": ("telegram", {}, "sendMessage"),
    "discord by bot": ("discord", {}, "messages.create"),
    "discord by webhook": ("discord", {"webhook": "yes"}, "webhooks.execute"),
    "webhook": ("webhook", {}, "hooks.receive"),
    "whatsapp": ("whatsapp", {}, "messages.create"),
}
CERTAIN = {"discord by bot", "webhook"}
"""Whose lost answers are resolved without a person."""


def due(account: OpenAccount, text: str, **details: Any) -> PostDue:
    """A post of the account; on WhatsApp it goes to Ann unless said otherwise."""
    if account.network == "whatsapp":
        details.setdefault("recipients", (ANN,))
    return account.due(text).model_copy(update={"details": PostDetails(**details)})


@pytest.mark.parametrize("way", WAYS)
async def test_a_post_goes_out(networks: Networks, topics: Topics, told: Told, way: str) -> None:
    """Connected, published, and told with the address that the network gives it."""
    network, options, _ = WAYS[way]
    account = await networks.open(network, **options)
    await told.connect(account)
    await topics.tell(due(account, "Fresh bread from seven."))

    [published] = await told.published()

    [post] = await networks.wall(account)
    assert (published.remote_id, published.url) == (post["remote_id"], post["url"])
    [connected] = told.events(AccountConnected)
    assert (connected.remote_id, connected.handle) == (account.remote_id, account.handle)


@pytest.mark.parametrize("mode", ["accept_then_drop", "drop_before_accept"])
@pytest.mark.parametrize("way", WAYS)
async def test_a_lost_answer(networks: Networks, topics: Topics, told: Told, way: str, mode: str) -> None:
    """Resolved by the network's own means, or shown to a person; never sent twice."""
    network, options, call = WAYS[way]
    account = await networks.open(network, **options)
    await told.connect(account)
    await networks.fault(account, mode, call)
    await topics.tell(due(account, f"Is it there? {mode}"))

    if way in CERTAIN:
        [published] = await told.published()
        [post] = await networks.wall(account)
        assert published.remote_id == post["remote_id"]
    else:
        [failed] = await told.failed()
        assert (failed.outcome, failed.retry_can_help) == ("uncertain", False)
        assert len(await networks.wall(account)) == (mode == "accept_then_drop")


async def test_a_broadcast_goes_on(networks: Networks, topics: Topics, told: Told) -> None:
    """Past the one who wants nothing any more, who is named; the others get theirs, each once."""
    account = await networks.open("whatsapp", opted_out=[BEN])
    await told.connect(account)
    offer = MessageTemplate(name="weekly_offer", language="en", parameters=("you", "rye"))
    await topics.tell(due(account, "", recipients=(ANN, BEN, EVE), template=offer))

    [published] = await told.published()

    assert [part.recipient for part in published.parts if part.remote_id] == [ANN, EVE]
    assert published.problem is not None
    assert published.problem.code == "whatsapp.recipient_opted_out"
    sent = [f"+{post['document']['to']}" for post in await networks.wall(account)]
    assert sorted(sent) == sorted([ANN, EVE])


async def test_a_group_that_moved(networks: Networks, topics: Topics, told: Told) -> None:
    """Its new number is learnt while connecting, kept, and used."""
    account = await networks.open("telegram", chat_type="supergroup", migrated="yes")
    await told.connect(account)
    await topics.tell(due(account, "After the move"))

    await told.published()

    assert await networks.texts(account) == ["After the move"]
    assert told.events(PostFailed) == []


@pytest.mark.parametrize("way", ["telegram", "discord by bot"])
async def test_a_thread_whose_middle_was_slow(
    networks: Networks, topics: Topics, told: Told, way: str
) -> None:
    """Each part answers the one before, in order, whatever the network's mood."""
    network, options, call = WAYS[way]
    account = await networks.open(network, **options)
    await told.connect(account)
    await networks.fault(account, "rate_limited", call, after=1, seconds=1)
    await topics.tell(due(account, "One", thread=(ThreadPart(text="Two"), ThreadPart(text="Three"))))

    [published] = await told.published()

    assert await networks.texts(account) == ["One", "Two", "Three"]
    assert [part.role for part in published.parts] == ["post", "reply", "reply"]


@pytest.mark.parametrize("way", ["telegram", "discord by bot", "discord by webhook", "whatsapp"])
async def test_a_picture(
    networks: Networks, topics: Topics, told: Told, settings: Settings, way: str
) -> None:
    """From the object store to the wall."""
    network, options, _ = WAYS[way]
    account = await networks.open(network, **options)
    picture = await stored_picture(settings, "A loaf")
    await told.connect(account)
    await topics.tell(due(account, "Look").model_copy(update={"media": (picture,)}))

    await told.published()

    [post] = await networks.wall(account)
    assert [item["sha256"] for item in post["media"]] == [picture.sha256]


async def test_a_receiver_of_ones_own(
    servers: Servers, sandbox_address: str, networks: Networks, tmp_path: Path
) -> None:
    """Without a sandbox in place of all networks, posts go to the address that the account's owner gave."""
    async with open_system(servers, sandbox_address, tmp_path) as system:
        real = system.settings.model_copy(update={"sandbox_url": None})
        async with create_app(real).running():
            account = await networks.open("webhook")
            url = account.credentials["url"].replace("https://receiver.example", account.base_url)
            told = Told(system, networks)
            authorized = account.authorized(url=url).model_copy(update={"base_url": None})
            await system.topics.tell(authorized, due(account, "To my own receiver"))

            [published] = await told.published()

            [post] = await networks.wall(account)
            assert (published.remote_id, published.url) == (post["remote_id"], post["url"])
