"""Bluesky's repositories.

https://docs.bsky.app/docs/api/com-atproto-repo-put-record
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.bluesky import composing, figures, media, sessions, video
from services.publisher.networks.bluesky.keys import new_key
from services.publisher.networks.bluesky.refusals import RECORD_NOT_FOUND, explain
from services.publisher.networks.bluesky.xrpc import Xrpc
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.uploading import own_media
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

_NO_HANDLE = "handle.invalid"
# Blobs that no record points to are deleted "after a while"; the reference server's shortest is an hour.
_BLOBS_HOLD = timedelta(minutes=30)
_FIRST_WAIT_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 30.0


class BlueskyConnector:
    """Writes posts into the account's repository on its own server."""

    network: ClassVar[NetworkName] = "bluesky"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"api": "https://bsky.social", "web": "https://bsky.app", "video": "https://video.bsky.app"}
    )

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, explain)
        self._call_for_video = Caller(
            tools.http, self.network, explain, longest_seconds=video.LONGEST_CALL_SECONDS
        )
        self._clock = tools.clock

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "repeat"  # the key never expires

    # Accounts

    def open(self, credentials: Mapping[str, str]) -> Grant:
        missing = [name for name in ("identifier", "app_password") if not credentials.get(name)]
        if missing:
            raise CredentialsIncompleteError(self.network, missing)
        secrets = {name: credentials[name] for name in ("identifier", "app_password")}
        return Grant(secrets, datetime.fromtimestamp(0, UTC))  # no session yet: due at once

    async def refresh(self, access: Access) -> Grant:
        return await sessions.renew(self._call, access, self._clock.now())

    async def identify(self, access: Access) -> Identity:
        did = sessions.did(access)
        profile = await self._xrpc(access).get("app.bsky.actor.getProfile", {"actor": did})
        if not isinstance(profile, dict) or profile.get("did") != did:
            raise self._call.unreadable("the profile's answer is not about the account")
        try:
            handle = text_of(profile["handle"])
            name = text_of(profile.get("displayName") or handle)
        except (KeyError, TypeError):
            raise self._call.unreadable("the profile's answer has no handle") from None
        return Identity(did, handle, name, _profile_url(access, handle, did))

    # Publishing

    async def prepare(
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        xrpc, now = self._xrpc(access), self._clock.now()
        if former is not None and former.ready_in > 0:
            return await self._go_on(xrpc, attachments, former)
        # Chosen once: the same key and the same instant on every later try make it the same record.
        key = former.document["rkey"] if former else new_key(now)
        created_at = former.document["record"]["createdAt"] if former else composing.timestamp(now)
        record = await composing.record_of(xrpc, part, created_at)
        prepared = Prepared({"rkey": key, "record": record}, now + _BLOBS_HOLD if attachments else None)
        return await self._embedded(xrpc, part, attachments, prepared)

    async def _embedded(
        self, xrpc: Xrpc, part: Part, attachments: Sequence[Attachment], prepared: Prepared
    ) -> Prepared:
        link, pictured = part.details.link, own_media(part, attachments)
        composing.refuse_two_embeds(part, len(pictured))
        if pictured and pictured[0].media.media_type.startswith("video/"):
            job_id = await video.upload(xrpc, self._call_for_video, pictured[0], self._clock.now())
            waiting = replace(
                prepared, document={**prepared.document, "job_id": job_id}, ready_in=_FIRST_WAIT_SECONDS
            )
            return await self._go_on(xrpc, pictured, waiting)
        if link is not None:
            card = attachments[len(pictured) :]
            thumb = await media.upload(xrpc, card[0]) if card else None
            return _with_embed(prepared, composing.card_of(link, thumb))
        if pictured:
            return _with_embed(prepared, await media.embed_of(xrpc, pictured))
        return prepared

    async def _go_on(self, xrpc: Xrpc, attachments: Sequence[Attachment], former: Prepared) -> Prepared:
        """With a video that the network may still be at work on."""
        blob = await video.blob_of(xrpc, self._call_for_video, former.document["job_id"])
        if blob is None:
            return replace(former, ready_in=min(former.ready_in * 1.5, _LONGEST_WAIT_SECONDS))
        shown = attachments[0].media
        embed = {"$type": "app.bsky.embed.video", "video": blob, **media.shape_of(shown)}
        if shown.alt_text:
            embed["alt"] = shown.alt_text
        # The server keeps the finished blob from now on, not from when the file was uploaded.
        ready = replace(former, until=self._clock.now() + _BLOBS_HOLD, ready_in=0.0)
        return _with_embed(ready, embed)

    async def commit(
        self,
        access: Access,
        part: Part,  # noqa: ARG002  it is in the record
        attachments: Sequence[Attachment],  # noqa: ARG002  they are uploaded
        prepared: Prepared,
    ) -> Receipt:
        xrpc, document = self._xrpc(access), prepared.document
        written = {**xrpc.place(document["rkey"]), "record": document["record"]}
        return self._receipt(access, prepared, await xrpc.post("com.atproto.repo.putRecord", json=written))

    async def prove(
        self,
        access: Access,
        part: Part,  # noqa: ARG002  the key alone tells
        prepared: Prepared,
        *,
        since: datetime,  # noqa: ARG002
        taken: frozenset[str],  # noqa: ARG002
    ) -> Receipt | Missing:
        xrpc = self._xrpc(access)
        try:
            found = await xrpc.get("com.atproto.repo.getRecord", xrpc.place(prepared.document["rkey"]))
        except RefusedError as refused:
            if refused.failure.code == RECORD_NOT_FOUND:
                return Missing()
            raise
        if not isinstance(found, dict) or "value" not in found:
            raise self._call.unreadable("the record's answer has no value")
        return self._receipt(access, prepared, found)

    # Afterwards

    async def delete(self, access: Access, live: Live) -> None:
        """Take it away; the server does not mind if it is gone."""
        xrpc = self._xrpc(access)
        await xrpc.post("com.atproto.repo.deleteRecord", json=xrpc.place(live.receipt.remote_id))

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        """Figures by remote id."""
        return await figures.of_posts(self._xrpc(access), posts)

    async def measure_account(self, access: Access) -> Figures:
        """Followers and the like."""
        return await figures.of_account(self._xrpc(access))

    def _xrpc(self, access: Access) -> Xrpc:
        return Xrpc(self._call, access)

    def _receipt(self, access: Access, prepared: Prepared, answer: Any) -> Receipt:
        try:
            document = {"uri": text_of(answer["uri"])}
            if answer.get("cid") is not None:  # a look-up need not tell it
                document["cid"] = text_of(answer["cid"])
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the record's answer has no uri, or a cid that is none") from None
        key = prepared.document["rkey"]
        profile_url = _profile_url(access, access.secrets.get("handle"), sessions.did(access))
        return Receipt(key, f"{profile_url}/post/{key}", document=document)


def _with_embed(prepared: Prepared, embed: Mapping[str, Any]) -> Prepared:
    record = {**prepared.document["record"], "embed": embed}
    return replace(prepared, document={**prepared.document, "record": record})


def _profile_url(access: Access, handle: str | None, did: str) -> str:
    # A handle whose domain does not vouch for the account any more leads nowhere; the DID always does.
    return f"{access.hosts['web']}/profile/{did if handle in {None, _NO_HANDLE} else handle}"
