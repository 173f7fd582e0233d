"""Each of Mastodon's rules, over plain HTTP."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox.tests.conftest import picture
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]
API = "/mastodon/api/v1"


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("mastodon")


@pytest.fixture
def api(http: httpx.Client, opened: dict[str, Any]) -> httpx.Client:
    http.headers["authorization"] = f"Bearer {opened['credentials']['access_token']}"
    return http


def upload(api: httpx.Client, content: bytes | None = None, **data: str) -> httpx.Response:
    return api.post("/mastodon/api/v2/media", files={"file": ("x.jpg", content or picture())}, data=data)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


def test_length_counts_links_as_23(api: httpx.Client) -> None:
    """A link counts 23 however long it is; a remote mention counts its local part."""
    link = "https://example.com/" + "a" * 300
    fits = f"{'x' * 466} {link} @ann@social.example.org"
    assert api.post(f"{API}/statuses", json={"status": f"{'x' * 471} {link} @ann"}).status_code == 200
    assert api.post(f"{API}/statuses", json={"status": fits}).status_code == 200
    assert refusal(api.post(f"{API}/statuses", json={"status": f"{'x' * 472} {link} @ann"})) == (
        422,
        "Validation failed: Text character limit of 500 exceeded",
    )


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"status": " "}, 422, "Validation failed: Text can't be blank"),
        (
            {"status": "a", "media_ids": ["1"]},
            422,
            "Validation failed: Media 1 not found or already attached to another post",
        ),
        (
            {"status": "a", "media_ids": list("12345")},
            422,
            "Validation failed: Cannot attach more than 4 files",
        ),
        (
            {"status": "a", "visibility": "secret"},
            422,
            "Validation failed: Visibility is not included in the list",
        ),
        (
            {"status": "a", "poll": {"options": ["one"], "expires_in": 600}},
            422,
            "Validation failed: Options must have more than one item",
        ),
        (
            {"status": "a", "poll": {"options": ["a", "b"], "expires_in": 10}},
            422,
            "Validation failed: Expires at duration is too short",
        ),
        (
            {"status": "a", "in_reply_to_id": "1"},
            404,
            "The post you are trying to reply to does not appear to exist.",
        ),
    ],
)
def test_status_refusals(api: httpx.Client, body: dict[str, Any], status: int, words: str) -> None:
    """Each refusal has Mastodon's status and words."""
    assert refusal(api.post(f"{API}/statuses", json=body)) == (status, words)


def test_form_body(api: httpx.Client) -> None:
    """A form says the same as JSON."""
    media = upload(api).json()["id"]
    answer = api.post(f"{API}/statuses", data={"status": "form", "media_ids[]": [media], "sensitive": "true"})

    assert answer.json()["media_attachments"][0]["id"] == media
    assert answer.json()["sensitive"] is True


def test_media_type_is_looked_at(api: httpx.Client) -> None:
    """The content counts, not the name; text is no picture, and a description has a limit."""
    assert upload(api).json()["type"] == "image"
    assert refusal(upload(api, b"no picture")) == (
        422,
        "Validation failed: File content type is invalid, File is invalid",
    )
    assert upload(api, description="x" * 1501).status_code == 422
    assert refusal(api.post("/mastodon/api/v2/media", data={"description": "a"}))[0] == 422


def test_media_that_is_not_ready(api: httpx.Client, settings: Callable[..., None]) -> None:
    """A processing upload answers 202, then 206, cannot be attached, and is ready in the end."""
    settings(mastodon_media_processing_seconds=60)
    media = upload(api)
    assert (media.status_code, media.json()["url"]) == (202, None)
    place = f"{API}/media/{media.json()['id']}"
    assert api.get(place).status_code == 206
    body = {"status": "a", "media_ids": [media.json()["id"]]}
    answer = api.post(f"{API}/statuses", json=body)
    assert refusal(answer) == (
        422,
        "Cannot attach files that have not finished processing. Try again in a moment!",
    )

    settings(clock_offset_seconds=61)

    assert api.get(place).status_code == 200
    assert api.post(f"{API}/statuses", json=body).status_code == 200
    assert "already attached" in refusal(api.post(f"{API}/statuses", json=body))[1]


def test_videos(api: httpx.Client, settings: Callable[..., None]) -> None:
    """A video goes alone; one that can't be played is taken at first and fails when it is worked on."""
    settings(mastodon_media_processing_seconds=5)
    good, bad = upload(api, video(64, 64)), upload(api, b"\0\0\0\x20ftypisom" + b"\0" * 900)
    settings(clock_offset_seconds=6)
    assert (good.status_code, bad.status_code) == (202, 202)
    assert api.get(f"{API}/media/{good.json()['id']}").json()["type"] == "video"
    assert refusal(api.get(f"{API}/media/{bad.json()['id']}")) == (
        422,
        "Error processing thumbnail for uploaded media",
    )
    settings(mastodon_media_processing_seconds=0)
    both = {"status": "a", "media_ids": [good.json()["id"], upload(api).json()["id"]]}
    assert "already contains images" in refusal(api.post(f"{API}/statuses", json=both))[1]


def test_edit_keeps_what_an_edit_can_t_change(api: httpx.Client, settings: Callable[..., None]) -> None:
    """Visibility and parent stay; text, warning and attachments are those of the edit."""
    first = api.post(f"{API}/statuses", json={"status": "one"}).json()["id"]
    body = {"status": "two", "in_reply_to_id": first, "visibility": "unlisted", "spoiler_text": "careful"}
    second = api.post(f"{API}/statuses", json=body).json()["id"]
    edited = api.put(f"{API}/statuses/{second}", json={"status": "2"}).json()
    assert (edited["visibility"], edited["in_reply_to_id"], edited["spoiler_text"]) == ("unlisted", first, "")
    assert edited["edited_at"]
    settings(clock_offset_seconds=86_400)
    listed = api.get(f"{API}/statuses", params={"id[]": [first, second, "1"]}).json()
    assert [status["id"] for status in listed] == [first, second]
    assert listed[0]["favourites_count"] > 0


def test_idempotency_key_is_kept_an_hour(api: httpx.Client, settings: Callable[..., None]) -> None:
    """After the hour the same key makes a second status."""
    key = {"idempotency-key": "job-1"}
    first = api.post(f"{API}/statuses", json={"status": "a"}, headers=key).json()["id"]
    settings(clock_offset_seconds=3590)
    assert api.post(f"{API}/statuses", json={"status": "a"}, headers=key).json()["id"] == first
    settings(clock_offset_seconds=3610)
    assert api.post(f"{API}/statuses", json={"status": "a"}, headers=key).json()["id"] != first


def test_scopes(http: httpx.Client, opened: dict[str, Any]) -> None:
    """A token without the scope is told so; the PKCE verifier has to fit; a code works once."""
    app = http.post(
        f"{API}/apps",
        data={"client_name": "t", "redirect_uris": "https://a.example/b", "scopes": "read write"},
    ).json()
    query = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": "https://a.example/b",
        "scope": "read",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
        "login_hint": opened["handle"],
        "state": "s",
    }
    refused_page = http.get("/mastodon/oauth/authorize", params={**query, "deny": "1"})
    assert httpx.URL(refused_page.headers["location"]).params["error"] == "access_denied"
    back = httpx.URL(http.get("/mastodon/oauth/authorize", params=query).headers["location"])
    assert back.params["state"] == "s"
    exchange = {
        "grant_type": "authorization_code",
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": "https://a.example/b",
        "code": back.params["code"],
    }
    proof = {"code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"}
    assert http.post("/mastodon/oauth/token", data={**exchange, "code_verifier": "wrong"}).status_code == 400
    token = http.post("/mastodon/oauth/token", data={**exchange, **proof}).json()
    assert http.post("/mastodon/oauth/token", data={**exchange, **proof}).status_code == 400

    bearer = {"authorization": f"Bearer {token['access_token']}"}
    assert http.get(f"{API}/accounts/verify_credentials", headers=bearer).status_code == 200
    refused = http.post(f"{API}/statuses", json={"status": "a"}, headers=bearer)
    assert refusal(refused) == (403, "This action is outside the authorized scopes")
    http.post("/mastodon/oauth/revoke", data={**exchange, "token": token["access_token"]})
    assert http.get(f"{API}/accounts/verify_credentials", headers=bearer).status_code == 401


def test_listing(api: httpx.Client) -> None:
    """Own statuses come newest first, bounded by since_id and limit, without deleted ones."""
    me = api.get(f"{API}/accounts/verify_credentials").json()["id"]
    ids = [api.post(f"{API}/statuses", json={"status": str(number)}).json()["id"] for number in range(4)]
    api.delete(f"{API}/statuses/{ids[2]}")
    listed = api.get(f"{API}/accounts/{me}/statuses", params={"since_id": ids[0], "limit": 40}).json()

    assert [status["id"] for status in listed] == [ids[3], ids[1]]
    assert api.get(f"{API}/statuses/{ids[2]}").status_code == 404


def test_instance_tells_limits(http: httpx.Client) -> None:
    """The instance tells the limits it keeps."""
    configuration = http.get("/mastodon/api/v2/instance").json()["configuration"]

    assert configuration["statuses"]["max_characters"] == 500
    assert configuration["statuses"]["characters_reserved_per_url"] == 23
    assert configuration["media_attachments"]["image_size_limit"] == 16 * 1024 * 1024


def test_upload_limit(api: httpx.Client) -> None:
    """The 31st upload within half an hour is refused, with the reset as an ISO time."""
    answers = [upload(api, picture(2, 2)) for _ in range(31)]

    assert [answer.status_code for answer in answers[:30]] == [200] * 30
    assert refusal(answers[30]) == (429, "Too many requests")
    assert answers[30].headers["x-ratelimit-remaining"] == "0"
    assert answers[30].headers["x-ratelimit-reset"].endswith("Z")
