"""Consent on Pinterest's page.

https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/
"""

from collections.abc import Mapping

from services.publisher.domain.access import Access, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.networks.calling import Caller, id_of, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.consenting import app_of, authorize_url, code_of, refuse_without, scopes_of
from services.publisher.networks.pinterest import tokens


class Consent:
    """From the first address to the account that was consented to.

    Args:
        call: Makes calls.
        call_for_tokens: Makes those for tokens.
        tools: The operator's applications, and time.
    """

    def __init__(self, call: Caller, call_for_tokens: Caller, tools: Tools) -> None:
        self._call = call
        self._call_for_tokens = call_for_tokens
        self._apps = tools.apps
        self._clock = tools.clock

    def start(self, request: ConsentRequest) -> ConsentPage:
        """Pinterest's page."""
        page, app = f"{request.hosts['consent']}/oauth/", app_of(self._apps, "pinterest")
        return ConsentPage(authorize_url(page, app.client_id, request, ",".join(scopes_of("pinterest"))), {})

    async def finish(self, request: ConsentRequest, answer: Mapping[str, str]) -> Choice:
        """The account."""
        code = code_of("pinterest", answer)
        app = app_of(self._apps, "pinterest")
        given = await tokens.exchange(
            self._call_for_tokens, request.hosts["api"], app, code, request.redirect_url
        )
        grant: Grant = tokens.grant(self._call_for_tokens, given, self._clock.now(), {})
        granted = str(given.get("scope", "")).replace(",", " ").split()
        if granted:
            refuse_without("pinterest", scopes_of("pinterest"), granted)
        identity = await self.identify(request.access(grant.secrets))
        return Choice("pinterest", "account", identity, grant)

    async def identify(self, access: Access) -> Identity:
        """Whose the token is."""
        me = await self._call(
            "GET", f"{access.base_url}/v5/user_account", token=access.secrets["access_token"]
        )
        try:
            username = text_of(me["username"])
            name = text_of(me.get("business_name") or username)
            remote_id = id_of(me["id"])
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the account's answer lacks id or username") from None
        return Identity(remote_id, username, name, f"{access.hosts['web']}/{username}/")
