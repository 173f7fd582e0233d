"""Consent on LinkedIn's page, and the accounts that may be chosen after it."""

from uuid import uuid4

import httpx
import pytest

from services.publisher.domain.access import App, ConsentRequest
from services.publisher.errors import RefusedError
from services.publisher.tests.integration.consent_contract import ConsentContract, ConsentingConnector
from services.publisher.tests.integration.stage import Stage, content, picture


class TestConsent(ConsentContract):
    """A person consents on LinkedIn's page."""

    network = "linkedin"
    options = {"kind": "person"}  # noqa: RUF012  as the contract has it

    async def test_consent(self, stage: Stage, consenting: ConsentingConnector, wish: ConsentRequest) -> None:
        """The member and their organisation may be chosen; each publishes as itself."""
        page = await consenting.start_consent(wish)
        answer = await self.person(page, login_hint=stage.opened["handle"])
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

    async def test_a_scope_that_the_app_does_not_have(
        self, stage: Stage, consenting: ConsentingConnector, wish: ConsentRequest
    ) -> None:
        """Is the operator's: the app lacks a product."""
        asked = self.consent(consenting, wish, scope="openid w_everything")
        refused = await stage.failing(RefusedError, asked)
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
        consenting: ConsentingConnector,
        wish: ConsentRequest,
        scope: str,
        kinds: list[str],
    ) -> None:
        """The member alone, or their organisations alone."""
        choices = await self.consent(consenting, wish, login_hint=stage.opened["handle"], scope=scope)
        assert [choice.kind for choice in choices] == kinds

    async def test_an_app_without_all_products(
        self, stage: Stage, http: httpx.AsyncClient, wish: ConsentRequest
    ) -> None:
        """Asks for its own scopes alone, as LinkedIn would refuse the others."""
        app = App("sandbox-client", "sandbox-client-secret", ("openid", "profile", "w_member_social"))
        consenting = self.connector_with(app, stage, http)
        page = await consenting.start_consent(wish)
        assert httpx.URL(page.url).params["scope"] == "openid profile w_member_social"
        answer = await self.person(page, login_hint=stage.opened["handle"])
        [choice] = await consenting.finish_consent(wish, page, answer)
        assert choice.kind == "person"

    async def test_fewer_scopes_than_needed(
        self, stage: Stage, consenting: ConsentingConnector, wish: ConsentRequest
    ) -> None:
        """Those that are missing are named."""
        asked = self.consent(consenting, wish, scope="openid profile")
        refused = await stage.failing(RefusedError, asked)
        assert refused.failure.code == "linkedin.scope_missing"
        assert refused.failure.detail == "not granted: w_member_social"
