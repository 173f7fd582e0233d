from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls, RefusedError
from sandbox.networks.x import editing, views
from sandbox.networks.x.dialect import X, invalid_request, not_authorized, not_found, per_quarter_hour
from sandbox.posts import Post

MOST_IDS = 100
TWEET_FIELDS = {
    "attachments",
    "author_id",
    "community_id",
    "context_annotations",
    "conversation_id",
    "created_at",
    "edit_controls",
    "edit_history_tweet_ids",
    "entities",
    "geo",
    "id",
    "in_reply_to_user_id",
    "lang",
    "non_public_metrics",
    "note_tweet",
    "organic_metrics",
    "possibly_sensitive",
    "promoted_metrics",
    "public_metrics",
    "referenced_tweets",
    "reply_settings",
    "source",
    "text",
    "withheld",
}
USER_FIELDS = {
    "affiliation",
    "created_at",
    "description",
    "entities",
    "id",
    "location",
    "most_recent_tweet_id",
    "name",
    "pinned_tweet_id",
    "profile_image_url",
    "protected",
    "public_metrics",
    "url",
    "username",
    "verified",
    "verified_type",
    "withheld",
}
EXPANSIONS = {
    "attachments.media_keys",
    "attachments.poll_ids",
    "author_id",
    "in_reply_to_user_id",
    "referenced_tweets.id",
}


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
        fields = _names(request, "tweet.fields", TWEET_FIELDS)
        return JSONResponse({**self._shown(page, fields, request), "meta": meta})

    async def tweets(self, request: Request) -> Response:
        """Those that stand; the others as errors beside them, with 200."""
        caller = self._network.require(request, "tweet.read", "users.read")
        ids = [remote_id for remote_id in request.query_params.get("ids", "").split(",") if remote_id]
        if not 1 <= len(ids) <= MOST_IDS or not all(remote_id.isdigit() for remote_id in ids):
            raise invalid_request(
                f"The `ids` query parameter must hold 1 to {MOST_IDS} ids", {"ids": ids[:1]}
            )
        found = {remote_id: self._live(remote_id) for remote_id in ids}
        errors = [not_found("tweet", "ids", remote_id) for remote_id, post in found.items() if not post]
        fields = _names(request, "tweet.fields", TWEET_FIELDS)
        posts = [post for post in found.values() if post]
        errors += self._secret(caller, posts, fields)
        return JSONResponse({**self._shown(posts, fields, request), **({"errors": errors} if errors else {})})

    async def tweet(self, request: Request) -> Response:
        caller = self._network.require(request, "tweet.read", "users.read")
        remote_id = request.path_params["id"]
        found = self._live(remote_id)
        if found is None:
            raise RefusedError(200, {"errors": [not_found("tweet", "id", remote_id)]})
        fields = _names(request, "tweet.fields", TWEET_FIELDS)
        shown = self._shown([found], fields, request)
        errors = self._secret(caller, [found], fields)
        return JSONResponse({**shown, "data": shown["data"][0], **({"errors": errors} if errors else {})})

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

    def _live(self, remote_id: str) -> Post | None:
        post = editing.find(self._network, remote_id)
        return post if post and post.deleted_at is None else None

    def _shown(self, posts: list[Post], fields: set[str], request: Request) -> dict[str, Any]:
        now = self._state.now()
        data = []
        for post in posts:
            author = self._state.accounts.by_id(post.account_id)
            assert author is not None
            data.append(views.tweet(author, post, fields, now))
        included = views.includes(posts, _names(request, "expansions", EXPANSIONS), now)
        return {**({"data": data} if data else {}), **({"includes": included} if included else {})}

    def _secret(self, caller: Account, posts: list[Post], fields: set[str]) -> list[dict[str, Any]]:
        """Errors for the numbers that X tells the author only, and only for a while."""
        if "non_public_metrics" not in fields:
            return []
        now = self._state.now()
        return [
            not_authorized(post.remote_id, "non_public_metrics")
            for post in posts
            if post.account_id != caller.id or not views.is_private_told(post, now)
        ]

    def _user(self, request: Request, account: Account) -> dict[str, Any]:
        posts = self._state.store.one(
            "SELECT count(*) AS n FROM posts WHERE account_id = ? AND deleted_at IS NULL", account.id
        )
        count = int(posts["n"]) if posts else 0
        return views.user(
            account, self._state.public_url(request), count, _names(request, "user.fields", USER_FIELDS)
        )


def _names(request: Request, parameter: str, known: set[str]) -> set[str]:
    names = {name for name in request.query_params.get(parameter, "").split(",") if name}
    if not names <= known:
        raise invalid_request(
            f"The `{parameter}` query parameter value [{min(names - known)}] is not one of"
            f" [{','.join(sorted(known))}]",
            {parameter: sorted(names - known)},
        )
    return names


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
