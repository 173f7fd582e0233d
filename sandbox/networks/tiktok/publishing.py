"""Direct posts: creator info, init, and how far a post is.

https://developers.tiktok.com/doc/content-posting-api-reference-direct-post
"""

import json
import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.files import Content
from sandbox.graph.pulling import UnfetchableError, fetch, flaw_of
from sandbox.media import Media
from sandbox.networks.tiktok.dialect import (
    TikTok,
    answered,
    invalid,
    per_minute,
    problem,
    too_many_posts,
)
from sandbox.networks.tiktok.shapes import PhotoBody, StatusBody, VideoBody, read_body
from sandbox.posts import PostedMedia

UPLOAD_SECONDS = 3600
SMALLEST_CHUNK = 5 * 1024 * 1024
LARGEST_CHUNK = 64 * 1024 * 1024
DAY = 86_400
FAIL_REASONS = {
    "type": "file_format_check_failed",
    "codec": "file_format_check_failed",
    "playable": "file_format_check_failed",
    "duration": "duration_check_failed",
    "frame_rate": "frame_rate_check_failed",
}


def add_calls(calls: Calls, network: TikTok) -> None:
    publishing = PublishCalls(network)
    base = "/v2/post/publish"
    calls.add(
        "POST",
        f"{base}/creator_info/query/",
        "creator_info.query",
        publishing.creator_info,
        per_minute("creator_info", 20),
    )
    calls.add("POST", f"{base}/video/init/", "video.init", publishing.video_init, per_minute("init", 6))
    calls.add("POST", f"{base}/content/init/", "content.init", publishing.photo_init, per_minute("init", 6))
    calls.add("POST", f"{base}/status/fetch/", "status.fetch", publishing.status, per_minute("status", 30))


class PublishCalls:
    def __init__(self, network: TikTok) -> None:
        self._network = network
        self._state = network.state

    async def creator_info(self, request: Request) -> Response:
        account = self._network.require(request, "video.publish")
        settings = self._state.settings
        data = {
            "creator_avatar_url": f"{self._state.public_url(request)}/_sandbox/avatars/tiktok/{account.handle}.svg",
            "creator_username": account.handle,
            "creator_nickname": account.display_name,
            "privacy_level_options": settings.tiktok_privacy_level_options.split(","),
            "comment_disabled": settings.tiktok_comments_disabled,
            "duet_disabled": False,
            "stitch_disabled": False,
            "max_video_post_duration_sec": settings.tiktok_longest_video_seconds,
        }
        return JSONResponse(answered(data))

    async def video_init(self, request: Request) -> Response:
        """Where the bytes go; nothing is posted without them."""
        account = self._network.require(request, "video.publish")
        body = await read_body(request, VideoBody)
        self._check(account, body.post_info.privacy_level, body.post_info.disable_comment)
        _refuse_long("title", body.post_info.title, rules.text_limit("tiktok", "UTF-16 code units"))
        if body.post_info.brand_content_toggle and body.post_info.privacy_level == "SELF_ONLY":
            raise invalid("Branded content visibility cannot be set to private.")
        source = body.source_info
        _check_chunks(source.video_size, source.chunk_size, source.total_chunk_count)
        upload_id = str(secrets.randbits(62))
        publish_id = f"v_pub_file~v2-1.{upload_id}"
        document = {
            "publish_id": publish_id,
            "upload_token": secrets.token_urlsafe(24),
            "chunk_size": source.chunk_size,
            "chunks": source.total_chunk_count,
            "info": body.post_info.model_dump(),
            "state": "uploading",
        }
        self._state.media.add(
            self._network.name,
            account.id,
            upload_id,
            Content("video/mp4", source.video_size, ""),
            ready_at=None,
            expires_at=self._state.now() + UPLOAD_SECONDS,
            document=document,
        )
        base = str(request.base_url).rstrip("/")
        url = f"{base}/tiktok/upload/video/?upload_id={upload_id}&upload_token={document['upload_token']}"
        return JSONResponse(answered({"publish_id": publish_id, "upload_url": url}))

    async def photo_init(self, request: Request) -> Response:
        """Begins to post at once: TikTok fetches the photos itself."""
        account = self._network.require(request, "video.publish")
        body = await read_body(request, PhotoBody)
        info, source = body.post_info, body.source_info
        self._check(account, info.privacy_level, info.disable_comment)
        _refuse_long("title", info.title, 90)
        _refuse_long("description", info.description, 4000)
        if source.photo_cover_index >= len(source.photo_images):
            raise invalid("photo_cover_index is beyond the last photo.")
        prefix = self._state.settings.tiktok_verified_url_prefix
        if not all(url.startswith(prefix) for url in source.photo_images):
            words = "Please review our URL ownership verification rules."
            raise problem(403, "url_ownership_unverified", words)
        found, failure = await self._pulled(source.photo_images)
        publish_id = f"p_pub_url~v2.{secrets.randbits(62)}"
        document = {
            "publish_id": publish_id,
            "info": {**info.model_dump(), "photo": True},
            "state": "downloading",
        }
        with self._state.store.transaction():
            media = self._state.media.add(
                self._network.name,
                account.id,
                publish_id.rsplit(".", 1)[1],
                found[0] if found else Content("image/jpeg", 0, ""),
                ready_at=None,
                document=document,
            )
            finish(self._network, media, found, failure)
        return JSONResponse(answered({"publish_id": publish_id}))

    async def _pulled(self, urls: list[str]) -> tuple[list[Content], str | None]:
        """The photos, or why they are not taken."""
        form = rules.capability("tiktok").formats[0].media
        most = next(kind.max_bytes.max for kind in form.kinds if kind.kind == "image")
        found = []
        for url in urls:
            try:
                content = await fetch(self._state, url, most)
            except UnfetchableError:
                return [], "photo_pull_failed"
            flaw = flaw_of(form, content, "image")
            if flaw or _too_many_pixels(content):
                return [], FAIL_REASONS.get(flaw.kind if flaw else "", "picture_size_check_failed")
            found.append(content)
        return found, None

    async def status(self, request: Request) -> Response:
        account = self._network.require(request, "video.publish")
        body = await read_body(request, StatusBody)
        media = self._state.media.find(self._network.name, account.id, body.publish_id.rsplit(".", 1)[-1])
        if media is None or media.document["publish_id"] != body.publish_id:
            raise problem(400, "invalid_publish_id", "The publish_id does not exist.")
        return JSONResponse(answered(self._progress(media)))

    def _progress(self, media: Media) -> dict[str, Any]:
        document, now = media.document, self._state.now()
        path = self._state.files.path(f"{media.media_id}.tiktok")
        if document["state"] == "uploading":
            size = path.stat().st_size if path.exists() else 0
            return {"status": "PROCESSING_UPLOAD", "uploaded_bytes": size}
        is_photo = document["info"].get("photo", False)
        if media.ready_at is None or media.ready_at > now:
            word = "downloaded_bytes" if is_photo else "uploaded_bytes"
            return {"status": "PROCESSING_DOWNLOAD" if is_photo else "PROCESSING_UPLOAD", word: media.size}
        if failure := document["failure"] or document.get("failed"):
            self._take_away(media)
            return {"status": "FAILED", "fail_reason": failure}
        is_public = document["info"]["privacy_level"] == "PUBLIC_TO_EVERYONE"
        shown = is_public and media.ready_at + self._state.settings.tiktok_moderation_seconds <= now
        ids = {"publicaly_available_post_id": [int(document["post_id"])]} if shown else {}
        return {"status": "PUBLISH_COMPLETE", "uploaded_bytes": media.size, **ids}

    def _take_away(self, media: Media) -> None:
        """A fault may have let it fail after it was posted: then nobody sees it."""
        post = self._state.posts.find(self._network.name, media.account_id, media.document["post_id"])
        if post is not None and post.deleted_at is None:
            self._state.posts.delete(post)

    def _check(self, account: Account, privacy: str, disable_comment: bool) -> None:  # noqa: FBT001  as TikTok's field
        settings = self._state.settings
        if privacy not in settings.tiktok_privacy_level_options.split(","):
            words = "Please choose one of the privacy levels that creator_info offers."
            raise problem(403, "privacy_level_option_mismatch", words)
        if not settings.tiktok_audited and privacy != "SELF_ONLY":
            words = "Please review our integration guidelines: unaudited clients can only post to private accounts."
            raise problem(403, "unaudited_client_can_only_post_to_private_accounts", words)
        if settings.tiktok_comments_disabled and not disable_comment:
            raise invalid("The creator has turned comments off.")
        row = self._state.store.one(
            "SELECT count(*) AS n FROM posts WHERE network = ? AND account_id = ? AND created_at > ?",
            self._network.name,
            account.id,
            self._state.now() - DAY,
        )
        if row and row["n"] >= settings.tiktok_posts_a_day:
            raise too_many_posts()


def finish(network: TikTok, media: Media, found: list[Content], failure: str | None) -> None:
    """Post what came in, or note why it is not taken; either shows when processing is over."""
    state, info = network.state, media.document["info"]
    failure = failure or media.document.get("failed") or state.settings.tiktok_processing_failure or None
    post_id = str(7_000_000_000_000_000_000 + secrets.randbits(60))
    document = {**media.document, "state": "done", "failure": failure, "post_id": post_id}
    if failure is None:
        state.posts.add(
            network.name,
            media.account_id,
            post_id,
            text=info["description"] if info.get("photo") else info["title"],
            document={"info": info, "title": info["title"], "publish_id": document["publish_id"]},
            media=[
                PostedMedia(
                    f"{media.media_id}-{index}", one.mime, one.size, one.sha256, one.width, one.height, ""
                )
                for index, one in enumerate(found)
            ],
        )
    state.store.execute(
        "UPDATE media SET document = ?, ready_at = ? WHERE network = ? AND media_id = ?",
        json.dumps(document),
        state.now() + state.settings.tiktok_processing_seconds,
        network.name,
        media.media_id,
    )


def why_refused(network: TikTok, found: Content) -> str | None:
    """TikTok's reason not to take a video."""
    flaw = flaw_of(rules.capability("tiktok").formats[0].media, found, "video")
    if flaw:
        return FAIL_REASONS.get(flaw.kind, "picture_size_check_failed")
    longest = network.state.settings.tiktok_longest_video_seconds
    too_long = found.film is not None and found.film.duration_seconds > longest
    return "duration_check_failed" if too_long else None


def _check_chunks(size: int, chunk: int, count: int) -> None:
    """https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide"""
    kind = rules.capability("tiktok").formats[0].media.kinds[0]
    if size > kind.max_bytes.max:
        raise invalid("The video is too large.")
    if count != max(size // chunk, 1):
        raise invalid("The total chunk count is invalid.")
    whole = chunk == size and size <= LARGEST_CHUNK
    if not whole and not SMALLEST_CHUNK <= chunk <= LARGEST_CHUNK:
        raise invalid("The chunk size is invalid.")
    if not whole and size < SMALLEST_CHUNK:
        raise invalid("Videos of less than 5 MB are uploaded as a whole.")


def _refuse_long(name: str, text: str, most: int) -> None:
    if len(text.encode("utf-16-le")) // 2 > most:
        raise invalid(f"{name} is too long: at most {most} UTF-16 code units are taken.")


def _too_many_pixels(content: Content) -> bool:
    kind = next(kind for kind in rules.capability("tiktok").formats[0].media.kinds if kind.kind == "image")
    pixels = (content.width or 0) * (content.height or 0)
    return kind.max_pixels is not None and pixels > kind.max_pixels.max
