"""Containers: what will be published, fetched and looked at first."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.files import Content
from sandbox.graph.containers import NO_FILE, Containers
from sandbox.graph.dialect import Graph, error, invalid, missing
from sandbox.graph.parameters import Given, chosen, document, needed, read, truth
from sandbox.graph.pulling import UnfetchableError, fetch, flaw_of
from sandbox.networks.threads.login import VERSION

KNOWN = (
    *("media_type", "text", "image_url", "video_url", "is_carousel_item", "children", "alt_text"),
    *("link_attachment", "topic_tag", "poll_attachment", "quote_post_id", "reply_to_id", "reply_control"),
    "auto_publish_text",
)
ONLY_TEXT = ("link_attachment", "poll_attachment")
REPLY_CONTROLS = (
    *("everyone", "accounts_you_follow", "mentioned_only", "parent_post_author_only", "followers_only"),
)
# What a video's container ends with; the spelling of the ratio is Threads' own.
FLAWS = {
    "duration": "INVALID_DURATION",
    "ratio": "INVALID_ASPEC_RATIO",
    "frame_rate": "INVALID_FRAME_RATE",
    "codec": "FAILED_PROCESSING_VIDEO",
    "playable": "FAILED_PROCESSING_VIDEO",
}


def add_calls(calls: Calls, network: Graph) -> None:
    making = MakingCalls(network)
    calls.add("POST", f"{VERSION}/{{user}}/threads", "containers.create", making.create)


def containers_of(network: Graph) -> Containers:
    return Containers(network, lambda: network.state.settings.threads_processing_seconds)


def own_profile(network: Graph, request: Request, given: Given, *scopes: str) -> Account:
    """The profile of the path, which the token must be of."""
    account = network.require(request, given, *scopes)
    if request.path_params["user"] not in {account.remote_id, "me"}:
        raise missing(request.path_params["user"])
    return account


class MakingCalls:
    def __init__(self, network: Graph) -> None:
        self._network = network
        self._state = network.state
        self._containers = containers_of(network)

    async def create(self, request: Request) -> Response:
        given = await read(request, *KNOWN)
        account = own_profile(self._network, request, given, "threads_basic", "threads_content_publish")
        kind = chosen(given, "media_type", "", "TEXT", "IMAGE", "VIDEO", "CAROUSEL")
        is_item = truth(given, "is_carousel_item", otherwise=False)
        if truth(given, "auto_publish_text", otherwise=False):
            raise invalid(
                "The sandbox does not play auto_publish_text: it takes the safe way out of a lost answer"
            )
        self._refuse_wrong(request, kind, given, is_item=is_item)
        made = {
            "type": kind,
            "item": is_item,
            "text": str(given.get("text", "")).strip(),
            "in_reply_to": given.get("reply_to_id"),
            "link": given.get("link_attachment", ""),
            "topic": given.get("topic_tag", ""),
            "poll": document(given, "poll_attachment"),
            "quotes": given.get("quote_post_id"),
            "reply_control": chosen(given, "reply_control", *REPLY_CONTROLS),
        }
        if kind == "CAROUSEL":
            children = self._children(account, needed(given, "children").split(","))
            container = self._containers.add(account, {**made, "children": children})
        else:
            content, why = await self._content(kind, given)
            alt = str(given.get("alt_text", ""))
            container = self._containers.add(account, made, content, alt=alt, error=why)
        return JSONResponse({"id": container.media_id})

    def _refuse_wrong(self, request: Request, kind: str, given: Given, *, is_item: bool) -> None:
        text = str(given.get("text", "")).strip()
        _refuse_wrong_text(kind, text)
        if is_item and (text or kind not in {"IMAGE", "VIDEO"}):
            raise invalid("A carousel item is an image or a video without a text")
        for name in ONLY_TEXT:
            if name in given and kind != "TEXT":
                raise invalid(f"{name} can only be used with media_type TEXT")
        if len(str(given.get("alt_text", ""))) > rules.alt_characters("threads"):
            raise invalid("Param alt_text is too long")
        _refuse_wrong_poll(document(given, "poll_attachment"))
        if "reply_to_id" in given:
            self._network.require(request, given, "threads_manage_replies")
        for name in ("reply_to_id", "quote_post_id"):
            if name in given:
                self._refuse_missing(str(given[name]))

    def _refuse_missing(self, remote_id: str) -> None:
        post = self._state.posts.find(self._network.name, None, remote_id)
        if post is None or post.deleted_at is not None:
            raise missing(remote_id)

    def _children(self, account: Account, ids: list[str]) -> list[str]:
        most = rules.media_count("threads")
        if not 2 <= len(ids) <= most:
            raise invalid(f"A carousel needs 2 to {most} children")
        for child in (self._containers.own(account, each) for each in ids):
            if not child.document.get("item") or self._containers.status(child) != "FINISHED":
                raise invalid("The children of a carousel must be finished carousel items")
        return ids

    async def _content(self, kind: str, given: Given) -> tuple[Content, str]:
        """A picture is fetched before the answer, a video as if after it."""
        if kind == "TEXT":
            return NO_FILE, ""
        is_video = kind == "VIDEO"
        url = needed(given, "video_url" if is_video else "image_url")
        try:
            content = await fetch(self._state, url, 1 << 30)
        except UnfetchableError as failed:
            if is_video:
                return NO_FILE, "FAILED_DOWNLOADING_VIDEO"
            raise error(100, f"The media could not be fetched from this URI: {failed}", 2207052) from failed
        flaw = flaw_of(rules.capability("threads").media, content, "video" if is_video else "image")
        if flaw and not is_video:
            raise error(100, f"The media is not supported. {flaw.words}", 2207005)
        return content, FLAWS.get(flaw.kind, "UNKNOWN") if flaw else ""


def _refuse_wrong_text(kind: str, text: str) -> None:
    if not kind:
        raise invalid("The parameter media_type is required")
    if kind == "TEXT" and not text:
        raise invalid("The parameter text is required")
    most = rules.text_limit("threads", "characters, emoji as bytes")
    if rules.text_length("threads", text) > most:
        raise invalid(f"Param text must be at most {most} characters long.")


def _refuse_wrong_poll(poll: Any) -> None:
    if poll is None:
        return
    names = [f"option_{letter}" for letter in "abcd"]
    if not isinstance(poll, dict) or list(poll) != names[: len(poll)] or len(poll) < 2:
        raise invalid("poll_attachment must have option_a and option_b, and may have option_c and option_d")
    if not all(isinstance(option, str) and 0 < len(option) <= 25 for option in poll.values()):
        raise invalid("A poll's option has 1 to 25 characters")
