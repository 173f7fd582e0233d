from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph.dialect import DAY, Graph, error
from sandbox.graph.parameters import fields_of, needed, read, shown
from sandbox.networks.threads.login import VERSION
from sandbox.networks.threads.making import containers_of, own_profile

KINDS = {"TEXT": "TEXT_POST", "CAROUSEL": "CAROUSEL_ALBUM"}
KEPT = ("in_reply_to", "link", "topic", "poll", "quotes", "reply_control")


def add_calls(calls: Calls, network: Graph) -> None:
    publishing = PublishingCalls(network)
    calls.add("POST", f"{VERSION}/{{user}}/threads_publish", "threads_publish", publishing.publish)
    calls.add("GET", f"{VERSION}/{{user}}/threads_publishing_limit", "publishing_limit", publishing.limit)


class PublishingCalls:
    def __init__(self, network: Graph) -> None:
        self._network = network
        self._state = network.state
        self._containers = containers_of(network)

    async def publish(self, request: Request) -> Response:
        given = await read(request, "creation_id")
        account = own_profile(self._network, request, given, "threads_basic", "threads_content_publish")
        container = self._containers.find(account, needed(given, "creation_id"))
        status = self._containers.status(container) if container else "EXPIRED"
        if container is None or status not in {"FINISHED", "PUBLISHED"} or container.document["item"]:
            raise error(24, "The requested resource does not exist: the media can not be found", 4279009)
        made = container.document
        self._refuse_beyond(account, is_reply=bool(made["in_reply_to"]))
        parts = [self._containers.own(account, child) for child in made.get("children", [])]
        if not parts and container.sha256:
            parts = [container]
        shown_as = {"type": KINDS.get(made["type"], made["type"]), **{name: made[name] for name in KEPT}}
        with self._state.store.transaction():
            post = self._containers.publish(account, container, made["text"], shown_as, parts)
        return JSONResponse({"id": post.remote_id})

    async def limit(self, request: Request) -> Response:
        given = await read(request)
        account = own_profile(self._network, request, given, "threads_basic", "threads_content_publish")
        settings = self._state.settings
        view = {
            "id": None,
            "quota_usage": self._published(account, replies=False),
            "config": {"quota_total": settings.threads_posts_a_day, "quota_duration": DAY},
            "reply_quota_usage": self._published(account, replies=True),
            "reply_config": {"quota_total": settings.threads_replies_a_day, "quota_duration": DAY},
        }
        return JSONResponse({"data": [shown(view, fields_of(given, "quota_usage"))]})

    def _refuse_beyond(self, account: Account, *, is_reply: bool) -> None:
        settings = self._state.settings
        most = settings.threads_replies_a_day if is_reply else settings.threads_posts_a_day
        if settings.rate_limits and self._published(account, replies=is_reply) >= most:
            raise self._network.quota_used_up()

    def _published(self, account: Account, *, replies: bool) -> int:
        """Of the last 24 hours, deleted ones too."""
        since = self._state.now() - DAY
        posts = self._state.posts.listed(network=self._network.name, account_id=account.id, limit=2_000)
        return sum(
            post.created_at > since and bool(post.document["in_reply_to"]) == replies for post in posts
        )
