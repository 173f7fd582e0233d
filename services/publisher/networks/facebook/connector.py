"""Facebook Pages over the Graph API.

https://developers.facebook.com/docs/pages-api/posts
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Missing, Part, Pending, Prepared, Receipt
from services.publisher.domain.failures import Failure, failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks.connectors import Tools
from services.publisher.networks.consenting import app_of
from services.publisher.networks.facebook import consent, figures, matching, media, videos
from services.publisher.networks.facebook.refusals import REFUSALS
from services.publisher.networks.graph import VERSION, Graph
from services.publisher.networks.refusals import passing_over
from services.publisher.networks.uploading import own_media
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

_LONGEST_TRANSFER_SECONDS = 3600.0


class FacebookConnector:
    """Publishes as a Page, with the Page's own token."""

    network: ClassVar[NetworkName] = "facebook"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "api": "https://graph.facebook.com",
            "video": "https://graph-video.facebook.com",
            "upload": "https://rupload.facebook.com",
            "www": "https://www.facebook.com",
            "web": "https://www.facebook.com",
        }
    )

    def __init__(self, tools: Tools) -> None:
        self._apps = tools.apps
        self._clock = tools.clock
        self._call = Graph(tools, self.network, REFUSALS)
        transfer = Graph(tools, self.network, REFUSALS, longest_seconds=_LONGEST_TRANSFER_SECONDS)
        self._uploads = media.VideoUploads(self._call, transfer)

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        # No documented call tells whether a story went out.
        return "person" if part.role == "post" and part.details.kind == "story" else "look_up"

    def open(self, credentials: Mapping[str, str]) -> Grant:
        if not credentials.get("access_token"):
            raise CredentialsIncompleteError(self.network, ["access_token"])
        return Grant({"access_token": credentials["access_token"]})

    async def refresh(self, access: Access) -> Grant:  # noqa: ARG002  the port's signature
        detail = "a Page's token can't be renewed; connect the Page again"
        raise RefusedError(failure("reconnect", "facebook.token_refused", detail))

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        return consent.start(app_of(self._apps, self.network), request)

    async def finish_consent(
        self,
        request: ConsentRequest,
        page: ConsentPage,  # noqa: ARG002  it needs no secrets
        answer: Mapping[str, str],
    ) -> Sequence[Choice]:
        return await consent.finish(self._call, app_of(self._apps, self.network), request, answer)

    async def identify(self, access: Access) -> Identity:
        # A person has no category: their token is refused here, as it could not publish.
        try:
            me = await self._get(access, "me", fields=f"{consent.FIELDS},category")
        except RefusedError as refused:
            if refused.failure.code != "facebook.parameter_invalid":
                raise
            detail = f"the token is not a Page's: {refused.failure.detail}"
            raise RefusedError(failure("reconnect", "facebook.not_a_page", detail)) from None
        try:
            return consent.identity_of(me)
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the Page's answer lacks id or name") from None

    async def prepare(
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        now, own = self._clock.now(), own_media(part, attachments)
        if own and own[0].media.media_type.startswith("video/"):
            return await self._uploads.step(access, part.details.kind, own[0], former, now)
        return await media.upload_photos(self._call, access, own, now)

    async def commit(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],  # noqa: ARG002  they are uploaded
        prepared: Prepared,
    ) -> Receipt | Pending:
        try:
            return await self._publish(access, part, prepared)
        except RefusedError as refused:
            if refused.failure.code == "facebook.not_found" and part.role == "post":
                raise RefusedError(_missing(prepared, refused.failure.detail)) from None
            raise

    async def _publish(self, access: Access, part: Part, prepared: Prepared) -> Receipt | Pending:
        if part.role == "comment":
            path = f"{part.earlier[0].remote_id}/comments"
            made = await self._post(access, path, {"message": part.text, "fields": "id,permalink_url"})
            return matching.receipt_of(self._call, made, "comment")
        if "video_id" in prepared.document:
            return await videos.finish(self._call, access, part, prepared)
        if part.details.kind == "story":
            return await self._publish_story(access, prepared)
        form = {"fields": "id,permalink_url,created_time"}
        if part.text:
            form["message"] = part.text
        if part.details.link:
            form["link"] = part.details.link.url
        if prepared.document["photos"]:
            form["attached_media"] = json.dumps(
                [{"media_fbid": each} for each in prepared.document["photos"]]
            )
        made = await self._post(access, f"{access.remote_id}/feed", form)
        return matching.receipt_of(self._call, made, "post")

    async def _publish_story(self, access: Access, prepared: Prepared) -> Receipt:
        form = {"photo_id": prepared.document["photos"][0]}
        made = await self._post(access, f"{access.remote_id}/photo_stories", form)
        if "post_id" not in made:
            raise self._call.unreadable("the story's answer has no post_id")
        return self._story(access, str(made["post_id"]))

    def _story(self, access: Access, post_id: str) -> Receipt:
        url = f"{access.hosts['web']}/{access.handle}/posts/{post_id}"
        return Receipt(post_id, url, None, {"kind": "story"})

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Pending | Missing:
        if part.role == "comment":
            return await matching.find_comment(self._call, access, part, since=since, taken=taken)
        if "video_id" in prepared.document:
            return await videos.look(self._call, access, prepared)
        if part.details.kind == "story":
            return Missing()  # nobody can tell
        return await matching.find_post(self._call, access, part, prepared, since=since, taken=taken)

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        name = "description" if live.receipt.document.get("kind") == "video" else "message"
        await self._post(access, live.receipt.remote_id, {name: part.text})
        return live.receipt

    async def delete(self, access: Access, live: Live) -> None:
        url = f"{access.base_url}/{VERSION}/{live.receipt.remote_id}"
        with passing_over("facebook.not_found"):
            await self._call("DELETE", url, token=access.secrets["access_token"])

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        found: dict[str, Figures] = {}
        for live in posts:
            with passing_over("facebook.not_found"):
                found[live.receipt.remote_id] = await figures.of_post(self._call, access, live)
        return found

    async def measure_account(self, access: Access) -> Figures:
        return await figures.of_page(self._call, access)

    async def _get(self, access: Access, path: str, **params: str) -> Any:
        url = f"{access.base_url}/{VERSION}/{path}"
        return await self._call("GET", url, token=access.secrets["access_token"], params=params)

    async def _post(self, access: Access, path: str, form: Mapping[str, str]) -> Any:
        url = f"{access.base_url}/{VERSION}/{path}"
        made = await self._call("POST", url, token=access.secrets["access_token"], data=dict(form))
        if not isinstance(made, dict):
            raise self._call.unreadable("the answer is not an object")
        return made


def _missing(prepared: Prepared, detail: str) -> Failure:
    """What does not exist for the call that publishes: what was uploaded, or else the Page itself."""
    if prepared.document.get("photos") or "video_id" in prepared.document:
        return failure("transient", "facebook.upload_gone", detail, prepare_again=True)
    return failure("reconnect", "facebook.page_unreachable", detail)
