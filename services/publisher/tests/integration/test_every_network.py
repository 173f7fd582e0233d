"""Every network does what the capability registry says it can: one test for each ability, none named by hand."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

import pytest

from sandbox.server import running_server
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.ports import Consenting, Deleting, Editing, Measuring, MeasuringAccounts
from services.publisher.tests.integration.connector_contract import open_stage
from services.publisher.tests.integration.offers_contract import BEYOND_POSTS, OPENED, shows
from services.publisher.tests.integration.stage import Stage
from shared import capabilities
from shared.capabilities.abilities import abilities

ELSEWHERE = {"unknown outcome"}
"""Shown through the whole publisher, in test_unknown_outcomes.py."""
REGISTRY = {capability.network: capability for capability in capabilities.load()}
PORTS: Mapping[str, Any] = {
    "consent": Consenting,
    "edit": Editing,
    "delete": Deleting,
    "measure posts": Measuring,
    "measure account": MeasuringAccounts,
}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_server(tmp_path_factory.mktemp("sandbox")) as address:
        yield address


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, sandbox: str, network: str, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Stage]:
    caplog.set_level(logging.DEBUG)
    ability = request.node.callspec.params.get("ability", "")
    async with open_stage(sandbox, network, options=OPENED.get((network, ability), {})) as stage:
        yield stage
        assert not stage.leaked(caplog.text)


@pytest.mark.parametrize(
    ("network", "ability"),
    [
        pytest.param(capability.network, ability, id=f"{capability.network}-{ability}")
        for capability in REGISTRY.values()
        for ability in abilities(capability)
        if ability not in ELSEWHERE
    ],
)
async def test_what_the_registry_says(
    stage: Stage, network: str, ability: str, proven: Callable[[str, str, str], None]
) -> None:
    """It works on the network's sandbox."""
    capability = REGISTRY[network]
    if ability in BEYOND_POSTS:
        how = await BEYOND_POSTS[ability](stage, capability)
    else:
        how = await shows(stage, capability, ability)
    proven(network, ability, how)


@pytest.mark.parametrize("network", REGISTRY)
async def test_nothing_is_kept_back(stage: Stage, network: str) -> None:
    """What a connector can do beyond posting is in the registry, and what is in the registry it can do."""
    told = set(abilities(REGISTRY[network]))
    assert {name for name, port in PORTS.items() if isinstance(stage.connector, port)} == told & set(PORTS)


def test_each_network_has_a_connector_and_each_connector_its_data() -> None:
    """A network is a folder and a data file."""
    connectors = make_connectors(Tools(None, None))  # type: ignore[arg-type]  # nobody is called
    assert set(connectors) == set(REGISTRY)
