"""X's API v2.

https://docs.x.com/x-api/posts/create-post
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError
from services.publisher.networks.calling import Caller, id_of, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.x import matching, media, tokens
from services.publisher.networks.x.refusals import explain, explain_token_refusal
from services.publisher.ports import Attachment
from shared.events import NetworkName

_CLOCK_SLACK = timedelta(minutes=1)
_MOST_PAGES = 5


class XConnector:
    """Publishes as a person who consented by OAuth 2."""

    network: ClassVar[NetworkName] = "x"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"api": "https://api.x.com", "web": "https://x.com"}
    )

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, explain)
        self._call_for_tokens = Caller(tools.http, self.network, explain_token_refusal)
        self._clock = tools.clock

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "look_up"  # nothing ever makes a repeat safe

    def open(self, credentials: Mapping[str, str]) -> Grant:
        missing = [name for name in ("access_token", "client_id") if not credentials.get(name)]
        if missing:
            raise CredentialsIncompleteError(self.network, missing)
        names = ("access_token", "refresh_token", "client_id", "client_secret")
        secrets = {name: credentials[name] for name in names if credentials.get(name)}
        expires_at = tokens.instant(credentials.get("expires_at"))
        if expires_at is None:
            return Grant(secrets, None)  # a refusal will say when it has expired
        return Grant(secrets, tokens.refresh_at(expires_at, self._clock.now()))

    async def refresh(self, access: Access) -> Grant:
        return await tokens.renew(self._call_for_tokens, access, self._clock.now())

    async def identify(self, access: Access) -> Identity:
        answer = await self._get(access, "/2/users/me", {"user.fields": "username,name"})
        try:
            me = answer["data"]
            username = text_of(me["username"])
            return Identity(
                id_of(me["id"]),
                username,
                text_of(me.get("name") or username),
                f"{access.hosts['web']}/{username}",
            )
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the account's answer lacks id or username") from None

    async def prepare(
        self,
        access: Access,
        part: Part,  # noqa: ARG002  the port's signature
        attachments: Sequence[Attachment],
        former: Prepared | None,  # noqa: ARG002  there is no key to keep
    ) -> Prepared:
        uploads = [
            await media.upload(self._call, self._clock, access, attachment) for attachment in attachments
        ]
        until = min((upload.until for upload in uploads), default=None)
        return Prepared({"media_ids": [upload.media_id for upload in uploads]}, until)

    async def commit(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],  # noqa: ARG002  they are uploaded
        prepared: Prepared,
    ) -> Receipt:
        body: dict[str, Any] = {"text": part.text} if part.text else {}
        if prepared.document["media_ids"]:
            body["media"] = {"media_ids": list(prepared.document["media_ids"])}
        answer = await self._call(
            "POST", f"{access.base_url}/2/tweets", token=access.secrets["access_token"], json=body
        )
        try:
            return self._receipt(access, answer["data"])
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the post's answer has no id") from None

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        attachments = len(prepared.document["media_ids"])
        async for shown in self._since(access, since - _CLOCK_SLACK):
            try:
                if id_of(shown["id"]) not in taken and matching.is_ours(shown, part.text, attachments):
                    return self._receipt(access, shown)
            except (AttributeError, KeyError, TypeError):
                raise self._call.unreadable("a listed post is not in the known form") from None
        return Missing()

    async def _since(self, access: Access, start: datetime) -> AsyncIterator[Mapping[str, Any]]:
        params = {
            "start_time": start.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "exclude": "retweets",
            "max_results": "100",
            "tweet.fields": "created_at,entities,attachments",
        }
        for _ in range(_MOST_PAGES):
            answer = await self._get(access, f"/2/users/{access.remote_id}/tweets", params)
            posts, meta = self._page(answer)
            for shown in posts:
                yield shown
            if meta["result_count"] != len(posts) or "errors" in answer:
                # A part of the list proves nothing about the rest; least of all that the post is not there.
                raise self._call.unreadable("the list of posts is not whole")
            if "next_token" not in meta:
                return
            params = {**params, "pagination_token": meta["next_token"]}
        # Not found among so many is not "not there".
        raise self._call.unreadable(f"more than {_MOST_PAGES} pages of posts since the attempt")

    def _page(self, answer: Any) -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:
        """The posts of one page, and what it says of itself."""
        try:
            meta, posts = answer["meta"], answer.get("data", [])
            if "result_count" in meta and isinstance(posts, list) and isinstance(meta, dict):
                return posts, meta
        except (AttributeError, KeyError, TypeError):
            pass
        raise self._call.unreadable("the list of posts has no result_count")

    async def _get(self, access: Access, path: str, params: Mapping[str, str]) -> Any:
        return await self._call(
            "GET",
            f"{access.base_url}{path}",
            token=access.secrets["access_token"],
            params=dict(params),
        )

    def _receipt(self, access: Access, shown: Mapping[str, Any]) -> Receipt:
        remote_id = id_of(shown["id"])
        return Receipt(
            remote_id,
            f"{access.hosts['web']}/{access.handle}/status/{remote_id}",
            tokens.instant(shown.get("created_at")),
        )
