from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls, RefusedError
from sandbox.networks.x import views
from sandbox.networks.x.dialect import X, invalid_request, not_found, per_quarter_hour
from sandbox.posts import Post

MOST_IDS = 100


def add_calls(calls: Calls, network: X) -> None:
    lookups = LookupCalls(network)
    calls.add("GET", "/2/users/me", "users.me", lookups.me, per_quarter_hour("users.me", 75))
    calls.add(
        "GET",
        "/2/users/by/username/{username}",
        "users.by_username",
        lookups.by_username,
        per_quarter_hour("users.by_username", 900),
    )
    calls.add(
        "GET", "/2/users/{id}/tweets", "users.tweets", lookups.timeline, per_quarter_hour("users.tweets", 900)
    )
    calls.add("GET", "/2/tweets", "tweets.lookup", lookups.tweets, per_quarter_hour("tweets.lookup", 5_000))
    calls.add("GET", "/2/tweets/{id}", "tweets.get", lookups.tweet, per_quarter_hour("tweets.get", 900))


class LookupCalls:
    def __init__(self, network: X) -> None:
        self._network = network
        self._state = network.state

    async def me(self, request: Request) -> Response:
        account = self._network.require(request, "tweet.read", "users.read")
        return JSONResponse({"data": self._user(request, account)})

    async def by_username(self, request: Request) -> Response:
        self._network.require(request, "tweet.read", "users.read")
        username = request.path_params["username"]
        account = self._state.accounts.by_handle(self._network.name, username)
        if account is None:
            return JSONResponse({"errors": [not_found("user", "username", username)]})
        return JSONResponse({"data": self._user(request, account)})

    async def timeline(self, request: Request) -> Response:
        self._network.require(request, "tweet.read", "users.read")
        user_id = request.path_params["id"]
        account = self._state.accounts.by_remote_id(self._network.name, user_id)
        if account is None:
            return JSONResponse({"errors": [not_found("user", "id", user_id)]})
        most = _most(request)
        posts = [
            post
            for post in self._state.posts.live(self._network.name, account.id, limit=-1)
            if self._asked(request, post)
        ]
        page = posts[:most]
        meta: dict[str, Any] = {"result_count": len(page)}
        if not page:
            return JSONResponse({"meta": meta})
        meta |= {"newest_id": page[0].remote_id, "oldest_id": page[-1].remote_id}
        if len(posts) > most:
            meta["next_token"] = page[-1].remote_id
        fields = _names(request, "tweet.fields")
        return JSONResponse({"data": [views.tweet(account, post, fields) for post in page], "meta": meta})

    async def tweets(self, request: Request) -> Response:
        """Those that stand; the others as errors beside them, with 200."""
        self._network.require(request, "tweet.read", "users.read")
        ids = [remote_id for remote_id in request.query_params.get("ids", "").split(",") if remote_id]
        if not 1 <= len(ids) <= MOST_IDS or not all(remote_id.isdigit() for remote_id in ids):
            raise invalid_request(
                f"The `ids` query parameter must hold 1 to {MOST_IDS} ids", {"ids": ids[:1]}
            )
        shown = {remote_id: self._shown(request, remote_id) for remote_id in ids}
        data = [found for found in shown.values() if found]
        errors = [not_found("tweet", "ids", remote_id) for remote_id, found in shown.items() if not found]
        return JSONResponse({**({"data": data} if data else {}), **({"errors": errors} if errors else {})})

    async def tweet(self, request: Request) -> Response:
        self._network.require(request, "tweet.read", "users.read")
        remote_id = request.path_params["id"]
        found = self._shown(request, remote_id)
        if found is None:
            raise RefusedError(200, {"errors": [not_found("tweet", "id", remote_id)]})
        return JSONResponse({"data": found})

    def _asked(self, request: Request, post: Post) -> bool:
        """Whether the query's bounds let this post through; it may also still be too young to be listed."""
        query, number = request.query_params, int(post.remote_id)
        if post.created_at > self._state.now() - self._state.settings.x_listing_lag_seconds:
            return False
        if "replies" in query.get("exclude", "").split(",") and post.document["in_reply_to"]:
            return False
        until_id = min(_number(request, name) or 1 << 63 for name in ("until_id", "pagination_token"))
        lower, upper = _instant(request, "start_time"), _instant(request, "end_time")
        return (
            _number(request, "since_id") < number < until_id
            and (lower is None or post.created_at >= lower)
            and (upper is None or post.created_at < upper)
        )

    def _shown(self, request: Request, remote_id: str) -> dict[str, Any] | None:
        post = self._state.posts.find(self._network.name, None, remote_id)
        author = self._state.accounts.by_id(post.account_id) if post and post.deleted_at is None else None
        return views.tweet(author, post, _names(request, "tweet.fields")) if author and post else None

    def _user(self, request: Request, account: Account) -> dict[str, Any]:
        posts = self._state.store.one(
            "SELECT count(*) AS n FROM posts WHERE account_id = ? AND deleted_at IS NULL", account.id
        )
        count = int(posts["n"]) if posts else 0
        return views.user(account, self._state.public_url(request), count, _names(request, "user.fields"))


def _names(request: Request, parameter: str) -> set[str]:
    return set(request.query_params.get(parameter, "").split(","))


def _most(request: Request) -> int:
    text = request.query_params.get("max_results", "10")
    if not text.isdigit() or not 5 <= int(text) <= 100:
        raise invalid_request(
            f"The `max_results` query parameter value [{text}] is not between 5 and 100",
            {"max_results": [text]},
        )
    return int(text)


def _number(request: Request, parameter: str) -> int:
    text = request.query_params.get(parameter, "")
    if text and not text.isdigit():
        raise invalid_request(
            f"The `{parameter}` query parameter value [{text}] is not valid", {parameter: [text]}
        )
    return int(text) if text else 0


def _instant(request: Request, parameter: str) -> float | None:
    text = request.query_params.get(parameter)
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise invalid_request(
            f"The `{parameter}` query parameter value [{text}] is not a valid RFC3339 timestamp",
            {parameter: [text]},
        )
    return instant.timestamp()
