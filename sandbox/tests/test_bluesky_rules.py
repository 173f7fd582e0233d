"""Each of the personal data server's rules, over plain HTTP."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox.tests.conftest import picture

Open = Callable[..., dict[str, Any]]
XRPC = "/bluesky/xrpc"
POST = "app.bsky.feed.post"
KEY = "3mabcdefghi2k"


def record(text: str = "hello", **more: Any) -> dict[str, Any]:
    return {"$type": POST, "text": text, "createdAt": "2026-11-21T10:00:00.000Z", **more}


class Server:
    """One account's session with its server."""

    def __init__(self, http: httpx.Client, opened: dict[str, Any]) -> None:
        self.http, self.did, self.opened = http, opened["remote_id"], opened
        self.session = self.log_in().json()

    def log_in(self) -> httpx.Response:
        credentials = self.opened["credentials"]
        body = {"identifier": credentials["identifier"], "password": credentials["app_password"]}
        return self.http.post(f"{XRPC}/com.atproto.server.createSession", json=body)

    def call(self, method: str, body: Any = None, token: str = "accessJwt", **options: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.session[token]}", **options.pop("headers", {})}
        return self.http.post(f"{XRPC}/{method}", json=body, headers=headers, **options)

    def put(self, value: dict[str, Any], key: str = KEY, **more: Any) -> httpx.Response:
        body = {"repo": self.did, "collection": POST, "rkey": key, "record": value, **more}
        return self.call("com.atproto.repo.putRecord", body)

    def get(self, method: str, **query: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.session['accessJwt']}"}
        return self.http.get(f"{XRPC}/{method}", params=query, headers=headers)

    def upload(self, content: bytes, kind: str = "image/png") -> dict[str, Any]:
        answer = self.call("com.atproto.repo.uploadBlob", headers={"content-type": kind}, content=content)
        blob: dict[str, Any] = answer.json()["blob"]
        return blob


@pytest.fixture
def server(http: httpx.Client, account: Open) -> Server:
    return Server(http, account("bluesky"))


def refusal(answer: httpx.Response) -> tuple[int, str]:
    assert set(answer.json()) == {"error", "message"}
    return answer.status_code, answer.json()["error"]


def test_put_is_idempotent(server: Server, posts: Any) -> None:
    """Same record: same answer, no commit. Other content: the same post, changed."""
    first, again = server.put(record()).json(), server.put(record()).json()
    assert "commit" in first
    assert again == {name: value for name, value in first.items() if name != "commit"}

    changed = server.put(record("other")).json()
    assert (changed["uri"], "commit" in changed) == (first["uri"], True)
    assert changed["cid"] != first["cid"]
    (post,) = posts(server.opened)
    assert (post["text"], post["accepted"], post["revision"]) == ("other", 3, 2)


def test_create_with_a_key_that_exists(server: Server) -> None:
    """An existing key is an internal error, as in the reference server."""
    body = {"repo": server.did, "collection": POST, "rkey": KEY, "record": record()}
    assert server.call("com.atproto.repo.createRecord", body).status_code == 200
    assert refusal(server.call("com.atproto.repo.createRecord", body)) == (500, "InternalServerError")


def test_read_back_and_delete(server: Server) -> None:
    """A record can be asked for by its key, by anybody, until it is deleted."""
    made = server.put(record()).json()
    place = {"repo": server.did, "collection": POST, "rkey": KEY}
    found = server.http.get(f"{XRPC}/com.atproto.repo.getRecord", params=place).json()
    assert (found["cid"], found["value"]["text"]) == (made["cid"], "hello")
    assert server.get("com.atproto.repo.listRecords", repo=server.did, collection=POST).json()["records"] == [
        found
    ]
    assert server.get("app.bsky.feed.getPosts", uris=made["uri"]).json()["posts"][0]["likeCount"] == 0

    assert server.call("com.atproto.repo.deleteRecord", place).status_code == 200
    assert refusal(server.http.get(f"{XRPC}/com.atproto.repo.getRecord", params=place)) == (
        400,
        "RecordNotFound",
    )
    assert server.get("app.bsky.feed.getPosts", uris=made["uri"]).json() == {"posts": []}


FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (record("x" * 301), "Record/text must not be longer than 300 graphemes"),
        (record(FAMILY * 121), "Record/text must not be longer than 3000 characters"),
        ({"$type": POST, "text": "a"}, 'must have the property "createdAt"'),
        (record(createdAt="2026-11-21T10:00:00"), "must be an valid atproto datetime"),
        (record(langs=["en", "de", "fr", "hi"]), "Record/langs must not have more than 3 elements"),
        (record(langs=["en_GB"]), "must be a well-formed BCP 47 language tag"),
        (
            record("é", facets=[{"index": {"byteStart": 0, "byteEnd": 1}, "features": []}]),
            "character boundaries",
        ),
        (
            record("é", facets=[{"index": {"byteStart": 0, "byteEnd": 3}, "features": []}]),
            "within the 2 bytes",
        ),
        (
            record("#a", facets=[{"index": {"byteStart": 0, "byteEnd": 2}, "features": [{"tag": "a"}]}]),
            '"$type" property',
        ),
        (record(embed={"$type": "app.bsky.embed.images", "images": [{"alt": "", "image": "x"}]}), "object"),
    ],
)
def test_record_refusals(server: Server, value: dict[str, Any], words: str) -> None:
    """Each field is held to the lexicon, in the reference server's words."""
    answer = server.put(value)

    assert refusal(answer) == (400, "InvalidRequest")
    assert words in answer.json()["message"]


def test_graphemes_count_as_people_see(server: Server) -> None:
    """120 families are 120 graphemes and exactly 3,000 bytes."""
    assert server.put(record(FAMILY * 120)).status_code == 200


def test_record_key_syntax(server: Server) -> None:
    assert refusal(server.put(record(), key="my-key")) == (400, "InvalidRequest")


def images(*items: dict[str, Any]) -> dict[str, Any]:
    return record(embed={"$type": "app.bsky.embed.images", "images": list(items)})


def test_images(server: Server) -> None:
    """Pictures are blobs that were uploaded, small enough, at most four, each with an alt text."""
    blob = server.upload(picture())
    item = {"image": blob, "alt": "An orange field"}
    assert server.put(images(item)).status_code == 200
    assert "not have more than 4" in server.put(images(*[item] * 5)).json()["message"]
    assert 'the property "alt"' in server.put(images({"image": blob})).json()["message"]
    unknown = {**blob, "ref": {"$link": "bafkrei" + "a" * 52}}
    assert refusal(server.put(images({"image": unknown, "alt": ""}))) == (400, "BlobNotFound")
    other_type = {**blob, "mimeType": "image/jpeg"}
    assert refusal(server.put(images({"image": other_type, "alt": ""}))) == (400, "InvalidMimeType")
    large = server.upload(picture() + b"\0" * 2_000_000)
    assert refusal(server.put(images({"image": large, "alt": ""}))) == (400, "BlobTooLarge")
    text = server.upload(b"words", "text/plain")
    assert refusal(server.put(images({"image": text, "alt": ""}))) == (400, "InvalidMimeType")


def test_unreferenced_blobs_go(server: Server, settings: Callable[..., None]) -> None:
    """A blob in no record is gone after a while; one in a record stays."""
    loose, used = server.upload(picture(3, 3)), server.upload(picture(4, 4))
    assert server.put(images({"image": used, "alt": ""})).status_code == 200
    settings(clock_offset_seconds=3700)

    assert refusal(server.put(images({"image": loose, "alt": ""}), key="3mabcdefghi2l")) == (
        400,
        "BlobNotFound",
    )
    assert server.put(images({"image": used, "alt": ""}), key="3mabcdefghi2m").status_code == 200


def test_expiry_and_rotation(server: Server, settings: Callable[..., None]) -> None:
    """An expired access token is a 400; a refresh gives both anew and ends the old ones."""
    settings(clock_offset_seconds=7201)
    assert refusal(server.put(record())) == (400, "ExpiredToken")
    used = server.session
    server.session = server.call("com.atproto.server.refreshSession", token="refreshJwt").json()
    assert server.put(record()).status_code == 200

    server.session = used
    assert refusal(server.call("com.atproto.server.refreshSession", token="refreshJwt")) == (
        400,
        "ExpiredToken",
    )
    assert refusal(server.call("com.atproto.server.refreshSession")) == (401, "InvalidToken")


def test_wrong_tokens(server: Server) -> None:
    """None at all, a made-up one, a refresh token for a write, another's repository."""
    body = {"repo": server.did, "collection": POST, "rkey": KEY, "record": record()}
    put = f"{XRPC}/com.atproto.repo.putRecord"
    assert refusal(server.http.post(put, json=body)) == (401, "AuthMissing")
    assert refusal(server.http.post(put, json=body, headers={"authorization": "Bearer x"})) == (
        401,
        "InvalidToken",
    )
    assert refusal(server.call("com.atproto.repo.putRecord", body, token="refreshJwt")) == (
        401,
        "InvalidToken",
    )
    other = server.http.post(
        "/_sandbox/accounts", json={"network": "bluesky", "handle": "somebody-else"}
    ).json()
    answer = server.call("com.atproto.repo.putRecord", {**body, "repo": other["remote_id"]})
    assert refusal(answer) == (401, "AuthenticationRequired")


def test_did_document(server: Server) -> None:
    """The session names the account's server."""
    (service,) = server.session["didDoc"]["service"]

    assert service["type"] == "AtprotoPersonalDataServer"
    assert service["serviceEndpoint"] == f"{server.http.base_url}/bluesky".replace("//bluesky", "/bluesky")


def test_login_limit(server: Server) -> None:
    """The 31st session within five minutes is refused, with the reset in seconds."""
    answers = [server.log_in() for _ in range(30)]

    assert refusal(answers[-1]) == (429, "RateLimitExceeded")
    assert answers[-1].headers["ratelimit-policy"] == "30;w=300"
    assert int(answers[-1].headers["ratelimit-reset"]) > 1_700_000_000


def test_swap(server: Server) -> None:
    """swapRecord says what must stand there; null says nothing may."""
    made = server.put(record(), swapRecord=None).json()
    assert refusal(server.put(record("b"), swapRecord=None)) == (400, "InvalidSwap")
    assert server.put(record("b"), swapRecord=made["cid"]).status_code == 200


def test_resolve(server: Server) -> None:
    handle = server.opened["handle"]

    assert server.get("com.atproto.identity.resolveHandle", handle=handle).json() == {"did": server.did}
    assert refusal(server.get("com.atproto.identity.resolveHandle", handle="nobody.test")) == (
        400,
        "InvalidRequest",
    )
    assert refusal(server.get("app.bsky.graph.getFollows")) == (501, "MethodNotImplemented")
