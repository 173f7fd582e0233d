from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.calls import Calls
from sandbox.graph.dialect import Graph, missing
from sandbox.graph.facebook_login import VERSION
from sandbox.graph.parameters import needed, read
from sandbox.networks.facebook.feed import PUBLISHING, own_page


def add_calls(calls: Calls, network: Graph) -> None:
    stories = StoryCalls(network)
    calls.add("POST", f"{VERSION}/{{page}}/photo_stories", "photo_stories.create", stories.create)


class StoryCalls:
    def __init__(self, network: Graph) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        given = await read(request, "photo_id")
        account = own_page(self._network, request, given, *PUBLISHING)
        photo = self._state.media.find(self._network.name, account.id, needed(given, "photo_id"))
        if photo is None or photo.document["kind"] != "photo" or photo.post_seq is not None:
            raise missing(needed(given, "photo_id"))
        with self._state.store.transaction():
            post = self._state.posts.add(
                self._network.name,
                account.id,
                self._network.next_id(),
                text="",
                document={"kind": "story", "link": ""},
                media=[photo.posted()],
            )
        return JSONResponse({"success": True, "post_id": post.remote_id})
