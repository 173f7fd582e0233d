"""X's API v2.

https://docs.x.com/x-api/posts/create-post
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import (
    Access,
    Choice,
    ConsentPage,
    ConsentRequest,
    Grant,
    Identity,
)
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from services.publisher.networks import consenting
from services.publisher.networks.calling import Caller, id_of, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.recognising import CLOCK_SLACK
from services.publisher.networks.tokens import instant
from services.publisher.networks.x import (
    composing,
    editing,
    figures,
    listing,
    matching,
    media,
    tokens,
)
from services.publisher.networks.x.api import Api
from services.publisher.networks.x.consent import OAuth1, OAuth2
from services.publisher.networks.x.refusals import explain, explain_consent_refusal, explain_token_refusal
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

_SIGNED = "x_oauth1"
"""An operator's app of OAuth 1.0a, which has keys of its own; used where there is no app of OAuth 2."""


class XConnector:
    """Publishes as a person who consented by OAuth 2 or 1.0a."""

    network: ClassVar[NetworkName] = "x"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"api": "https://api.x.com", "web": "https://x.com"}
    )

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, explain)
        self._call_for_tokens = Caller(tools.http, self.network, explain_token_refusal)
        self._call_for_consent = Caller(tools.http, self.network, explain_consent_refusal)
        self._clock = tools.clock
        self._apps = tools.apps

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "look_up"  # nothing ever makes a repeat safe

    # Accounts

    def open(self, credentials: Mapping[str, str]) -> Grant:
        return tokens.opened(credentials, self._clock.now())

    async def refresh(self, access: Access) -> Grant:
        return await tokens.renew(
            self._call_for_tokens, access, self._apps.get(self.network), self._clock.now()
        )

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        """Where to send the person."""
        signed = self.network not in self._apps and _SIGNED in self._apps
        return await self._consent(signed=signed).start(request)

    async def finish_consent(
        self, request: ConsentRequest, page: ConsentPage, answer: Mapping[str, str]
    ) -> Sequence[Choice]:
        """The one account that a consent gives access to."""
        grant = await self._consent(signed="token_secret" in page.secrets).finish(request, page, answer)
        identity = await self.identify(request.access(grant.secrets))
        return [Choice(self.network, "account", identity, grant)]

    def _consent(self, *, signed: bool) -> OAuth1 | OAuth2:
        kind, app = (OAuth1, _SIGNED) if signed else (OAuth2, self.network)
        return kind(self._call_for_consent, self._clock, consenting.app_of(self._apps, app))

    async def identify(self, access: Access) -> Identity:
        answer = await self._api(access).get("/2/users/me", **{"user.fields": "username,name"})
        try:
            me = answer["data"]
            username = text_of(me["username"])
            name = text_of(me.get("name") or username)
            return Identity(id_of(me["id"]), username, name, f"{access.hosts['web']}/{username}")
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the account's answer lacks id or username") from None

    # Publishing

    async def prepare(
        self,
        access: Access,
        part: Part,  # noqa: ARG002  only the attachments take time
        attachments: Sequence[Attachment],
        former: Prepared | None,
    ) -> Prepared:
        return await media.go_on(self._api(access), attachments, former, self._clock.now())

    async def commit(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],  # noqa: ARG002  they are uploaded
        prepared: Prepared,
    ) -> Receipt:
        body = composing.body_of(part, prepared.document["media_ids"])
        return self._receipt(access, await self._api(access).post("/2/tweets", json=body))

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        attachments = len(prepared.document["media_ids"])
        parent = part.parent.remote_id if part.parent else None
        async for shown in listing.since(self._api(access), since - CLOCK_SLACK):
            try:
                ids = {id_of(shown["id"]), *map(id_of, shown.get("edit_history_tweet_ids") or ())}
                if not ids & taken and matching.is_ours(shown, part.text, attachments, parent):
                    return self._receipt(access, {"data": shown})
            except (AttributeError, KeyError, TypeError):
                raise self._call.unreadable("a listed post is not in the known form") from None
        return Missing()

    # Afterwards

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        """Give it the part's text; a post of Premium accounts alone, for half an hour."""
        try:
            shown = await editing.edit(self._api(access), live.receipt.remote_id, part)
        except (AttributeError, IndexError, KeyError, TypeError):
            raise self._call.unreadable("the post is not in the known form") from None
        return self._receipt(access, {"data": shown})

    async def delete(self, access: Access, live: Live) -> None:
        """Take it away."""
        await editing.delete(self._api(access), live.receipt.remote_id)

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        """Figures by remote id."""
        return await figures.of_posts(self._api(access), posts, self._clock.now())

    async def measure_account(self, access: Access) -> Figures:
        """Followers and the like."""
        return await figures.of_account(self._api(access))

    def _api(self, access: Access) -> Api:
        return Api(self._call, self._clock, access)

    def _receipt(self, access: Access, answer: Any) -> Receipt:
        try:
            shown = answer["data"]
            remote_id, created_at = id_of(shown["id"]), instant(shown.get("created_at"))
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the post's answer has no id") from None
        return Receipt(remote_id, f"{access.hosts['web']}/{access.handle}/status/{remote_id}", created_at)
