from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls, take
from sandbox.limits import Limit
from sandbox.networks.bluesky.bodies import json_input, page_size, query
from sandbox.networks.bluesky.cids import record_cid
from sandbox.networks.bluesky.dialect import REQUESTS, Bluesky, invalid_request, refused
from sandbox.networks.bluesky.tids import tid
from sandbox.networks.bluesky.writing import COLLECTION, Written, check_swap, live, prepare, uri
from sandbox.posts import Post

POINTS_HOUR = Limit("bluesky.points", 5_000, 3_600)
POINTS_DAY = Limit("bluesky.points.day", 35_000, 86_400)
CREATE, UPDATE, DELETE = 3, 2, 1


def add_calls(calls: Calls, network: Bluesky) -> None:
    records = RecordCalls(network)
    prefix = "/xrpc/com.atproto.repo"
    calls.add("POST", f"{prefix}.createRecord", "createRecord", records.create, REQUESTS)
    calls.add("POST", f"{prefix}.putRecord", "putRecord", records.put, REQUESTS)
    calls.add("POST", f"{prefix}.deleteRecord", "deleteRecord", records.delete, REQUESTS)
    calls.add("GET", f"{prefix}.getRecord", "getRecord", records.get, REQUESTS)
    calls.add("GET", f"{prefix}.listRecords", "listRecords", records.listed, REQUESTS)


class RecordCalls:
    def __init__(self, network: Bluesky) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        account, body = await self._write_input(request, record=dict)
        self._spend(account, CREATE)
        rkey = body.get("rkey") or tid(self._state.now())
        with self._state.store.transaction():
            written = prepare(self._state, account, str(rkey), body["record"])
            if live(self._find(account, written.rkey)):
                # The reference server's tree refuses the key, and nobody turns that into a clean conflict.
                raise refused(500, "InternalServerError", "Internal Server Error")
            return self._stored(account, written)

    async def put(self, request: Request) -> Response:
        """Same content again: same answer and no commit. Other content: the same post, changed."""
        account, body = await self._write_input(request, rkey=str, record=dict)
        before = live(self._find(account, body["rkey"]))
        self._spend(account, UPDATE if before else CREATE)
        with self._state.store.transaction():
            written = prepare(self._state, account, body["rkey"], body["record"])
            check_swap(before, body)
            if before and before.document["cid"] == written.cid:
                self._state.posts.accept_again(before)
                return JSONResponse(_written_answer(account, written))
            return self._stored(account, written)

    async def delete(self, request: Request) -> Response:
        account, body = await self._write_input(request, rkey=str)
        self._spend(account, DELETE)
        post = live(self._find(account, body["rkey"]))
        check_swap(post, body)
        if post is None:
            return JSONResponse({})
        self._state.posts.delete(post)
        return JSONResponse({"commit": self._commit(post.document["cid"])})

    async def get(self, request: Request) -> Response:
        given = query(request, "repo", "collection", "rkey")
        account = self._repo(given["repo"])
        post = live(self._find(account, given["rkey"])) if given["collection"] == COLLECTION else None
        if post is None or given.get("cid", post.document["cid"]) != post.document["cid"]:
            place = f"at://{account.remote_id}/{given['collection']}/{given['rkey']}"
            raise refused(400, "RecordNotFound", f"Could not locate record: {place}")
        return JSONResponse(_record(account, post))

    async def listed(self, request: Request) -> Response:
        given = query(request, "repo", "collection")
        account = self._repo(given["repo"])
        most = page_size(given, 50, 100)
        if given["collection"] != COLLECTION:
            return JSONResponse({"records": []})
        rising = given.get("reverse") == "true"
        cursor = given.get("cursor")
        posts = self._state.posts.live(self._network.name, account.id, limit=-1)
        posts = [
            post
            for post in posts
            if not cursor or (post.remote_id > cursor if rising else post.remote_id < cursor)
        ]
        page = sorted(posts, key=lambda post: post.remote_id, reverse=not rising)[:most]
        answer: dict[str, Any] = {"records": [_record(account, post) for post in page]}
        return JSONResponse({**answer, "cursor": page[-1].remote_id} if page else answer)

    async def _write_input(self, request: Request, **required: type) -> tuple[Account, dict[str, Any]]:
        account, _ = self._network.require(request)
        body = await json_input(request, repo=str, collection=str, **required)
        if self._network.account(body["repo"]) != account:
            raise refused(401, "AuthenticationRequired", "Authentication Required")
        if body["collection"] != COLLECTION:
            raise invalid_request(f"Lexicon not found: lex:{body['collection']}")
        if body.get("swapCommit"):
            raise invalid_request("swapCommit is not played by this sandbox")
        return account, body

    def _spend(self, account: Account, points: int) -> None:
        for limit in (POINTS_HOUR, POINTS_DAY):
            take(self._state, limit, account.remote_id, points)

    def _repo(self, identifier: str) -> Account:
        account = self._network.account(identifier)
        if account is None:
            raise invalid_request(f"Could not find repo: {identifier}")
        return account

    def _find(self, account: Account, rkey: str) -> Post | None:
        return self._state.posts.find(self._network.name, account.id, rkey)

    def _stored(self, account: Account, written: Written) -> Response:
        posts, text = self._state.posts, str(written.record["text"])
        before = self._find(account, written.rkey)
        if before:
            posts.replace(before, text=text, document=written.document, media=written.media)
        else:
            posts.add(
                self._network.name,
                account.id,
                written.rkey,
                text=text,
                document=written.document,
                media=written.media,
            )
        return JSONResponse({**_written_answer(account, written), "commit": self._commit(written.cid)})

    def _commit(self, cid: str) -> dict[str, str]:
        rev = tid(self._state.now())
        return {"cid": record_cid({"data": {"$link": cid}, "rev": rev}), "rev": rev}


def _written_answer(account: Account, written: Written) -> dict[str, Any]:
    return {"uri": uri(account, written.rkey), "cid": written.cid, "validationStatus": "valid"}


def _record(account: Account, post: Post) -> dict[str, Any]:
    return {
        "uri": uri(account, post.remote_id),
        "cid": post.document["cid"],
        "value": post.document["record"],
    }
