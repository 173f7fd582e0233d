"""LinkedIn's versioned API.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from services.publisher.networks.calling import Caller, id_of, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.linkedin import composing, tokens
from services.publisher.networks.linkedin.consent import ORGANIZATION, Consent
from services.publisher.networks.linkedin.figures import Measurements
from services.publisher.networks.linkedin.media import Uploads
from services.publisher.networks.linkedin.proving import REPEAT_FOR, Proofs, receipt_of
from services.publisher.networks.linkedin.refusals import (
    explain,
    explain_exchange_refusal,
    explain_token_refusal,
)
from services.publisher.networks.linkedin.versioned import VersionedApi, encoded
from services.publisher.networks.refusals import passing_over
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

_UPLOADS_KEPT = timedelta(hours=23)


class LinkedInConnector:
    """Publishes as a member, or as an organisation that a member administers."""

    network: ClassVar[NetworkName] = "linkedin"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"api": "https://api.linkedin.com", "www": "https://www.linkedin.com"}
    )

    def __init__(self, tools: Tools) -> None:
        call = Caller(tools.http, self.network, explain)
        self._api = VersionedApi(call)
        self._call_for_tokens = Caller(tools.http, self.network, explain_token_refusal)
        self._clock = tools.clock
        self._app = tools.apps.get(self.network)
        exchange = Caller(tools.http, self.network, explain_exchange_refusal)
        self._consent = Consent(self._api, call, exchange, tools.clock, tools.apps)
        self._uploads = Uploads(self._api)
        self._proofs = Proofs(self._api, tools.clock)
        self._measurements = Measurements(self._api)

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:
        """An organisation's posts can be listed; a member's are repeated, which counts as a look (see `prove`)."""
        if str(prepared.document.get("author", "")).startswith(ORGANIZATION):
            return "look_up"
        is_soon = self._clock.now() - since <= REPEAT_FOR
        return "look_up" if is_soon and part.role == "post" else "person"

    def open(self, credentials: Mapping[str, str]) -> Grant:
        return tokens.opened(credentials, self._clock.now())

    async def refresh(self, access: Access) -> Grant:
        return await tokens.renew(self._call_for_tokens, access, self._app, self._clock.now())

    async def identify(self, access: Access) -> Identity:
        number = access.secrets.get("organization")
        return await (self._consent.organization(access, number) if number else self._consent.member(access))

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        return self._consent.start(request)

    async def finish_consent(
        self,
        request: ConsentRequest,
        page: ConsentPage,  # noqa: ARG002  LinkedIn has no PKCE
        answer: Mapping[str, str],
    ) -> Sequence[Choice]:
        return await self._consent.finish(request, answer)

    async def prepare(
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        document: dict[str, Any] = {"author": access.remote_id}
        if part.role == "comment":
            return Prepared({**document, "comment_on": part.earlier[0].remote_id})
        known: list[Any] = list(former.document["uploads"]) if former and former.ready_in else []
        known += [None] * (len(attachments) - len(known))
        steps = [
            await self._uploads.go_on(access, attachment, progress)
            for attachment, progress in zip(attachments, known, strict=True)
        ]
        until = self._clock.now() + _UPLOADS_KEPT if steps else None
        document["uploads"] = [step.progress for step in steps]
        return Prepared(document, until, max((step.ready_in for step in steps), default=0))

    async def commit(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],  # noqa: ARG002  they are uploaded
        prepared: Prepared,
    ) -> Receipt:
        document = prepared.document
        if part.role == "comment":
            return await self._comment(access, part, document["author"], document["comment_on"])
        body = composing.post(document["author"], part, document["uploads"])
        return await self._proofs.post(access, body)

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        document = prepared.document
        is_organization = document["author"].startswith(ORGANIZATION)
        if part.role == "comment":
            return await self._proofs.listed_comment(access, part, document["comment_on"], since, taken)
        body = composing.post(document["author"], part, document["uploads"])
        look = self._proofs.listed_post if is_organization else self._proofs.repeated_post
        return await look(access, body, since, taken)

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        await self._api.send(
            access,
            "POST",
            f"posts/{encoded(live.receipt.remote_id)}",
            headers={"X-RestLi-Method": "PARTIAL_UPDATE"},
            json=composing.patch(part),
        )
        return live.receipt

    async def delete(self, access: Access, live: Live) -> None:
        document, query = live.receipt.document, {}
        path = f"posts/{encoded(live.receipt.remote_id)}"
        if "comment_on" in document:
            path = f"socialActions/{encoded(document['comment_on'])}/comments/{document['comment_id']}"
            query = {"actor": encoded(str(access.remote_id))}
        with passing_over("linkedin.not_found"):
            await self._api.send(access, "DELETE", path, query=query)

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        return await self._measurements.of_posts(access, posts)

    async def measure_account(self, access: Access) -> Figures:
        return await self._measurements.of_account(access)

    async def _comment(self, access: Access, part: Part, author: str, on: str) -> Receipt:
        path = f"socialActions/{encoded(on)}/comments"
        answer = self._api.call.read(
            await self._api.send(access, "POST", path, json=composing.comment(author, part, on))
        )
        try:
            return receipt_of(access, text_of(answer["commentUrn"]), on, id_of(answer["id"]))
        except (AttributeError, KeyError, TypeError):
            raise self._api.call.unreadable("the comment's answer has no URN") from None
