"""Containers: what will be published, fetched and looked at first."""

from typing import Any

import regex
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.files import Content
from sandbox.graph.containers import Containers
from sandbox.graph.dialect import DAY, error, invalid
from sandbox.graph.parameters import Given, chosen, needed, number, read, truth
from sandbox.graph.pulling import UnfetchableError, fetch, flaw_of
from sandbox.media import Media
from sandbox.networks.instagram.dialect import Instagram
from shared.events import PostKind

KNOWN = (
    *("image_url", "video_url", "media_type", "caption", "alt_text", "is_carousel_item", "children"),
    *("user_tags", "location_id", "collaborators", "is_ai_generated", "share_to_feed", "cover_url"),
    *("thumb_offset", "audio_name", "trial_params"),
)
CONTAINERS_A_DAY = 400
MENTION = regex.compile(r"(?<![\w.])@[\w.]+")
# What Instagram answers for a picture's flaw, and what it writes into a video's container.
PICTURE_FLAWS = {"type": (36001, 2207005), "size": (36000, 2207004), "ratio": (36003, 2207009)}
VIDEO_FLAW = 2207026
FORMS: dict[str, PostKind] = {"STORIES": "story", "REELS": "reel"}


def add_calls(calls: Calls, network: Instagram, api: str) -> None:
    making = MakingCalls(network)
    calls.add("POST", f"{api}/{{account}}/media", "media.create", making.create)


def containers_of(network: Instagram) -> Containers:
    return Containers(network, lambda: network.state.settings.instagram_processing_seconds)


class MakingCalls:
    def __init__(self, network: Instagram) -> None:
        self._network = network
        self._state = network.state
        self._containers = containers_of(network)

    async def create(self, request: Request) -> Response:
        given = await read(request, *KNOWN)
        account = self._network.own(request, given, "basic", "content_publish")
        if self._containers.made_since(account, DAY) >= CONTAINERS_A_DAY and self._state.settings.rate_limits:
            raise error(9, "Application request limit reached: 400 containers in 24 hours", 2207042)
        kind = chosen(given, "media_type", "IMAGE", "VIDEO", "REELS", "STORIES", "CAROUSEL")
        is_item = truth(given, "is_carousel_item", otherwise=False)
        _refuse_caption(given, kind, is_item=is_item)
        if kind == "CAROUSEL":
            made = self._carousel(account, given)
        else:
            made = await self._single(account, kind, given, is_item=is_item)
        return JSONResponse({"id": made.media_id})

    def _carousel(self, account: Account, given: Given) -> Media:
        ids = needed(given, "children").split(",")
        most = rules.media_count("instagram")
        if not 2 <= len(ids) <= most:
            raise error(100, f"(#100) A carousel needs 2 to {most} children", 2207028)
        children = [self._containers.own(account, child) for child in ids]
        for child in children:
            if not child.document.get("item"):
                raise error(100, "(#100) A child must be made with is_carousel_item", 2207028)
            status = self._containers.status(child)
            if status == "IN_PROGRESS":
                raise error(9007, "The media is not ready for publishing, please wait for a moment", 2207027)
            if status != "FINISHED":
                raise error(24, "The requested resource does not exist: a child is gone", 2207008)
        return self._containers.add(
            account, {"type": "CAROUSEL", "children": ids, "caption": _caption(given)}
        )

    async def _single(self, account: Account, kind: str, given: Given, *, is_item: bool) -> Media:
        is_video = kind in {"VIDEO", "REELS"} or (kind == "STORIES" and "video_url" in given)
        if kind == "VIDEO" and not is_item:
            raise error(100, "(#100) VIDEO is not offered any more: use media_type REELS", 2207023)
        if kind == "REELS" and is_item:
            raise error(100, "(#100) A reel can't be in a carousel", 2207023)
        content, broken = await self._content(
            needed(given, "video_url" if is_video else "image_url"), is_video=is_video
        )
        form = FORMS.get(kind, "post")
        flaw = None if broken else _flaw(content, form, is_video=is_video)
        if is_video and "thumb_offset" in given and content.film:
            _refuse_offset(number(given, "thumb_offset"), content.film.duration_seconds)
        document = {"type": kind, "item": is_item, "caption": _caption(given), "video": is_video}
        alt = str(given.get("alt_text", ""))
        if len(alt) > rules.alt_characters("instagram"):
            raise invalid("alt_text is too long")
        return self._containers.add(account, document, content, alt=alt, error=broken or flaw or "")

    async def _content(self, url: str, *, is_video: bool) -> tuple[Content, str]:
        """What lies there. A picture is fetched before the answer, a video as if after it."""
        try:
            return await fetch(self._state, url, 400 * 1024 * 1024), ""
        except UnfetchableError as failed:
            if is_video:
                return Content("application/octet-stream", 0, ""), "2207003"
            words = (
                f"Only photo or video can be accepted as media type. The media could not be fetched: {failed}"
            )
            raise error(9004, words, 2207052) from failed


def _flaw(content: Content, form: PostKind, *, is_video: bool) -> str | None:
    """Of a picture it is refused at once, of a video it is the code that its container ends with."""
    capability = rules.capability("instagram")
    found = capability.format(form)
    assert found is not None
    flaw = flaw_of(found.media, content, "video" if is_video else "image")
    if flaw is None:
        return None
    if is_video:
        return str(VIDEO_FLAW)
    raise error(*_pair(flaw.kind, flaw.words))


def _pair(kind: str, words: str) -> tuple[int, str, int]:
    code, subcode = PICTURE_FLAWS.get(kind, (36001, 2207005))
    return code, words, subcode


def _refuse_offset(milliseconds: int, seconds: float) -> None:
    if milliseconds > seconds * 1000:
        raise error(1, "The thumbnail offset is outside of the video", 2207057)


def _refuse_caption(given: Given, kind: str, *, is_item: bool) -> None:
    caption: Any = given.get("caption", "")
    if caption and (is_item or kind == "STORIES"):
        raise invalid("caption is not taken here")
    limits = rules.capability("instagram").text
    if len(caption) > rules.text_limit("instagram", "characters"):
        raise error(36004, "The caption is too long", 2207010)
    tags = len(rules.HASHTAG.findall(caption))
    if (limits.max_hashtags and tags > limits.max_hashtags.max) or (
        limits.max_mentions and len(MENTION.findall(caption)) > limits.max_mentions.max
    ):
        raise error(100, "(#100) The caption has too many hashtags or mentions", 2207040)


def _caption(given: Given) -> str:
    return str(given.get("caption", "")).strip()
