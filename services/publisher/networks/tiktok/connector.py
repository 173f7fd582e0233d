"""TikTok's Content Posting API, direct post.

https://developers.tiktok.com/doc/content-posting-api-get-started
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Missing, Part, Pending, Prepared, Receipt
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.consenting import app_of
from services.publisher.networks.tiktok import composing, consent, media, tokens
from services.publisher.networks.tiktok.calls import Calls
from services.publisher.networks.tiktok.posts import Posts, Progress, receipt
from services.publisher.networks.tiktok.refusals import explain_token_refusal, explain_upload, post_failure
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

# The address for the bytes is good for an hour.
_UPLOAD_LIFE = timedelta(minutes=50)
_FIRST_WAIT_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 300.0
# A public post has an address only after moderation: usually within a minute, sometimes after hours. After this many
# looks, some nine minutes, it counts as published without one.
_MOST_LOOKS_FOR_ADDRESS = 8
_MOST_LOOKS_FOR_BYTES = 4


class TikTokConnector:
    """Posts videos and photos for a creator who consented."""

    network: ClassVar[NetworkName] = "tiktok"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"api": "https://open.tiktokapis.com", "web": "https://www.tiktok.com"}
    )

    def __init__(self, tools: Tools) -> None:
        self._calls = Calls(tools.http)
        self._call_upload = Caller(tools.http, self.network, explain_upload)
        self._call_for_tokens = Caller(tools.http, self.network, explain_token_refusal)
        self._posts = Posts(self._calls)
        self._clock = tools.clock
        self._apps = tools.apps

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        return consent.page(app_of(self._apps, self.network), request)

    async def finish_consent(
        self,
        request: ConsentRequest,
        page: ConsentPage,  # noqa: ARG002  nothing of it is needed
        answer: Mapping[str, str],
    ) -> Sequence[Choice]:
        app, now = app_of(self._apps, self.network), self._clock.now()
        grant = await consent.exchanged(self._call_for_tokens, app, request, answer=answer, now=now)
        identity = await self.identify(request.access(grant.secrets))
        return [Choice(self.network, "account", identity, grant)]

    def open(self, credentials: Mapping[str, str]) -> Grant:
        return tokens.opened(credentials, self._clock.now())

    async def refresh(self, access: Access) -> Grant:
        return await tokens.renew(
            self._call_for_tokens, access, self._apps.get(self.network), self._clock.now()
        )

    async def identify(self, access: Access) -> Identity:
        data = await self._calls.get(access, "user/info", fields="open_id,username,display_name")
        try:
            user = data["user"]
            username = text_of(user["username"])
            return Identity(
                text_of(user["open_id"]),
                username,
                text_of(user.get("display_name") or username),
                f"{access.hosts['web']}/@{username}",
            )
        except (AttributeError, KeyError, TypeError):
            raise self._calls.unreadable("the account's answer lacks id or username") from None

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        if "publish_id" in prepared.document:
            return "look_up"  # its status tells for certain
        # Only public posts are listed.
        return "look_up" if composing.privacy(part.details) == composing.PUBLIC else "person"

    async def prepare(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],
        former: Prepared | None,  # noqa: ARG002  one that is gone on with is gone
    ) -> Prepared:
        creator = await self._creator(access)
        composing.check(part.details, [attachment.media for attachment in attachments], creator)
        if not attachments:
            detail = "a post on TikTok is a video or photos, and there are none"
            raise RefusedError(failure("invalid", "tiktok.media_missing", detail))
        if not _is_video(attachments):
            for attachment in attachments:
                attachment.public_url()  # refused now rather than at the last moment
            return Prepared({"creator": {"comment_disabled": creator.get("comment_disabled") is True}})
        source = {"source": "FILE_UPLOAD", **media.chunks_of(attachments[0].media.size)}
        body = {"post_info": composing.video_info(part, creator), "source_info": source}
        data = await self._calls.post(access, "post/publish/video/init", body)
        try:
            document = {
                "publish_id": text_of(data["publish_id"]),
                "upload": text_of(data["upload_url"]),
                "source": source,
            }
        except (KeyError, TypeError):
            raise self._calls.unreadable("the answer to init lacks publish_id or upload_url") from None
        return Prepared(document, self._clock.now() + _UPLOAD_LIFE)

    async def _creator(self, access: Access) -> dict[str, Any]:
        """What the creator's settings allow, which may change from post to post."""
        creator = await self._calls.post(access, "post/publish/creator_info/query", {})
        options = creator.get("privacy_level_options")
        longest = creator.get("max_video_post_duration_sec")
        if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
            raise self._calls.unreadable("the creator's answer lacks privacy_level_options")
        if not isinstance(longest, int | float | None):
            raise self._calls.unreadable("the creator's longest duration is no number")
        return creator

    async def commit(
        self, access: Access, part: Part, attachments: Sequence[Attachment], prepared: Prepared
    ) -> Receipt | Pending:
        document = prepared.document
        if "publish_id" not in document:
            return await self._post_photos(access, part, attachments, prepared)
        shown = await self._posts.status(access, document["publish_id"])
        if not _lacks_bytes(shown, document):
            return self._ended(access, part, prepared, shown)
        await media.send_rest(self._call_upload, access, document, attachments[0], shown.uploaded_bytes)
        return _pending(prepared)

    async def _post_photos(
        self, access: Access, part: Part, attachments: Sequence[Attachment], prepared: Prepared
    ) -> Pending:
        """The one call that has no id before it is answered."""
        addresses = [attachment.public_url() for attachment in attachments]
        body = composing.photos(part, prepared.document["creator"], addresses)
        data = await self._calls.post(access, "post/publish/content/init", body)
        if not isinstance(data.get("publish_id"), str):
            raise self._calls.unreadable("the answer to init lacks publish_id")
        return _pending(Prepared({**prepared.document, "publish_id": data["publish_id"]}))

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Pending | Missing:
        document = prepared.document
        if "publish_id" not in document:
            return await self._listed(access, part, since=since, taken=taken)
        shown = await self._posts.status(access, document["publish_id"])
        if _lacks_bytes(shown, document):
            # Bytes that we know to be there may not be counted yet.
            is_late = document.get("looks", _MOST_LOOKS_FOR_BYTES) >= _MOST_LOOKS_FOR_BYTES
            return Missing(certain=True) if is_late else _pending(prepared)
        try:
            return self._ended(access, part, prepared, shown)
        except RefusedError as error:
            if "looks" in document and not error.failure.is_temporary:
                raise
            return Missing(certain=True)  # the next attempt is refused with the reason

    async def _listed(self, access: Access, part: Part, *, since: datetime, taken: frozenset[str]) -> Receipt:
        """A post of photos whose id was lost.

        Raises:
            UnknownOutcomeError: It is not listed, which proves nothing: moderation may take hours.
        """
        found = await self._posts.find(access, part, since=since, taken=taken)
        if found is None:
            detail = "it is not among the public posts, which may yet change"
            raise UnknownOutcomeError(failure("transient", "tiktok.not_listed", detail))
        return found

    def _ended(self, access: Access, part: Part, prepared: Prepared, shown: Progress) -> Receipt | Pending:
        """What a status means.

        Raises:
            RefusedError: TikTok has given it up.
        """
        match shown.status:
            case "FAILED":
                raise RefusedError(post_failure(shown.fail_reason))
            case "PUBLISH_COMPLETE" | "SEND_TO_USER_INBOX":
                return self._complete(access, part, prepared, shown)
            case "PROCESSING_UPLOAD" | "PROCESSING_DOWNLOAD":
                return _pending(prepared)
        raise self._calls.unreadable(f"the status {shown.status} is not known")

    def _complete(self, access: Access, part: Part, prepared: Prepared, shown: Progress) -> Receipt | Pending:
        if shown.post_ids:
            return receipt(access, shown.post_ids[0])
        looks = int(prepared.document.get("looks", 0))
        if composing.privacy(part.details) == composing.PUBLIC and looks < _MOST_LOOKS_FOR_ADDRESS:
            return _pending(prepared)
        # Whoever may see it finds it on the creator's page.
        page = f"{access.hosts['web']}/@{access.handle}"
        return Receipt(str(prepared.document["publish_id"]), page, document={"without_address": True})

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        ids = [post.receipt.remote_id for post in posts if not post.receipt.document.get("without_address")]
        return await self._posts.figures(access, ids) if ids else {}

    async def measure_account(self, access: Access) -> Figures:
        return await self._posts.account_figures(access)


def _is_video(attachments: Sequence[Attachment]) -> bool:
    return attachments[0].media.media_type.startswith("video/")


def _lacks_bytes(shown: Progress, document: Mapping[str, Any]) -> bool:
    """Whether an upload is not whole: then nothing is posted, and nothing will be by itself."""
    if shown.status != "PROCESSING_UPLOAD" or "source" not in document:
        return False
    return shown.uploaded_bytes < int(document["source"]["video_size"])


def _pending(prepared: Prepared) -> Pending:
    looks = int(prepared.document.get("looks", -1)) + 1
    wait = min(_FIRST_WAIT_SECONDS * 2.0 ** min(looks, 10), _LONGEST_WAIT_SECONDS)
    return Pending(replace(prepared, document={**prepared.document, "looks": looks}, until=None), wait)
