"""The network took the post, or did not, and the answer was lost: each network's way out, through the whole publisher."""

import dataclasses
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from services.publisher.config import Settings
from services.publisher.main import create_app
from services.publisher.tests.integration.conftest import (
    Networks,
    OpenAccount,
    System,
    Told,
    open_system,
)
from services.publisher.tests.integration.offers_contract import IRREVERSIBLE
from services.publisher.tests.integration.served_media import shown_at, stored
from services.publisher.tests.offers import offer
from shared import capabilities
from shared.capabilities import Capability
from shared.events import PostDue, PostFailed, PostPublished
from shared.testing.servers import Servers
from shared.testing.topics import Topics
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

REGISTRY = {capability.network: capability for capability in capabilities.load()}
UNCLASSIFIED = "postwright_publish_unclassified_errors_total"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def system(
    servers: Servers, sandbox_address: str, media_address: tuple[str, Path]
) -> AsyncIterator[System]:
    """A publisher whose media can be fetched; at the end it has met no refusal that no table knows."""
    address, folder = media_address
    async with open_system(servers, sandbox_address, folder) as system:
        settings = shown_at(system.settings, address, folder, uncertain_seconds=5.0, keep_to_limits=False)
        service = create_app(settings)
        async with service.running():
            yield dataclasses.replace(system, settings=settings)
            counted = [
                sample
                for metric in service.metrics.registry.collect()
                for sample in metric.samples
                if sample.name == UNCLASSIFIED
            ]
            assert [sample for sample in counted if sample.value] == []


async def due(settings: Settings, capability: Capability, account: OpenAccount) -> PostDue:
    """The plainest post that the network takes."""
    plain = offer(capability, "unknown outcome", account.remote_id)
    media = [
        await stored(
            settings,
            one.data,
            one.media_type,
            width=one.width,
            height=one.height,
            duration_seconds=one.duration_seconds,
        )
        for one in plain.attachments
    ]
    event = account.due(plain.content.text, media=tuple(media))
    return event.model_copy(update={"details": plain.content.details})


@pytest.mark.parametrize("mode", ["accept_then_drop", "drop_before_accept"])
@pytest.mark.parametrize("network", REGISTRY)
async def test_a_lost_answer_ends_as_the_registry_says(  # noqa: PLR0917  each is a fixture
    networks: Networks,
    topics: Topics,
    told: Told,
    settings: Settings,
    network: str,
    mode: str,
    proven: Callable[[str, str, str], None],
) -> None:
    """Once on the wall and told with its address; or shown as uncertain, and never tried again by itself."""
    capability = REGISTRY[network]
    await networks.set(**await networks.quick_and_many())
    account = await networks.open(network)
    await told.connect(account)
    await networks.fault(account, mode, IRREVERSIBLE[network])
    before = await networks.fired()
    await topics.tell(await due(settings, capability, account))

    await eventually(
        lambda: bool(told.events(PostPublished)) or bool(told.events(PostFailed)),
        seconds=30,
        what="an end of it",
    )
    assert await networks.fired() == before + 1
    wall = await networks.wall(account)
    if capability.recovery.way == "person":
        [failed] = told.events(PostFailed)
        assert (failed.outcome, failed.who_must_act) == ("uncertain", "account_owner")
        assert len(wall) == (mode == "accept_then_drop")
        proven(network, "unknown outcome", "shown as uncertain")
    else:
        [published] = told.events(PostPublished)
        assert [(post["remote_id"], post["url"]) for post in wall] == [(published.remote_id, published.url)]
        proven(network, "unknown outcome", "passed")
