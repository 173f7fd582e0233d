"""X's API v2.

https://docs.x.com/x-api/posts/create-post
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import httpx

from services.publisher.domain.access import Access, Grant, Identity
from services.publisher.domain.content import Content, Picture, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError
from services.publisher.networks.calling import Caller
from services.publisher.networks.x import matching, media, tokens
from services.publisher.networks.x.refusals import explain, explain_token_refusal
from shared.clock import Clock
from shared.events import NetworkName

_CLOCK_SLACK = timedelta(minutes=1)
_MOST_PAGES = 5


class XConnector:
    """Publishes as a person who consented by OAuth 2.

    Args:
        http: From `clients.make_client`.
        clock: For expiry and waiting.
        web_url: Where people read posts.
    """

    network: ClassVar[NetworkName] = "x"
    default_base_url: ClassVar[str | None] = "https://api.x.com"

    def __init__(self, http: httpx.AsyncClient, clock: Clock, *, web_url: str) -> None:
        self._call = Caller(http, self.network, explain)
        self._call_for_tokens = Caller(http, self.network, explain_token_refusal)
        self._clock = clock
        self._web_url = web_url

    def way_out(self, since_first_attempt: timedelta) -> WayOut:  # noqa: ARG002  there never is another
        return "look_up"

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
            username = me["username"]
            return Identity(
                str(me["id"]), username, me.get("name") or username, f"{self._web_url}/{username}"
            )
        except (KeyError, TypeError):
            raise self._call.unreadable("the account's answer lacks id or username") from None

    async def prepare(
        self,
        access: Access,
        content: Content,  # noqa: ARG002  the port's signature
        pictures: Sequence[Picture],
        former: Prepared | None,  # noqa: ARG002  there is no key to keep
    ) -> Prepared:
        uploads = [await media.upload(self._call, self._clock, access, picture) for picture in pictures]
        until = min((upload.until for upload in uploads), default=None)
        return Prepared({"media_ids": [upload.media_id for upload in uploads]}, until)

    async def commit(self, access: Access, content: Content, prepared: Prepared) -> Receipt:
        body: dict[str, Any] = {"text": content.text} if content.text else {}
        if prepared.document["media_ids"]:
            body["media"] = {"media_ids": list(prepared.document["media_ids"])}
        answer = await self._call(
            "POST", f"{access.base_url}/2/tweets", token=access.secrets["access_token"], json=body
        )
        try:
            return self._receipt(access, answer["data"])
        except (KeyError, TypeError):
            raise self._call.unreadable("the post's answer has no id") from None

    async def find(
        self,
        access: Access,
        content: Content,
        prepared: Prepared,
        *,
        since: datetime,
        taken: frozenset[str],
    ) -> Receipt | None:
        attachments = len(prepared.document["media_ids"])
        async for shown in self._since(access, since - _CLOCK_SLACK):
            if str(shown["id"]) not in taken and matching.is_ours(shown, content.text, attachments):
                return self._receipt(access, shown)
        return None

    async def _since(self, access: Access, start: datetime) -> AsyncIterator[Mapping[str, Any]]:
        params = {
            "start_time": start.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "exclude": "retweets",
            "max_results": "100",
            "tweet.fields": "created_at,entities,attachments",
        }
        for _ in range(_MOST_PAGES):
            answer = await self._get(access, f"/2/users/{access.remote_id}/tweets", params)
            if not isinstance(answer, dict) or "meta" not in answer or "result_count" not in answer["meta"]:
                # An answer without its count proves nothing; least of all that the post is not there.
                raise self._call.unreadable("the list of posts has no result_count")
            for shown in answer.get("data", ()):
                yield shown
            if "next_token" not in answer["meta"]:
                return
            params = {**params, "pagination_token": answer["meta"]["next_token"]}

    async def _get(self, access: Access, path: str, params: Mapping[str, str]) -> Any:
        return await self._call(
            "GET",
            f"{access.base_url}{path}",
            token=access.secrets["access_token"],
            params=dict(params),
        )

    def _receipt(self, access: Access, shown: Mapping[str, Any]) -> Receipt:
        remote_id = str(shown["id"])
        return Receipt(
            remote_id,
            f"{self._web_url}/{access.handle}/status/{remote_id}",
            tokens.instant(shown.get("created_at")),
        )
