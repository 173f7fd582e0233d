"""No organisation's receivers keep others' messages waiting."""

from collections.abc import AsyncIterator

import pytest_asyncio

from services.gateway.config import Settings
from services.gateway.tests.integration.webhook_replicas import (
    MIGRATIONS,
    OF_ORGANIZATION,
    Stage,
    stage_on,
)
from services.gateway.usecases.webhook_log import WebhookLog
from shared.ids import new_id
from shared.migrate import migrate


@pytest_asyncio.fixture(loop_scope="module")
async def stage(settings: Settings) -> AsyncIterator[Stage]:
    """In a database that no gateway runs on."""
    await migrate(settings.database_url, MIGRATIONS)
    async with stage_on(settings) as stage:
        yield stage


async def test_one_organisation_takes_a_part_of_all_places(stage: Stage) -> None:
    """However many receivers it has: with ten slow ones it would have taken every place."""
    for number in range(10):
        await stage.register(f"http://127.0.0.1:9009/{number}")
    await stage.tell(*(stage.scheduled(new_id(), 1) for _ in range(4)))
    replica, other = stage.replica(), stage.replica()
    await replica.dispatcher.turn()

    taken = await replica.deliveries.claim(32, replica.deliveries.lease)
    more = await replica.deliveries.claim(32 - len(taken), replica.deliveries.lease)
    elsewhere = await other.deliveries.claim(32, other.deliveries.lease)

    assert (len(taken), len(more), len(elsewhere)) == (OF_ORGANIZATION, 0, OF_ORGANIZATION)
    assert len({job.webhook_id for job in taken}) == OF_ORGANIZATION


async def test_tests_of_a_webhook_are_no_way_round(stage: Stage) -> None:
    """They go first, and count like everything else."""
    webhook_id, _ = await stage.register("http://127.0.0.1:9009/")
    log = WebhookLog(stage.owners, stage.clock)
    for _ in range(OF_ORGANIZATION + 1):
        async with stage.units() as work:
            await log.test(work, webhook_id)
    deliveries = stage.replica().deliveries

    assert len(await deliveries.claim(32, deliveries.lease)) == OF_ORGANIZATION
    assert await deliveries.claim(32, deliveries.lease) == []
