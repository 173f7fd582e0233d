from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.files import Content
from sandbox.graph.dialect import DAY, Graph, error, invalid, missing
from sandbox.graph.facebook_login import VERSION
from sandbox.graph.parameters import Given, document, fields_of, needed, number, page_of, read, shown, truth
from sandbox.graph.pulling import UnfetchableError, fetch, flaw_of, keep
from sandbox.media import Media
from sandbox.networks.facebook.views import post_view
from sandbox.posts import Post

PUBLISHING = ("pages_manage_posts", "pages_read_engagement")
DUPLICATE = "Duplicate status message: this post is identical to the last one that was published"


def add_calls(calls: Calls, network: Graph) -> None:
    feed = FeedCalls(network)
    calls.add("POST", f"{VERSION}/{{page}}/feed", "feed.create", feed.create)
    calls.add("GET", f"{VERSION}/{{page}}/feed", "feed.list", feed.listed)
    calls.add("POST", f"{VERSION}/{{page}}/photos", "photos.create", feed.upload)


def own_page(network: Graph, request: Request, given: Given, *scopes: str) -> Account:
    """The Page of the path, which the token must be of."""
    account = network.require(request, given, *scopes)
    page = request.path_params["page"]
    if page not in {account.remote_id, "me"}:
        raise missing(page)
    return account


class FeedCalls:
    def __init__(self, network: Graph) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        given = await read(request, "message", "link", "attached_media", "published")
        account = own_page(self._network, request, given, *PUBLISHING)
        message, link = str(given.get("message", "")).strip(), str(given.get("link", ""))
        photos = self._attached(account, given)
        _refuse_wrong(message, link, photos)
        if not truth(given, "published", otherwise=True):
            raise invalid("The sandbox plays no unpublished posts in the feed")
        with self._state.store.transaction():
            self._refuse_duplicate(account, message, link, photos)
            post = self._state.posts.add(
                self._network.name,
                account.id,
                f"{account.remote_id}_{self._network.next_id()}",
                text=message,
                document={"kind": "post", "link": link},
                media=[photo.posted() for photo in photos],
            )
        return self._answer(request, account, post, given)

    async def listed(self, request: Request) -> Response:
        given = await read(request, "since", "until", "limit", "after")
        account = own_page(self._network, request, given, "pages_read_engagement")
        since, until = number(given, "since", 0), number(given, "until", 1 << 40)
        lag = self._state.now() - self._state.settings.facebook_listing_lag_seconds
        posts = [
            post
            for post in self._state.posts.live(self._network.name, account.id, limit=-1)
            if since <= post.created_at <= until
            and post.created_at <= lag
            and post.document["kind"] in {"post", "video", "reel"}
        ]
        page, paging = page_of(posts, given)
        asked = fields_of(given, "id,message,created_time")
        return JSONResponse({"data": [self._shown(request, account, post, asked) for post in page], **paging})

    async def upload(self, request: Request) -> Response:
        """A photo; the sandbox keeps those that wait for a post or a story."""
        given = await read(
            request, "url", "source", "caption", "published", "temporary", "alt_text_custom", "no_story"
        )
        account = own_page(self._network, request, given, "pages_manage_posts")
        if truth(given, "published", otherwise=True):
            raise invalid("The sandbox plays photos with published=false, to be attached to a post")
        content = await self._content(given)
        flaw = flaw_of(rules.capability("facebook").media, content, "image")
        if flaw:
            raise error(324, f"(#324) Missing or invalid image file. {flaw.words}", 1366046)
        photo = self._state.media.add(
            self._network.name,
            account.id,
            self._network.next_id(),
            content,
            alt=str(given.get("alt_text_custom", "")),
            ready_at=self._state.now(),
            expires_at=self._state.now() + DAY,
            document={"kind": "photo"},
        )
        return JSONResponse({"id": photo.media_id})

    async def _content(self, given: Given) -> Content:
        if isinstance(given.get("source"), bytes):
            return keep(self._state, given["source"])
        try:
            return await fetch(self._state, needed(given, "url"), 64 * 1024 * 1024)
        except UnfetchableError as failed:
            raise error(100, f"(#100) Failed to download the photo: {failed}", 2061006) from failed

    def _attached(self, account: Account, given: Given) -> list[Media]:
        found = []
        for each in document(given, "attached_media") or []:
            media_id = each.get("media_fbid") if isinstance(each, dict) else None
            photo = self._state.media.find(self._network.name, account.id, str(media_id))
            if photo is None or photo.document["kind"] != "photo" or self._is_gone(photo):
                raise missing(str(media_id))
            if photo.post_seq is not None:
                raise error(100, "(#100) Photos were already posted.", 1366051)
            found.append(photo)
        return found

    def _is_gone(self, photo: Media) -> bool:
        return (
            photo.expires_at is not None and photo.expires_at <= self._state.now() and photo.post_seq is None
        )

    def _refuse_duplicate(self, account: Account, message: str, link: str, photos: list[Media]) -> None:
        """The same post twice in a row is refused while the first one stands."""
        last = next(iter(self._state.posts.live(self._network.name, account.id, limit=1)), None)
        window = self._state.settings.facebook_duplicate_window_seconds
        if last is None or last.created_at < self._state.now() - window or last.document["kind"] != "post":
            return
        same = [item.sha256 for item in last.media] == [photo.sha256 for photo in photos]
        if same and (last.text, last.document["link"]) == (message, link):
            raise error(506, DUPLICATE)

    def _answer(self, request: Request, account: Account, post: Post, given: Given) -> Response:
        return JSONResponse(self._shown(request, account, post, fields_of(given, "id")))

    def _shown(self, request: Request, account: Account, post: Post, asked: dict[str, str]) -> dict[str, Any]:
        return shown(post_view(self._network, account, post, self._state.public_url(request)), asked)


def _refuse_wrong(message: str, link: str, photos: list[Media]) -> None:
    if not message and not link and not photos:
        raise error(100, "(#100) The status update is empty: it needs message, link or attached_media.")
    if len(message) > rules.text_limit("facebook", "characters"):
        raise error(100, "(#100) The message is too long.")
    if link and photos:
        raise invalid("link can not be combined with attached_media")
    if link and not link.startswith(("http://", "https://")):
        raise error(100, "(#100) link URL is not properly formatted", 2061006)
    if len(photos) > rules.media_count("facebook"):
        raise invalid(f"Too many photos: at most {rules.media_count('facebook')} can be attached")
