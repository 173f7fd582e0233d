"""Whatever is sent to the gateway, it answers as its OpenAPI document says, and never with a fault of its own."""

import asyncio
import itertools
import json
import os
import random
from functools import partial
from pathlib import Path

import pytest

from deploy.local.ports import free_ports
from services.gateway.openapi import render
from services.gateway.tests.conftest import open_settings
from services.gateway.tests.processes import running
from shared.sealing import generate_key_pair
from shared.testing.servers import Servers
from tests.fuzz.fuzzing import Fuzzer
from tests.fuzz.running import sign_in, world

# As many as `make fuzz` asks for; the few of every run of the tests are the same in each.
REQUESTS = int(os.environ.get("POSTWRIGHT_FUZZ_REQUESTS", "60"))
SEED = int(os.environ.get("POSTWRIGHT_FUZZ_SEED", "1"))
ONLY = os.environ.get("POSTWRIGHT_FUZZ_ONLY", "")


def fuzz(fuzzer: Fuzzer) -> None:
    """Every operation in an order of its own, with as many requests as there are for each."""
    operations = [one for one in fuzzer.operations() if ONLY in one.definition.raw["operationId"]]
    random.Random(SEED).shuffle(operations)
    # To make up an operation's first request takes the longest: a small sample is one of operations too.
    operations = operations[: max(REQUESTS // 3, 1)]
    fuzzer.look_around()
    for number in itertools.count():
        for operation in operations:
            missing = REQUESTS - fuzzer.report.requests
            if missing <= 0:
                return
            # Some operations have fewer different requests than were asked for; the next round asks the others again.
            fuzzer.try_operation(operation, max(missing // len(operations), 2), SEED + number)


@pytest.mark.timeout(7_200 if REQUESTS > 1_000 else 120)
async def test_no_request_gets_a_5xx_or_an_answer_that_is_not_documented(
    servers: Servers, tmp_path: Path
) -> None:
    """Requests that are right and that are wrong, by somebody who may do everything, on objects that exist."""
    (free_port,) = free_ports(1)
    async with open_settings(servers, generate_key_pair()[1], tmp_path / "objects") as defaults:
        settings = defaults.model_copy(
            update={
                "port": free_port,
                "public_url": f"http://127.0.0.1:{free_port}",
                "access_token_seconds": 86_400,
                "requests_per_minute": 1_000_000,
                "costly_requests_per_minute": 1_000_000,
                "sign_in_attempts_per_minute": 1_000_000,
                "sign_in_attempts_per_address_per_minute": 1_000_000,
                "sign_in_attempts_from_elsewhere_per_hour": 1_000_000,
            }
        )
        async with running(settings, tmp_path / "gateway.log") as address, world(settings, address) as made:
            fuzzer = Fuzzer(address, json.loads(render()), partial(sign_in, made.person, address), SEED)
            await asyncio.to_thread(fuzz, fuzzer)

    print(fuzzer.report)  # noqa: T201  the figures that a person asked for
    assert fuzzer.report.failures == {}, str(fuzzer.report)
    assert fuzzer.report.requests >= REQUESTS
