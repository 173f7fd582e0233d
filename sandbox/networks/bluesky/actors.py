from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.audience import of_account, of_post
from sandbox.calls import Calls
from sandbox.networks.bluesky.bodies import query
from sandbox.networks.bluesky.dialect import REQUESTS, Bluesky, invalid_request
from sandbox.networks.bluesky.sessions import did_document
from sandbox.networks.bluesky.writing import live, uri
from sandbox.posts import Post
from sandbox.times import iso

MOST_URIS = 25
COUNTS = {
    "replyCount": "comments",
    "repostCount": "shares",
    "likeCount": "likes",
    "quoteCount": "quotes",
    "bookmarkCount": "saves",
}


def add_calls(calls: Calls, network: Bluesky) -> None:
    actors = ActorCalls(network)
    calls.add("GET", "/xrpc/app.bsky.feed.getPosts", "getPosts", actors.posts, REQUESTS)
    calls.add("GET", "/xrpc/app.bsky.actor.getProfile", "getProfile", actors.profile, REQUESTS)
    calls.add("GET", "/xrpc/com.atproto.identity.resolveHandle", "resolveHandle", actors.resolve, REQUESTS)
    calls.add("GET", "/xrpc/com.atproto.repo.describeRepo", "describeRepo", actors.describe_repo, REQUESTS)


class ActorCalls:
    def __init__(self, network: Bluesky) -> None:
        self._network = network
        self._state = network.state

    async def resolve(self, request: Request) -> Response:
        return JSONResponse({"did": self._actor(query(request, "handle")["handle"]).remote_id})

    async def profile(self, request: Request) -> Response:
        self._network.require(request)
        account = self._actor(query(request, "actor")["actor"])
        counted = self._state.store.one(
            "SELECT count(*) AS n FROM posts WHERE account_id = ? AND deleted_at IS NULL", account.id
        )
        audience = of_account(self._network.name, account.handle)
        counts = {
            "followersCount": audience["followers"],
            "followsCount": audience["following"],
            "postsCount": int(counted["n"]) if counted else 0,
        }
        return JSONResponse({**self._shown(request, account), **counts, "indexedAt": iso(account.created_at)})

    async def describe_repo(self, request: Request) -> Response:
        account = self._actor(query(request, "repo")["repo"])
        return JSONResponse(
            {
                "handle": account.handle,
                "did": account.remote_id,
                "didDoc": did_document(request, account),
                "collections": ["app.bsky.feed.post"],
                "handleIsCorrect": True,
            }
        )

    async def posts(self, request: Request) -> Response:
        """Those of the asked posts that stand; the others are left out, as the network does."""
        self._network.require(request)
        uris = request.query_params.getlist("uris")
        if not uris:
            raise invalid_request('Error: Params must have the property "uris"')
        if len(uris) > MOST_URIS:
            raise invalid_request(f"Error: Params/uris must not have more than {MOST_URIS} elements")
        found = [self._post(request, asked) for asked in uris]
        return JSONResponse({"posts": [post for post in found if post]})

    def _actor(self, identifier: str) -> Account:
        account = self._network.account(identifier)
        if account is None:
            raise invalid_request("Unable to resolve handle" if "." in identifier else "Profile not found")
        return account

    def _post(self, request: Request, asked: str) -> dict[str, Any] | None:
        repo, _, rest = asked.removeprefix("at://").partition("/")
        account = self._network.account(repo)
        found = (
            self._state.posts.find(self._network.name, account.id, rest.split("/")[-1]) if account else None
        )
        post = live(found)
        return self._view(request, account, post) if account and post else None

    def _view(self, request: Request, account: Account, post: Post) -> dict[str, Any]:
        numbers = of_post(post, self._state.now())
        view = {
            "uri": uri(account, post.remote_id),
            "cid": post.document["cid"],
            "author": self._shown(request, account),
            "record": post.document["record"],
            **{shown: numbers[name] for shown, name in COUNTS.items()},
            "indexedAt": iso(post.created_at),
            "labels": [],
        }
        pictures = [item for item in post.media if item.mime.startswith("image/")]
        if pictures:
            url = f"{self._state.public_url(request)}/_sandbox/media"
            images = [
                {"thumb": f"{url}/{item.sha256}", "fullsize": f"{url}/{item.sha256}", "alt": item.alt}
                for item in pictures
            ]
            view["embed"] = {"$type": "app.bsky.embed.images#view", "images": images}
        return view

    def _shown(self, request: Request, account: Account) -> dict[str, Any]:
        return {
            "did": account.remote_id,
            "handle": account.handle,
            "displayName": account.display_name,
            "avatar": f"{self._state.public_url(request)}/_sandbox/avatars/bluesky/{account.handle}.svg",
            "createdAt": iso(account.created_at),
            "labels": [],
        }
