from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph.dialect import DAY, error, invalid, missing
from sandbox.graph.parameters import fields_of, needed, page_of, read, shown
from sandbox.media import Media
from sandbox.networks.instagram.dialect import Instagram
from sandbox.networks.instagram.making import containers_of
from sandbox.networks.instagram.reading import comment_view
from sandbox.posts import Post

PRODUCTS = {"REELS": "REELS", "STORIES": "STORY"}


def add_calls(calls: Calls, network: Instagram, api: str) -> None:
    publishing = PublishingCalls(network)
    calls.add("POST", f"{api}/{{account}}/media_publish", "media_publish", publishing.publish)
    calls.add("GET", f"{api}/{{account}}/content_publishing_limit", "publishing_limit", publishing.limit)
    calls.add("POST", f"{api}/{{id}}/comments", "comments.create", publishing.comment)
    calls.add("GET", f"{api}/{{id}}/comments", "comments.list", publishing.comments)


class PublishingCalls:
    def __init__(self, network: Instagram) -> None:
        self._network = network
        self._state = network.state
        self._containers = containers_of(network)

    async def publish(self, request: Request) -> Response:
        given = await read(request, "creation_id")
        account = self._network.own(request, given, "basic", "content_publish")
        container = self._containers.find(account, needed(given, "creation_id"))
        status = self._containers.status(container) if container else "EXPIRED"
        if container is None or status in {"EXPIRED", "ERROR"}:
            raise error(
                24, "The requested resource does not exist: the container has expired or failed", 2207008
            )
        if status == "IN_PROGRESS":
            raise error(9007, "The media is not ready for publishing, please wait for a moment", 2207027)
        if container.document.get("item"):
            raise error(100, "(#100) A carousel's child can't be published by itself", 2207028)
        most = self._state.settings.instagram_posts_a_day
        if self._state.settings.rate_limits and self._published(account) >= most:
            raise self._network.quota_used_up()
        with self._state.store.transaction():
            post = self._publish(account, container)
        return JSONResponse({"id": post.remote_id})

    async def limit(self, request: Request) -> Response:
        given = await read(request)
        account = self._network.own(request, given, "basic", "content_publish")
        view = {
            "quota_usage": self._published(account),
            "config": {"quota_total": self._state.settings.instagram_posts_a_day, "quota_duration": DAY},
            "id": None,
        }
        return JSONResponse({"data": [shown(view, fields_of(given, "quota_usage"))]})

    async def comment(self, request: Request) -> Response:
        given = await read(request, "message")
        account = self._network.allowed(request, given, "manage_comments")
        parent = self._parent(request, account)
        message = needed(given, "message").strip()
        if len(message) > rules.text_limit("instagram", "characters"):
            raise invalid("The comment is too long")
        post = self._state.posts.add(
            self._network.name,
            account.id,
            self._network.next_id(),
            text=message,
            document={"type": "COMMENT", "product": "COMMENT", "in_reply_to": parent.remote_id},
            media=[],
        )
        return JSONResponse({"id": post.remote_id})

    async def comments(self, request: Request) -> Response:
        given = await read(request, "limit", "after")
        account = self._network.allowed(request, given, "basic")
        parent = self._parent(request, account)
        posts = self._state.posts.live(self._network.name, account.id, limit=-1)
        found = [post for post in posts if post.document.get("in_reply_to") == parent.remote_id]
        page, paging = page_of(found, given)
        asked = fields_of(given, "id,text,timestamp")
        return JSONResponse({"data": [shown(comment_view(account, post), asked) for post in page], **paging})

    def _publish(self, account: Account, container: Media) -> Post:
        made = container.document
        children = [self._containers.own(account, child) for child in made.get("children", [])]
        parts = children or [container]
        product = PRODUCTS.get(made["type"], "FEED")
        kind = "CAROUSEL_ALBUM" if children else "VIDEO" if made.get("video") else "IMAGE"
        return self._containers.publish(
            account, container, made["caption"], {"type": kind, "product": product}, parts
        )

    def _published(self, account: Account) -> int:
        """Posts of the last 24 hours; comments are none."""
        posts = self._state.posts.listed(network=self._network.name, account_id=account.id, limit=500)
        since = self._state.now() - DAY
        return sum(post.created_at > since and post.document["type"] != "COMMENT" for post in posts)

    def _parent(self, request: Request, account: Account) -> Post:
        post = self._state.posts.find(self._network.name, account.id, request.path_params["id"])
        if post is None or post.deleted_at is not None:
            raise missing(request.path_params["id"])
        return post
