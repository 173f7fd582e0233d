"""Discord's HTTP API, version 10.

https://docs.discord.com/developers/reference
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import NetworkError, RefusedError
from services.publisher.networks.calling import Caller, id_of, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.consenting import app_of
from services.publisher.networks.discord import composing, consent, figures, matching, refusals
from services.publisher.networks.discord.ways import Way, chosen, way_of
from services.publisher.networks.recognising import CLOCK_SLACK
from services.publisher.networks.refusals import passing_over
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

# Discord keeps a nonce for "a few minutes" (unverified how many); the rest is room for slow calls and clocks.
_NONCE_HOLDS = timedelta(minutes=2)
_PAGE = 100
_MOST_PAGES = 5


class DiscordConnector:
    """Posts to one channel."""

    network: ClassVar[NetworkName] = "discord"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"api": "https://discord.com/api/v10", "web": "https://discord.com"}
    )

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, refusals.explain)
        self._exchange = Caller(tools.http, self.network, refusals.explain_token_refusal)
        self._clock = tools.clock
        self._apps = tools.apps

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002  the port's signature
        if prepared.document.get("mode") != "bot":
            return "person"
        return "repeat" if self._clock.now() - since < _NONCE_HOLDS else "look_up"

    def open(self, credentials: Mapping[str, str]) -> Grant:
        return Grant(chosen(credentials))

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        return consent.page(app_of(self._apps, self.network), request)

    async def finish_consent(
        self,
        request: ConsentRequest,
        page: ConsentPage,  # noqa: ARG002  nothing was kept
        answer: Mapping[str, str],
    ) -> Sequence[Choice]:
        app = app_of(self._apps, self.network)
        grant = await consent.exchanged(self._exchange, app, request, answer)
        identity = await self._identity(request.hosts, way_of(grant.secrets))
        return [Choice(self.network, "channel", identity, grant)]

    async def refresh(self, access: Access) -> Grant:  # noqa: ARG002  the port's signature
        detail = "neither a bot's token nor a webhook is renewed; connect again"
        raise RefusedError(failure("reconnect", "discord.token_refused", detail))

    async def identify(self, access: Access) -> Identity:
        return await self._identity(access.hosts, way_of(access.secrets))

    async def _identity(self, hosts: Mapping[str, str], way: Way) -> Identity:
        told = await self._ask(hosts, way, "GET", "")
        try:
            channel = id_of(told["channel_id" if way.mode == "webhook" else "id"])
            guild = id_of(told["guild_id"])
            name = text_of(told.get("name") or channel)
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the channel's answer lacks id or guild_id") from None
        return Identity(channel, name, name, f"{hosts['web']}/channels/{guild}/{channel}")

    async def prepare(
        self,
        access: Access,
        part: Part,  # noqa: ARG002  the port's signature
        attachments: Sequence[Attachment],
        former: Prepared | None,  # noqa: ARG002  the nonce is the part's, always the same
    ) -> Prepared:
        """Addresses need the server's number, which a message's answer does not tell."""
        way = way_of(access.secrets)
        told = await self._ask(access.hosts, way, "GET", "")
        try:
            guild = id_of(told["guild_id"])
        except (KeyError, TypeError):
            raise self._call.unreadable("the channel's answer lacks guild_id") from None
        return Prepared({"mode": way.mode, "guild_id": guild, "attached": len(attachments)})

    async def commit(
        self, access: Access, part: Part, attachments: Sequence[Attachment], prepared: Prepared
    ) -> Receipt:
        way = way_of(access.secrets)
        body = await composing.sent(part, way.mode, attachments)
        query = {"wait": "true", **_thread(part)} if way.mode == "webhook" else {}
        made = await self._send(access.hosts, way, "POST", way.send_path, params=query, **body)
        return await self._crossposted(access, part, self._receipt(access, made, part, prepared))

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        way = way_of(access.secrets)
        if way.mode == "webhook":
            return Missing()
        try:
            author = id_of((await self._send(access.hosts, way, "GET", "/users/@me"))["id"])
            wanted = matching.Wanted(part, author, int(prepared.document["attached"]), taken)
            found = await self._found(access, way, wanted, since - CLOCK_SLACK)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise self._call.unreadable("a message of the channel lacks id, author or content") from None
        if found is None:
            return Missing()
        return await self._crossposted(access, part, self._receipt(access, found, part, prepared))

    async def _found(
        self, access: Access, way: Way, wanted: matching.Wanted, since: datetime
    ) -> Mapping[str, Any] | None:
        after = matching.first_id(since)
        for _ in range(_MOST_PAGES):
            query = {"limit": str(_PAGE), "after": str(after)}
            page = await self._ask(access.hosts, way, "GET", "/messages", params=query)
            if not isinstance(page, list):
                raise self._call.unreadable("the list of messages is not a list")
            for message in page:
                if wanted.is_met_by(message):
                    return dict(message)
            if not page:
                return None
            after = max(int(message["id"]) for message in page)
        # Not found among so many is not "not there".
        raise self._call.unreadable(f"more than {_MOST_PAGES * _PAGE} messages since the attempt")

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        if live.receipt.document.get("poll"):
            raise RefusedError(
                failure("invalid", "discord.not_editable", "a poll on Discord can't be changed")
            )
        body = {"content": part.text, "allowed_mentions": composing.mentions(part)}
        await self._message(access, live, "PATCH", json=body)
        return live.receipt

    async def delete(self, access: Access, live: Live) -> None:
        with passing_over(refusals.MESSAGE_GONE):
            await self._message(access, live, "DELETE")

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        measured: dict[str, Figures] = {}
        for live in posts:
            with passing_over(refusals.MESSAGE_GONE):
                shown = await self._message(access, live, "GET")
                try:
                    measured[live.receipt.remote_id] = figures.of_message(shown)
                except (AttributeError, KeyError, TypeError, ValueError):
                    raise self._call.unreadable("the message's reactions have no count") from None
        return measured

    async def measure_account(self, access: Access) -> Figures:
        way = way_of(access.secrets)
        if way.mode == "webhook":
            return {}  # it sees nothing of the server
        channel = await self._ask(access.hosts, way, "GET", "")
        try:
            place = f"/guilds/{id_of(channel['guild_id'])}"
            guild = await self._send(access.hosts, way, "GET", place, params={"with_counts": "true"})
            return {"followers": float(guild["approximate_member_count"])}
        except (KeyError, TypeError, ValueError):
            raise self._call.unreadable("the server's answer lacks its number of members") from None

    async def _crossposted(self, access: Access, part: Part, receipt: Receipt) -> Receipt:
        """Given to the servers that follow the channel: again and again is once, and its failure takes nothing back."""
        way = way_of(access.secrets)
        if way.mode == "webhook" or part.details.options.get("crosspost") != "true":
            return receipt
        try:
            await self._ask(access.hosts, way, "POST", f"/messages/{receipt.remote_id}/crosspost")
        except NetworkError as error:
            if error.failure.code != refusals.CROSSPOSTED:
                return replace(receipt, document={**receipt.document, "crosspost_failed": error.failure.code})
        return receipt

    async def _message(self, access: Access, live: Live, method: str, **options: Any) -> Any:
        thread = live.receipt.document.get("thread_id")
        query = {"thread_id": thread} if thread else {}
        place = f"/messages/{live.receipt.remote_id}"
        return await self._ask(access.hosts, way_of(access.secrets), method, place, params=query, **options)

    async def _ask(self, hosts: Mapping[str, str], way: Way, method: str, path: str, **options: Any) -> Any:
        """Of the channel."""
        return await self._send(hosts, way, method, way.path + path, **options)

    async def _send(self, hosts: Mapping[str, str], way: Way, method: str, path: str, **options: Any) -> Any:
        answer = await self._call.send(
            method, f"{hosts['api']}{path}", headers=way.headers, secrets=way.secrets, **options
        )
        return self._call.read(answer) if answer.content else None

    def _receipt(self, access: Access, message: Any, part: Part, prepared: Prepared) -> Receipt:
        try:
            remote_id, channel = id_of(message["id"]), id_of(message["channel_id"])
            created_at = datetime.fromisoformat(message["timestamp"])
        except (KeyError, TypeError, ValueError):
            raise self._call.unreadable("the message's answer lacks id, channel_id or timestamp") from None
        url = f"{access.hosts['web']}/channels/{prepared.document['guild_id']}/{channel}/{remote_id}"
        document: dict[str, Any] = {"poll": part.details.poll is not None}
        if channel != access.remote_id:
            document["thread_id"] = channel
        return Receipt(remote_id, url, created_at, document)


def _thread(part: Part) -> dict[str, str]:
    """The thread that a webhook's message goes into: of the first part, or as it was asked for."""
    thread = part.earlier[0].document.get("thread_id") if part.earlier else None
    thread = thread or part.details.options.get("thread_id")
    return {"thread_id": str(thread)} if thread else {}
