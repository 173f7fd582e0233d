"""Consent on LinkedIn's page, and the accounts that may be chosen after it."""

from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest

from services.publisher.domain.access import App, ConsentRequest, hosts_of
from services.publisher.errors import RefusedError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools
from services.publisher.networks.linkedin.connector import LinkedInConnector
from services.publisher.tests.integration.connector_contract import OnSandbox
from services.publisher.tests.integration.stage import Stage, content, picture

REDIRECT = "http://127.0.0.1:8080/v1/connect/callback"
APP = App("sandbox-client", "sandbox-client-secret")


class TestConsent(OnSandbox):
    """A person consents on LinkedIn's page."""

    network = "linkedin"
    options = {"kind": "person"}  # noqa: RUF012  as the contract has it

    @pytest.fixture
    async def http(self) -> AsyncIterator[httpx.AsyncClient]:
        async with make_client(allow_private=True) as http:
            yield http

    @pytest.fixture
    def consenting(self, stage: Stage, http: httpx.AsyncClient) -> LinkedInConnector:
        return LinkedInConnector(Tools(http, stage.clock, {"linkedin": APP}))

    @pytest.fixture
    def wish(self, sandbox: str) -> ConsentRequest:
        hosts = hosts_of(LinkedInConnector.hosts, "linkedin", None, sandbox)
        return ConsentRequest("state-0123456789", REDIRECT, hosts)

    async def person(self, url: str, **does: str) -> dict[str, str]:
        """What comes back with somebody who opens the page."""
        async with httpx.AsyncClient() as browser:
            answer = await browser.get(httpx.URL(url).copy_merge_params(does))
        back = httpx.URL(answer.headers["location"])
        assert str(back).startswith(REDIRECT)
        return dict(back.params)

    async def test_consent(self, stage: Stage, consenting: LinkedInConnector, wish: ConsentRequest) -> None:
        """The member and their organisation may be chosen; each publishes as itself."""
        page = await consenting.start_consent(wish)
        answer = await self.person(page.url, login_hint=stage.opened["handle"])
        assert answer["state"] == wish.state
        choices = await consenting.finish_consent(wish, page, answer)
        assert [choice.kind for choice in choices] == ["person", "organization"]
        assert choices[0].identity.remote_id == stage.opened["remote_id"]
        for choice in choices:
            stage.grant = choice.grant
            stage.opened |= {
                "remote_id": choice.identity.remote_id,
                "handle": choice.identity.handle,
                "profile_url": choice.identity.profile_url,
            }
            assert await stage.connector.identify(stage.access) == choice.identity
            await stage.publish(content(f"Consented {uuid4()}"), picture())
            assert len(await stage.wall()) == 1
            assert choice.grant.refresh_at is None
            assert choice.grant.expires_at is not None
        used = await stage.failing(RefusedError, consenting.finish_consent(wish, page, answer))
        assert (used.failure.error_class, used.failure.code) == ("reconnect", "linkedin.consent_expired")

    async def test_refused_by_the_person(
        self, stage: Stage, consenting: LinkedInConnector, wish: ConsentRequest
    ) -> None:
        """It is told as that."""
        page = await consenting.start_consent(wish)
        answer = await self.person(page.url, deny="1")
        refused = await stage.failing(RefusedError, consenting.finish_consent(wish, page, answer))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "linkedin.consent_denied")

    async def test_a_scope_that_the_app_does_not_have(
        self, stage: Stage, consenting: LinkedInConnector, wish: ConsentRequest
    ) -> None:
        """Is the operator's: the app lacks a product."""
        page = await consenting.start_consent(wish)
        answer = await self.person(page.url, scope="openid w_everything")
        refused = await stage.failing(RefusedError, consenting.finish_consent(wish, page, answer))
        assert (refused.failure.code, refused.failure.who_must_act) == (
            "linkedin.scope_not_offered",
            "operator",
        )
        assert "w_everything" in refused.failure.detail

    @pytest.mark.parametrize(
        ("scope", "kinds"),
        [
            ("openid profile w_member_social", ["person"]),
            ("rw_organization_admin w_organization_social r_organization_social", ["organization"]),
        ],
    )
    async def test_what_was_granted_is_offered(
        self,
        stage: Stage,
        consenting: LinkedInConnector,
        wish: ConsentRequest,
        scope: str,
        kinds: list[str],
    ) -> None:
        """The member alone, or their organisations alone."""
        page = await consenting.start_consent(wish)
        answer = await self.person(page.url, login_hint=stage.opened["handle"], scope=scope)
        choices = await consenting.finish_consent(wish, page, answer)
        assert [choice.kind for choice in choices] == kinds

    async def test_an_app_without_all_products(self, stage: Stage, wish: ConsentRequest) -> None:
        """Asks for its own scopes alone, as LinkedIn would refuse the others."""
        app = App("sandbox-client", "sandbox-client-secret", ("openid", "profile", "w_member_social"))
        async with make_client(allow_private=True) as http:
            consenting = LinkedInConnector(Tools(http, stage.clock, {"linkedin": app}))
            page = await consenting.start_consent(wish)
            assert httpx.URL(page.url).params["scope"] == "openid profile w_member_social"
            answer = await self.person(page.url, login_hint=stage.opened["handle"])
            [choice] = await consenting.finish_consent(wish, page, answer)
        assert choice.kind == "person"

    async def test_fewer_scopes_than_needed(
        self, stage: Stage, consenting: LinkedInConnector, wish: ConsentRequest
    ) -> None:
        """Those that are missing are named."""
        page = await consenting.start_consent(wish)
        answer = await self.person(page.url, scope="openid profile")
        refused = await stage.failing(RefusedError, consenting.finish_consent(wish, page, answer))
        assert refused.failure.code == "linkedin.scope_missing"
        assert refused.failure.detail == "not granted: w_member_social"

    async def test_without_an_application(self, stage: Stage, wish: ConsentRequest) -> None:
        """The operator has to act."""
        call = stage.connector.start_consent(wish)  # type: ignore[attr-defined]  # this network's has it
        refused = await stage.failing(RefusedError, call)
        assert refused.failure.who_must_act == "operator"
