"""Consent on Pinterest's page."""

from uuid import uuid4

from services.publisher.domain.access import ConsentRequest
from services.publisher.errors import RefusedError
from services.publisher.tests.integration.consent_contract import ConsentContract, ConsentingConnector
from services.publisher.tests.integration.stage import Stage, content
from services.publisher.tests.integration.test_pinterest_connector import Board


class TestConsent(ConsentContract):
    """A person consents on Pinterest's page."""

    network = "pinterest"
    stage_class = Board

    async def test_consent(self, stage: Stage, consenting: ConsentingConnector, wish: ConsentRequest) -> None:
        """The account is the person's, what was given can publish and be renewed, and the state came back."""
        page = await consenting.start_consent(wish)
        answer = await self.person(page, login_hint=stage.opened["handle"])
        assert answer["state"] == wish.state
        [choice] = await consenting.finish_consent(wish, page, answer)
        assert (choice.kind, choice.identity.remote_id) == ("account", stage.opened["remote_id"])
        stage.grant, stage.connector = choice.grant, consenting
        await stage.publish(content(f"Consented {uuid4()}"))
        await stage.refresh()
        await stage.publish(content(f"Renewed {uuid4()}"))
        used = await stage.failing(RefusedError, consenting.finish_consent(wish, page, answer))
        assert used.failure.error_class == "reconnect"

    async def test_fewer_scopes_than_needed(
        self, stage: Stage, consenting: ConsentingConnector, wish: ConsentRequest
    ) -> None:
        """Those that are missing are named."""
        asked = self.consent(consenting, wish, scope="pins:read,user_accounts:read")
        refused = await stage.failing(RefusedError, asked)
        assert refused.failure.code == "pinterest.scope_missing"
        assert "pins:write" in refused.failure.detail
