"""Pinterest's API v5.

https://developers.pinterest.com/docs/api/v5/
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar
from urllib.parse import quote

from services.publisher.domain.access import Access, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from services.publisher.networks.calling import Caller, id_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.pinterest import composing, figures, matching, media, tokens
from services.publisher.networks.pinterest.consent import Consent
from services.publisher.networks.pinterest.refusals import (
    explain,
    explain_storage_refusal,
    explain_token_refusal,
)
from services.publisher.networks.recognising import CLOCK_SLACK
from services.publisher.networks.refusals import passing_over
from services.publisher.networks.tokens import instant
from services.publisher.networks.uploading import own_media
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

_A_PAGE = 250
_MOST_PAGES = 10
_LONGEST_UPLOAD_SECONDS = 3600.0
_UPLOADS_KEPT = timedelta(hours=23)


class PinterestConnector:
    """Publishes pins as an account that consented by OAuth 2."""

    network: ClassVar[NetworkName] = "pinterest"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "api": "https://api.pinterest.com",
            "web": "https://www.pinterest.com",
            "consent": "https://www.pinterest.com",
        }
    )

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, explain)
        self._call_for_storage = Caller(
            tools.http, self.network, explain_storage_refusal, longest_seconds=_LONGEST_UPLOAD_SECONDS
        )
        self._call_for_tokens = Caller(tools.http, self.network, explain_token_refusal)
        self._consent = Consent(self._call, self._call_for_tokens, tools)
        self._app = tools.apps.get(self.network)
        self._clock = tools.clock

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "look_up"  # nothing ever makes a repeat safe

    def open(self, credentials: Mapping[str, str]) -> Grant:
        return tokens.opened(credentials, self._clock.now())

    async def refresh(self, access: Access) -> Grant:
        return await tokens.renew(self._call_for_tokens, access, self._app, self._clock.now())

    async def identify(self, access: Access) -> Identity:
        return await self._consent.identify(access)

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        return self._consent.start(request)

    async def finish_consent(
        self,
        request: ConsentRequest,
        page: ConsentPage,  # noqa: ARG002  Pinterest has no PKCE
        answer: Mapping[str, str],
    ) -> Sequence[Choice]:
        return [await self._consent.finish(request, answer)]

    async def prepare(
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        own = own_media(part, attachments)  # a pin shows its link's own picture
        document = {**composing.board(part), "alt_text": composing.alt_text(own), "pictures": len(own)}
        if not _is_video(own):
            return Prepared(document)  # pictures go into the body of the pin itself
        if former and former.ready_in:
            media_id = former.document["media_id"]
        else:
            media_id = await media.upload(self._call, self._call_for_storage, access, own[0])
        wait = await media.ready_in(self._call, access, media_id)
        until = self._clock.now() + _UPLOADS_KEPT
        return Prepared({**document, "pictures": 0, "media_id": media_id}, until, wait)

    async def commit(
        self, access: Access, part: Part, attachments: Sequence[Attachment], prepared: Prepared
    ) -> Receipt:
        document = prepared.document
        if "media_id" in document:
            source = composing.video(part, document["media_id"])
        else:
            source = await composing.images(attachments[: document["pictures"]])
        body = {**composing.board(part), **_said(part, document), "media_source": source}
        answer = await self._call(
            "POST", f"{access.base_url}/v5/pins", token=access.secrets["access_token"], json=body
        )
        return self._receipt(access, answer, prepared)

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        document, start = prepared.document, since - CLOCK_SLACK
        said = _said(part, document)
        async for page in self._pages(access, document["board_id"]):
            try:
                new = [shown for shown in page if _made(shown) >= start]
                for shown in new:
                    if id_of(shown["id"]) not in taken and matching.is_ours(
                        shown, said, document["pictures"]
                    ):
                        return self._receipt(access, shown, prepared)
            except (AttributeError, KeyError, TypeError):
                raise self._call.unreadable("a listed pin is not in the known form") from None
            if not new:
                break  # newest first, but for those that somebody moved by hand
        return Missing()

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        await self._call(
            "PATCH", self._pin(access, live), token=access.secrets["access_token"], json=composing.texts(part)
        )
        return live.receipt

    async def delete(self, access: Access, live: Live) -> None:
        with passing_over("pinterest.not_found"):
            await self._call.send("DELETE", self._pin(access, live), token=access.secrets["access_token"])

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        found: dict[str, Figures] = {}
        for live in posts:
            with passing_over("pinterest.not_found"):
                found[live.receipt.remote_id] = await figures.of_pin(
                    self._call, access, live, self._clock.now()
                )
        return found

    async def measure_account(self, access: Access) -> Figures:
        return await figures.of_account(self._call, access)

    async def _pages(self, access: Access, board_id: str) -> AsyncIterator[list[Mapping[str, Any]]]:
        """A board's pins, a page at a time."""
        url = f"{access.base_url}/v5/boards/{quote(board_id, safe='')}/pins"
        params = {"page_size": str(_A_PAGE)}
        for _ in range(_MOST_PAGES):
            answer = await self._call("GET", url, token=access.secrets["access_token"], params=params)
            pins = answer.get("items") if isinstance(answer, dict) else None
            if not isinstance(pins, list):
                raise self._call.unreadable("the list of pins has no items")
            yield pins
            if not answer.get("bookmark"):
                return
            params = {**params, "bookmark": str(answer["bookmark"])}
        # Not found among so many is not "not there".
        raise self._call.unreadable(f"more than {_MOST_PAGES} pages of pins since the attempt")

    def _pin(self, access: Access, live: Live) -> str:
        return f"{access.base_url}/v5/pins/{quote(live.receipt.remote_id, safe='')}"

    def _receipt(self, access: Access, shown: Any, prepared: Prepared) -> Receipt:
        try:
            remote_id, made = id_of(shown["id"]), instant(shown.get("created_at"))
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the pin's answer has no id") from None
        document = {"video": True} if "media_id" in prepared.document else {}
        return Receipt(remote_id, f"{access.hosts['web']}/pin/{remote_id}/", made, document)


def _made(shown: Mapping[str, Any]) -> datetime:
    made = instant(shown["created_at"])
    if made is None:
        raise TypeError("not a time")
    return made


def _said(part: Part, document: Mapping[str, Any]) -> dict[str, Any]:
    said = composing.texts(part)
    return {**said, "alt_text": document["alt_text"]} if document["alt_text"] else said


def _is_video(attachments: Sequence[Attachment]) -> bool:
    return any(attachment.media.media_type.startswith("video/") for attachment in attachments)
