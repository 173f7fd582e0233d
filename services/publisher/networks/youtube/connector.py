"""YouTube's Data API v3.

https://developers.google.com/youtube/v3/docs
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

import structlog

from services.publisher.domain.access import Access, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Missing, Part, Pending, Prepared, Receipt
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import NetworkError, RefusedError
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.consenting import app_of
from services.publisher.networks.refusals import passing_over
from services.publisher.networks.tokens import instant
from services.publisher.networks.youtube import composing, consent, media, tokens
from services.publisher.networks.youtube.channels import Channels
from services.publisher.networks.youtube.comments import Comments
from services.publisher.networks.youtube.figures import OF_VIDEOS, figures, watch_seconds
from services.publisher.networks.youtube.refusals import (
    UPLOAD_GONE,
    VIDEO_GONE,
    explain,
    explain_token_refusal,
    explain_upload,
    video_failure,
)
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

logger = structlog.get_logger(__name__)

# Addresses of uploads are known for about a week (unverified); asking for another costs one of the day's hundred.
_UPLOAD_LIFE = timedelta(days=6)
_FIRST_WAIT_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 300.0
# A video that was just made may not be listed at once.
_MOST_ABSENCES = 8


class YouTubeConnector:
    """Publishes videos, and comments under them, to the channel of a person who consented."""

    network: ClassVar[NetworkName] = "youtube"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "api": "https://www.googleapis.com",
            "analytics": "https://youtubeanalytics.googleapis.com",
            "accounts": "https://accounts.google.com",
            "oauth": "https://oauth2.googleapis.com",
            "web": "https://www.youtube.com",
        }
    )

    def __init__(self, tools: Tools) -> None:
        self._call = Caller(tools.http, self.network, explain)
        self._call_upload = Caller(tools.http, self.network, explain_upload)
        self._call_for_tokens = Caller(tools.http, self.network, explain_token_refusal)
        self._clock = tools.clock
        self._apps = tools.apps
        self._channels = Channels(self._call)
        self._comments = Comments(self._call)

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        return consent.page(app_of(self._apps, self.network), request)

    async def finish_consent(
        self, request: ConsentRequest, page: ConsentPage, answer: Mapping[str, str]
    ) -> Sequence[Choice]:
        app, now = app_of(self._apps, self.network), self._clock.now()
        grant = await consent.exchanged(
            self._call_for_tokens, app, request, page=page, answer=answer, now=now
        )
        identity = await self._channels.identify(request.hosts, grant.secrets["access_token"])
        return [Choice(self.network, "channel", identity, grant)]

    def open(self, credentials: Mapping[str, str]) -> Grant:
        return tokens.opened(credentials, self._clock.now())

    async def refresh(self, access: Access) -> Grant:
        return await tokens.renew(
            self._call_for_tokens, access, self._apps.get(self.network), self._clock.now()
        )

    async def identify(self, access: Access) -> Identity:
        return await self._channels.identify(access.hosts, access.secrets["access_token"])

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "look_up"  # the upload's address tells, or the list of uploads or comments

    async def prepare(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],
        former: Prepared | None,  # noqa: ARG002  one that is gone on with is gone
    ) -> Prepared:
        if part.role == "comment":
            return Prepared({})
        video = _first(attachments, "video/")
        if video is None:
            detail = "a post on YouTube is a video, and there is none"
            raise RefusedError(failure("invalid", "youtube.video_missing", detail))
        notify = part.details.options.get("notify_subscribers") != "false"
        address = await media.start(self._call, access, video, composing.video(part), notify=notify)
        return Prepared({"upload": address, "size": video.media.size}, self._clock.now() + _UPLOAD_LIFE)

    async def commit(
        self, access: Access, part: Part, attachments: Sequence[Attachment], prepared: Prepared
    ) -> Receipt | Pending:
        if part.role == "comment":
            return await self._comments.add(access, part)
        address, size = prepared.document["upload"], prepared.document["size"]
        video = _first(attachments, "video/")
        assert video is not None, "it was there when the upload was prepared"
        reached = await media.how_far(self._call_upload, access, address, size)
        if isinstance(reached, int):
            reached = await media.send_rest(self._call_upload, access, address, video, reached)
        picture = _first(attachments, "image/")
        if picture is not None:
            await self._illustrate(access, reached["id"], picture)
        return self._made(access, reached, prepared)

    async def _illustrate(self, access: Access, video_id: str, picture: Attachment) -> None:
        """The video is there already: without its own thumbnail YouTube shows one of its frames."""
        try:
            await media.set_thumbnail(self._call, access, video_id, picture)
        except NetworkError as error:
            logger.warning("thumbnail not set", code=error.failure.code, detail=error.failure.detail)

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Pending | Missing:
        if part.role == "comment":
            return await self._comments.find(access, part, since=since, taken=taken)
        document = prepared.document
        if "video_id" in document:
            return await self._processed(access, prepared)
        try:
            reached = await media.how_far(self._call_upload, access, document["upload"], document["size"])
        except RefusedError as error:
            if error.failure.code != UPLOAD_GONE:
                raise
            found = await self._channels.find(access, part, since=since, taken=taken)
            return Missing() if found is None else self._pending(prepared, found)
        if isinstance(reached, int):
            return Missing(certain=True)
        try:
            return self._made(access, reached, prepared)
        except RefusedError:
            return Missing(certain=True)  # the next attempt is refused with the reason

    async def _processed(self, access: Access, prepared: Prepared) -> Receipt | Pending:
        video_id, asked = prepared.document["video_id"], prepared.document["asked"]
        shown = await self._channels.videos(access, [video_id], "snippet,status")
        if shown:
            return self._made(access, shown[0], prepared)
        if asked < _MOST_ABSENCES:
            return self._pending(prepared, video_id)
        raise RefusedError(failure("invalid", VIDEO_GONE, "the uploaded video is not there any more"))

    def _made(self, access: Access, video: Mapping[str, Any], prepared: Prepared) -> Receipt | Pending:
        """What a video that is there says of itself.

        Raises:
            RefusedError: It will never be visible.
        """
        try:
            status, video_id = video["status"], text_of(video["id"])
            state = text_of(status["uploadStatus"])
            created_at = instant(video["snippet"].get("publishedAt"))
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the video's answer lacks its status") from None
        if state in {"failed", "rejected", "deleted"}:
            reason = status.get("failureReason") or status.get("rejectionReason") or state
            raise RefusedError(video_failure(str(reason)))
        if state == "uploaded":
            return self._pending(prepared, video_id)
        if state != "processed":
            raise self._call.unreadable(f"the video's state {state} is not known")
        document = {"privacy": str(status.get("privacyStatus", ""))}
        return Receipt(video_id, f"{access.hosts['web']}/watch?v={video_id}", created_at, document)

    def _pending(self, prepared: Prepared, video_id: str) -> Pending:
        asked = prepared.document.get("asked", -1) + 1
        document = {**prepared.document, "video_id": video_id, "asked": asked}
        wait = min(_FIRST_WAIT_SECONDS * 2.0 ** min(asked, 10), _LONGEST_WAIT_SECONDS)
        return Pending(Prepared(document, None), wait)

    async def edit(self, access: Access, live: Live, part: Part) -> Receipt:
        if live.receipt.document.get("comment"):
            return await self._comments.change(access, live, part)
        await self._call(
            "PUT",
            f"{access.base_url}/youtube/v3/videos",
            token=access.secrets["access_token"],
            params={"part": "snippet"},
            json={"id": live.receipt.remote_id, "snippet": composing.snippet(part)},
        )
        return live.receipt

    async def delete(self, access: Access, live: Live) -> None:
        kind = "comments" if live.receipt.document.get("comment") else "videos"
        with passing_over(VIDEO_GONE, "youtube.comment_gone"):
            await self._call.send(
                "DELETE",
                f"{access.base_url}/youtube/v3/{kind}",
                token=access.secrets["access_token"],
                params={"id": live.receipt.remote_id},
            )

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        videos = [post for post in posts if not post.receipt.document.get("comment")]
        if not videos:
            return {}
        ids = [post.receipt.remote_id for post in videos]
        shown = await self._channels.videos(access, ids, "statistics")
        try:
            known = {text_of(video["id"]): figures(video["statistics"], OF_VIDEOS) for video in shown}
        except (KeyError, TypeError, ValueError):
            raise self._call.unreadable("the videos' statistics are not in the known form") from None
        since, now = min(post.published_at for post in videos), self._clock.now()
        watched = await watch_seconds(self._call, access, ids, since, now)
        return {
            video_id: {**one, "watch_seconds": watched[video_id]} if video_id in watched else one
            for video_id, one in known.items()
        }

    async def measure_account(self, access: Access) -> Figures:
        return await self._channels.measure(access)


def _first(attachments: Sequence[Attachment], kind: str) -> Attachment | None:
    return next((one for one in attachments if one.media.media_type.startswith(kind)), None)
