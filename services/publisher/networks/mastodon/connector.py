"""Mastodon's API.

https://docs.joinmastodon.org/methods/statuses/
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
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
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.calling import Caller, address_of, id_of, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.mastodon import composing, consent, editing, figures, listing, media
from services.publisher.networks.mastodon.api import Api
from services.publisher.networks.mastodon.instance import capability_of, refuse_what_it_does_not_take
from services.publisher.networks.mastodon.refusals import explain
from services.publisher.networks.recognising import CLOCK_SLACK
from services.publisher.networks.tokens import instant
from services.publisher.ports import Attachment, Figures, Live
from shared.capabilities import Capability
from shared.events import NetworkName

# The server keeps a key for an hour from the status it made; the rest is room for slow calls and clocks.
_KEY_HOLDS = timedelta(minutes=50)
_LIMITS_HOLD = timedelta(hours=1)
_MOST_INSTANCES = 1000


class MastodonConnector:
    """Publishes to whichever instance the account lives on."""

    network: ClassVar[NetworkName] = "mastodon"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType({"api": ""})

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, explain)
        self._clock = tools.clock
        self._limits: dict[str, tuple[datetime, Capability | None]] = {}

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "repeat" if self._clock.now() - since < _KEY_HOLDS else "look_up"

    # Accounts

    def open(self, credentials: Mapping[str, str]) -> Grant:
        if not credentials.get("access_token"):
            raise CredentialsIncompleteError(self.network, ["access_token"])
        return Grant({"access_token": credentials["access_token"]})

    async def refresh(self, access: Access) -> Grant:  # noqa: ARG002  the port's signature
        raise RefusedError(
            failure("reconnect", "mastodon.token_refused", "Mastodon gives no refresh token; connect again")
        )

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        """Where to send the person: a page of their own instance."""
        return await consent.start(self._call, request)

    async def finish_consent(
        self, request: ConsentRequest, page: ConsentPage, answer: Mapping[str, str]
    ) -> Sequence[Choice]:
        """The one account that a consent gives access to."""
        grant = await consent.finish(self._call, request, page, answer)
        identity = await self.identify(request.access(grant.secrets))
        return [Choice(self.network, "account", identity, grant)]

    async def identify(self, access: Access) -> Identity:
        me = await self._api(access).get("/api/v1/accounts/verify_credentials")
        try:
            handle = text_of(me["acct"])
            return Identity(
                id_of(me["id"]), handle, text_of(me.get("display_name") or handle), address_of(me["url"])
            )
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the account's answer lacks id, acct or url") from None

    # Publishing

    async def prepare(
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        api = self._api(access)
        if former is None:
            limits = await self._limits_of(api)
            if limits is not None:
                refuse_what_it_does_not_take(limits, part)
        return await media.go_on(api, attachments, former, self._clock.now())

    async def commit(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],  # noqa: ARG002  they are uploaded
        prepared: Prepared,
    ) -> Receipt:
        answer = await self._api(access).send(
            "POST",
            "/api/v1/statuses",
            headers={"Idempotency-Key": part.key},
            json=composing.body_of(part, prepared.document["media_ids"]),
        )
        return self._receipt(self._call.read(answer))

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        api, attachments = self._api(access), len(prepared.document["media_ids"])
        async for status in listing.newest(api):
            receipt = self._receipt(status)
            if receipt.created_at and receipt.created_at < since - CLOCK_SLACK:
                break
            if receipt.remote_id not in taken and await listing.is_ours(api, status, part, attachments):
                return receipt
        return Missing()

    # Afterwards

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        """Give it the part's text; attachments, poll and visibility stay."""
        try:
            changed = await editing.edit(self._api(access), live.receipt.remote_id, part, self._clock.now())
        except (AttributeError, KeyError, TypeError, ValueError):
            raise self._call.unreadable("the status is not in the known form") from None
        return self._receipt(changed)

    async def delete(self, access: Access, live: Live) -> None:
        """Take it away."""
        await editing.delete(self._api(access), live.receipt.remote_id)

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        """Figures by remote id."""
        return await figures.of_posts(self._api(access), posts)

    async def measure_account(self, access: Access) -> Figures:
        """Followers and the like."""
        return await figures.of_account(self._api(access))

    def _api(self, access: Access) -> Api:
        return Api(self._call, access)

    async def _limits_of(self, api: Api) -> Capability | None:
        """The instance's own limits, asked for now and then."""
        host, now = api.access.base_url, self._clock.now()
        known = self._limits.get(host)
        if known is not None and now < known[0]:
            return known[1]
        if len(self._limits) >= _MOST_INSTANCES:
            self._limits.clear()
        limits = await capability_of(api)
        self._limits[host] = (now + _LIMITS_HOLD, limits)
        return limits

    def _receipt(self, status: Any) -> Receipt:
        try:
            created_at, remote_id = instant(status["created_at"]), id_of(status["id"])
            # People are shown it as a link, and anybody may run a server.
            url, visibility = address_of(status.get("url") or status["uri"]), status.get("visibility")
            document = {"visibility": text_of(visibility)} if visibility else {}
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the status's answer lacks id, url or created_at") from None
        if created_at is None:
            raise self._call.unreadable("the status's created_at is no time")
        return Receipt(remote_id, url, created_at, document)
