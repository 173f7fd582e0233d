from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.calls import Calls, RefusedError
from sandbox.networks.x import editing
from sandbox.networks.x.bodies import read_body
from sandbox.networks.x.composing import compose
from sandbox.networks.x.dialect import X, forbidden, not_found, per_quarter_hour
from sandbox.networks.x.shapes import TweetBody
from sandbox.networks.x.views import history


def add_calls(calls: Calls, network: X) -> None:
    tweets = TweetCalls(network)
    calls.add("POST", "/2/tweets", "tweets.create", tweets.create, per_quarter_hour("tweets.create", 100))
    calls.add(
        "DELETE", "/2/tweets/{id}", "tweets.delete", tweets.delete, per_quarter_hour("tweets.delete", 50)
    )


class TweetCalls:
    def __init__(self, network: X) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        account = self._network.require(request, "tweet.read", "tweet.write", "users.read")
        body = await read_body(request, TweetBody)
        with self._state.store.transaction():
            draft = compose(self._network, account, body)
            if draft.former:
                post = editing.replace(self._network, draft.former, draft.text, draft.document, draft.media)
            else:
                post = self._state.posts.add(
                    self._network.name,
                    account.id,
                    self._network.next_id(),
                    text=draft.text,
                    document=draft.document,
                    media=draft.media,
                )
        data = {
            "id": post.remote_id,
            "text": post.document["text"],
            "edit_history_tweet_ids": history(post),
        }
        return JSONResponse({"data": data}, 201)

    async def delete(self, request: Request) -> Response:
        account = self._network.require(request, "tweet.read", "tweet.write", "users.read")
        remote_id = request.path_params["id"]
        post = editing.find(self._network, remote_id)
        if post is None or post.deleted_at is not None:
            raise RefusedError(404, {"errors": [not_found("tweet", "id", remote_id)]})
        if post.account_id != account.id:
            raise forbidden("You are not authorized to delete this Tweet.")
        self._state.posts.delete(post)
        return JSONResponse({"data": {"deleted": True}})
