"""A gateway and the provider that its people come from."""

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from services.gateway.config import Settings
from services.gateway.main import create_app
from services.gateway.tests.elsewhere import providers_of
from services.gateway.tests.issuer import LocalIssuer, running_issuer
from shared.service import Service
from shared.testing.clocks import FakeClock


@pytest.fixture(scope="module")
def clock() -> FakeClock:
    """Its wall time is that of the issuer."""
    return FakeClock()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def issuer() -> AsyncIterator[LocalIssuer]:
    """The provider that every test goes to."""
    async with running_issuer() as issuer:
        yield issuer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateway(settings: Settings, issuer: LocalIssuer, clock: FakeClock) -> AsyncIterator[Service]:
    """It knows the issuer by several names."""
    clock.jump(time.time() - clock.now().timestamp())
    told = settings.model_copy(update={"identity_providers": providers_of(issuer)})
    async with create_app(told, clock=clock).running() as service:
        yield service


@pytest.fixture(autouse=True)
def _as_it_was(issuer: LocalIssuer) -> None:
    issuer.sends_issuer, issuer.away, issuer.claimed_issuer = True, False, None
    issuer.override.clear()
