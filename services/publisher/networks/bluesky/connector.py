"""Bluesky's repositories.

https://docs.bsky.app/docs/api/com-atproto-repo-put-record
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Grant, Identity
from services.publisher.domain.content import Missing, Part, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.bluesky import sessions
from services.publisher.networks.bluesky.facets import find_facets
from services.publisher.networks.bluesky.keys import new_key
from services.publisher.networks.bluesky.refusals import RECORD_NOT_FOUND, explain
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.ports import Attachment
from shared.events import NetworkName

_NO_HANDLE = "handle.invalid"
_COLLECTION = "app.bsky.feed.post"
# Blobs that no record points to are deleted "after a while"; the reference server's shortest is an hour.
_BLOBS_HOLD = timedelta(minutes=30)


class BlueskyConnector:
    """Writes posts into the account's repository on its own server."""

    network: ClassVar[NetworkName] = "bluesky"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"api": "https://bsky.social", "web": "https://bsky.app"}
    )

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, explain)
        self._clock = tools.clock

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "repeat"  # the key never expires

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
        profile = await self._get(access, "app.bsky.actor.getProfile", {"actor": did})
        if not isinstance(profile, dict) or profile.get("did") != did:
            raise self._call.unreadable("the profile's answer is not about the account")
        try:
            handle = text_of(profile["handle"])
            name = text_of(profile.get("displayName") or handle)
        except (KeyError, TypeError):
            raise self._call.unreadable("the profile's answer has no handle") from None
        return Identity(did, handle, name, _profile_url(access, handle, did))

    async def prepare(
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        now = self._clock.now()
        # Chosen once: the same key and the same instant on every later try make it the same record.
        key = former.document["rkey"] if former else new_key(now)
        created_at = former.document["record"]["createdAt"] if former else _timestamp(now)

        async def resolve(handle: str) -> str | None:
            return await self._resolve(access, handle)

        record: dict[str, Any] = {
            "$type": _COLLECTION,
            "text": part.text,
            "createdAt": created_at,
            "langs": [part.language],
        }
        facets = await find_facets(part.text, resolve)
        if facets:
            record["facets"] = facets
        if attachments:
            images = [await self._upload(access, attachment) for attachment in attachments]
            record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
        return Prepared({"rkey": key, "record": record}, now + _BLOBS_HOLD if attachments else None)

    async def commit(
        self,
        access: Access,
        part: Part,  # noqa: ARG002  it is in the record
        attachments: Sequence[Attachment],  # noqa: ARG002  they are uploaded
        prepared: Prepared,
    ) -> Receipt:
        written = await self._post(
            access,
            "com.atproto.repo.putRecord",
            json={
                "repo": sessions.did(access),
                "collection": _COLLECTION,
                "rkey": prepared.document["rkey"],
                "record": prepared.document["record"],
            },
        )
        if not isinstance(written, dict) or "uri" not in written:
            raise self._call.unreadable("the record's answer has no uri")
        return self._receipt(access, prepared)

    async def prove(
        self,
        access: Access,
        part: Part,  # noqa: ARG002  the key alone tells
        prepared: Prepared,
        *,
        since: datetime,  # noqa: ARG002
        taken: frozenset[str],  # noqa: ARG002
    ) -> Receipt | Missing:
        where = {
            "repo": sessions.did(access),
            "collection": _COLLECTION,
            "rkey": prepared.document["rkey"],
        }
        try:
            found = await self._get(access, "com.atproto.repo.getRecord", where)
        except RefusedError as refused:
            if refused.failure.code == RECORD_NOT_FOUND:
                return Missing()
            raise
        if not isinstance(found, dict) or "uri" not in found or "value" not in found:
            raise self._call.unreadable("the record's answer has no uri and value")
        return self._receipt(access, prepared)

    async def _upload(self, access: Access, attachment: Attachment) -> dict[str, Any]:
        picture = attachment.media
        uploaded = await self._post(
            access,
            "com.atproto.repo.uploadBlob",
            content=await attachment.read(),
            headers={"Content-Type": picture.media_type},
        )
        if not isinstance(uploaded, dict) or "blob" not in uploaded:
            raise self._call.unreadable("the upload's answer has no blob")
        image: dict[str, Any] = {"image": uploaded["blob"], "alt": picture.alt_text}
        if picture.width and picture.height:
            image["aspectRatio"] = {"width": picture.width, "height": picture.height}
        return image

    async def _resolve(self, access: Access, handle: str) -> str | None:
        try:
            found = await self._get(access, "com.atproto.identity.resolveHandle", {"handle": handle})
        except RefusedError as refused:
            if refused.failure.error_class != "invalid":
                raise
            return None
        if not isinstance(found, dict) or not isinstance(found.get("did"), str):
            raise self._call.unreadable(f"the answer for the handle {handle} has no did")
        return str(found["did"])

    async def _get(self, access: Access, method: str, params: Mapping[str, str]) -> Any:
        return await self._ask("GET", access, method, params=dict(params))

    async def _post(self, access: Access, method: str, **options: Any) -> Any:
        return await self._ask("POST", access, method, **options)

    async def _ask(self, verb: str, access: Access, method: str, **options: Any) -> Any:
        url = f"{sessions.server(access)}/xrpc/{method}"
        return await self._call(verb, url, token=sessions.token(access), **options)

    def _receipt(self, access: Access, prepared: Prepared) -> Receipt:
        key = prepared.document["rkey"]
        profile_url = _profile_url(access, access.secrets.get("handle"), sessions.did(access))
        return Receipt(key, f"{profile_url}/post/{key}")


def _profile_url(access: Access, handle: str | None, did: str) -> str:
    # A handle whose domain does not vouch for the account any more leads nowhere; the DID always does.
    return f"{access.hosts['web']}/profile/{did if handle in {None, _NO_HANDLE} else handle}"


def _timestamp(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
