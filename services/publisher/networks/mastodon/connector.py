"""Mastodon's API.

https://docs.joinmastodon.org/methods/statuses/
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.calling import Caller, id_of, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.mastodon import matching, media
from services.publisher.networks.mastodon.refusals import explain
from services.publisher.ports import Attachment
from shared.events import NetworkName

# The server keeps a key for an hour from the status it made; the rest is room for slow calls and clocks.
_KEY_HOLDS = timedelta(minutes=50)
# Unattached uploads are removed by the server's housekeeping after a day.
_UPLOADS_HOLD = timedelta(hours=12)
_CLOCK_SLACK = timedelta(minutes=1)
_PAGE = 40
_MOST_PAGES = 5


class MastodonConnector:
    """Publishes to whichever instance the account lives on."""

    network: ClassVar[NetworkName] = "mastodon"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType({"api": ""})

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, explain)
        self._clock = tools.clock

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "repeat" if self._clock.now() - since < _KEY_HOLDS else "look_up"

    def open(self, credentials: Mapping[str, str]) -> Grant:
        if not credentials.get("access_token"):
            raise CredentialsIncompleteError(self.network, ["access_token"])
        return Grant({"access_token": credentials["access_token"]})

    async def refresh(self, access: Access) -> Grant:  # noqa: ARG002  the port's signature
        raise RefusedError(
            failure("reconnect", "mastodon.token_refused", "Mastodon gives no refresh token; connect again")
        )

    async def identify(self, access: Access) -> Identity:
        me = await self._get(access, "/api/v1/accounts/verify_credentials")
        try:
            handle = text_of(me["acct"])
            return Identity(
                id_of(me["id"]), handle, text_of(me.get("display_name") or handle), text_of(me["url"])
            )
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the account's answer lacks id, acct or url") from None

    async def prepare(
        self,
        access: Access,
        part: Part,  # noqa: ARG002  the port's signature
        attachments: Sequence[Attachment],
        former: Prepared | None,  # noqa: ARG002  the key is the part's, always the same
    ) -> Prepared:
        if not attachments:
            return Prepared({"media_ids": []})
        media_ids = [
            await media.upload(self._call, self._clock, access, attachment) for attachment in attachments
        ]
        return Prepared({"media_ids": media_ids}, self._clock.now() + _UPLOADS_HOLD)

    async def commit(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],  # noqa: ARG002  they are uploaded
        prepared: Prepared,
    ) -> Receipt:
        status: dict[str, Any] = {
            "status": part.text,
            "media_ids": list(prepared.document["media_ids"]),
            "visibility": "public",
            "language": part.language,
        }
        made = await self._call(
            "POST",
            f"{access.base_url}/api/v1/statuses",
            token=access.secrets["access_token"],
            headers={"Idempotency-Key": part.key},
            json=status,
        )
        return self._receipt(made)

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        attached = len(prepared.document["media_ids"])
        before: dict[str, str] = {}
        for _ in range(_MOST_PAGES):
            page = await self._page(access, before)
            for status in page:
                receipt = self._receipt(status)
                if receipt.created_at and receipt.created_at < since - _CLOCK_SLACK:
                    return Missing()
                if receipt.remote_id in taken or self._attachments(status) != attached:
                    continue
                if await self._is_ours(access, status, part.text):
                    return receipt
            if not page:  # a short page may only have lost what is hidden
                return Missing()
            before = {"max_id": str(page[-1]["id"])}
        # Not found among so many is not "not there".
        raise self._call.unreadable(f"more than {_MOST_PAGES * _PAGE} statuses since the attempt")

    def _attachments(self, status: Mapping[str, Any]) -> int:
        listed = status.get("media_attachments", [])
        if not isinstance(listed, list):
            raise self._call.unreadable("the status's media_attachments are not a list")
        return len(listed)

    async def _page(self, access: Access, before: Mapping[str, str]) -> list[dict[str, Any]]:
        page = await self._get(
            access,
            f"/api/v1/accounts/{access.remote_id}/statuses",
            params={"limit": str(_PAGE), "exclude_reblogs": "true", **before},
        )
        if not isinstance(page, list):
            raise self._call.unreadable("the list of statuses is not a list")
        return page

    async def _is_ours(self, access: Access, status: Mapping[str, Any], text: str) -> bool:
        if matching.same(matching.plain(str(status.get("content", ""))), text):
            return True
        try:
            source = await self._get(access, f"/api/v1/statuses/{status['id']}/source")
        except RefusedError as refused:
            if refused.failure.code != "mastodon.not_found":
                raise  # a source that was not read proves nothing; least of all that the status is another
            return False  # servers before 3.5 do not give the source; the shown text has decided
        if not isinstance(source, dict) or "text" not in source:
            raise self._call.unreadable("the status's source has no text")
        return matching.same(str(source["text"]), text)

    async def _get(self, access: Access, path: str, **options: Any) -> Any:
        return await self._call(
            "GET", f"{access.base_url}{path}", token=access.secrets["access_token"], **options
        )

    def _receipt(self, status: Any) -> Receipt:
        try:
            created_at = datetime.fromisoformat(status["created_at"])
            return Receipt(id_of(status["id"]), text_of(status.get("url") or status["uri"]), created_at)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise self._call.unreadable("the status's answer lacks id, url or created_at") from None
