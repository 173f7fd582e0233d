"""A consent by OAuth 2 as seen from a connector: the person goes to the sandbox's page, and comes back."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

import httpx
import pytest

from services.publisher.domain.access import App, Choice, ConsentPage, ConsentRequest, hosts_of
from services.publisher.errors import RefusedError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.ports import Connector, Consenting
from services.publisher.tests.integration.connector_contract import OnSandbox
from services.publisher.tests.integration.stage import Stage

REDIRECT = "http://127.0.0.1:8080/v1/connect/callback"
APP = App("sandbox-client", "sandbox-client-secret")


class ConsentingConnector(Connector, Consenting, Protocol):
    """A connector of a network where people consent."""


class ConsentContract(OnSandbox):
    """What is alike wherever the operator's application is asked for."""

    @pytest.fixture
    async def http(self) -> AsyncIterator[httpx.AsyncClient]:
        async with make_client(allow_private=True) as http:
            yield http

    @pytest.fixture
    def consenting(self, stage: Stage, http: httpx.AsyncClient) -> ConsentingConnector:
        """A connector of an operator who has an application."""
        return self.connector_with(APP, stage, http)

    @pytest.fixture
    def wish(self, stage: Stage, sandbox: str) -> ConsentRequest:
        hosts = hosts_of(stage.connector.hosts, self.network, None, sandbox)
        return ConsentRequest("state-0123456789", REDIRECT, hosts)

    def connector_with(self, app: App, stage: Stage, http: httpx.AsyncClient) -> ConsentingConnector:
        connector = make_connectors(Tools(http, stage.clock, {self.network: app}))[self.network]
        assert isinstance(connector, Consenting)
        return connector

    async def person(self, page: ConsentPage, **does: str) -> dict[str, str]:
        """What comes back with somebody who opens the page."""
        async with httpx.AsyncClient() as browser:
            answer = await browser.get(httpx.URL(page.url).copy_merge_params(does))
        back = httpx.URL(answer.headers["location"])
        assert str(back).startswith(REDIRECT)
        return dict(back.params)

    async def consent(
        self, consenting: ConsentingConnector, wish: ConsentRequest, **does: str
    ) -> Sequence[Choice]:
        """From the first address to the accounts."""
        page = await consenting.start_consent(wish)
        return await consenting.finish_consent(wish, page, await self.person(page, **does))

    async def test_refused_by_the_person(
        self, stage: Stage, consenting: ConsentingConnector, wish: ConsentRequest
    ) -> None:
        """It is told as that."""
        refused = await stage.failing(RefusedError, self.consent(consenting, wish, deny="1"))
        expected = ("reconnect", f"{self.network}.consent_denied")
        assert (refused.failure.error_class, refused.failure.code) == expected

    async def test_without_an_application(self, stage: Stage, wish: ConsentRequest) -> None:
        """The operator has to act."""
        assert isinstance(stage.connector, Consenting)
        refused = await stage.failing(RefusedError, stage.connector.start_consent(wish))
        expected = (f"{self.network}.application_missing", "operator")
        assert (refused.failure.code, refused.failure.who_must_act) == expected
