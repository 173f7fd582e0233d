"""Each of X's rules, over plain HTTP."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from PIL import Image

from sandbox.tests.conftest import picture
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]
UPLOAD = "/x/2/media/upload"


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("x")


@pytest.fixture
def api(http: httpx.Client, opened: dict[str, Any]) -> httpx.Client:
    http.headers["authorization"] = f"Bearer {opened['credentials']['access_token']}"
    return http


def say(api: httpx.Client, text: str | None = None, **more: Any) -> httpx.Response:
    return api.post("/x/2/tweets", json={**({} if text is None else {"text": text}), **more})


def one_shot(api: httpx.Client, content: bytes | None = None) -> httpx.Response:
    return api.post(
        UPLOAD, files={"media": ("a", content or picture())}, data={"media_category": "tweet_image"}
    )


def in_chunks(api: httpx.Client, content: bytes, media_type: str, category: str) -> httpx.Response:
    body = {"media_type": media_type, "total_bytes": len(content), "media_category": category}
    media_id = api.post(f"{UPLOAD}/initialize", json=body).json()["data"]["id"]
    size = 1024 * 1024
    for index in range(-(-len(content) // size)):
        part = content[index * size : (index + 1) * size]
        answer = api.post(
            f"{UPLOAD}/{media_id}/append", data={"segment_index": index}, files={"media": ("a", part)}
        )
        assert answer.status_code == 200, answer.text
    return api.post(f"{UPLOAD}/{media_id}/finalize")


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 400, "text or media"),
        ({"text": "a", "colour": "blue"}, 400, "does not allow additional properties"),
        ({"text": "x" * 281}, 403, "You are not permitted to perform this action."),
        ({"text": "漢" * 141}, 403, "You are not permitted to perform this action."),
        ({"text": "a", "media": {"media_ids": ["1"]}}, 400, "Your media IDs are invalid."),
        ({"text": "a", "media": {"media_ids": list("12345")}}, 400, "maximum of 4 items"),
        ({"text": "a", "media": {"media_ids": [1]}}, 400, "$.media.media_ids.0"),
        ({"text": "$ABC and $DEF"}, 400, "maximum of one cashtag"),
        ({"text": "a", "reply": {"in_reply_to_tweet_id": "1"}}, 403, "deleted or not visible"),
        ({"text": "a", "poll": {"options": ["a"], "duration_minutes": 5}}, 400, "minimum of 2 items"),
        ({"text": "a", "reply_settings": "nobody"}, 400, "$.reply_settings"),
    ],
)
def test_refusals(api: httpx.Client, body: dict[str, Any], status: int, words: str) -> None:
    """Each refusal has X's status and envelope."""
    answer = api.post("/x/2/tweets", json=body)

    assert answer.status_code == status
    assert words in answer.text
    assert "title" in answer.json()


def test_weighted_length(api: httpx.Client) -> None:
    """280 letters, 140 ideographs, or 256 letters and a link of any length."""
    assert say(api, "x" * 280).status_code == 201
    assert say(api, "漢" * 140).status_code == 201
    assert say(api, f"{'x' * 256} https://example.com/{'y' * 400}").status_code == 201


def test_duplicate_window(api: httpx.Client, settings: Callable[..., None]) -> None:
    """Other words, or the same ones after the window, are welcome."""
    assert say(api, "again").status_code == 201
    assert say(api, " again ").status_code == 403
    assert say(api, "Again").status_code == 201
    settings(x_duplicate_window_seconds=0)
    assert say(api, "again").status_code == 201


def test_thread(api: httpx.Client, http: httpx.Client, account: Open) -> None:
    """One's own posts can be answered, others' only when summoned."""
    first = say(api, "one").json()["data"]["id"]
    second = say(api, "two", reply={"in_reply_to_tweet_id": first}).json()["data"]["id"]
    shown = api.get(
        f"/x/2/tweets/{second}", params={"tweet.fields": "conversation_id,referenced_tweets"}
    ).json()["data"]
    assert (shown["conversation_id"], shown["referenced_tweets"]) == (
        first,
        [{"type": "replied_to", "id": first}],
    )

    stranger = account("x")["credentials"]["access_token"]
    answer = http.post(
        "/x/2/tweets",
        json={"text": "hi", "reply": {"in_reply_to_tweet_id": first}},
        headers={"authorization": f"Bearer {stranger}"},
    )
    assert (answer.status_code, "mentioned" in answer.json()["detail"]) == (403, True)


def test_pictures(api: httpx.Client, opened: dict[str, Any], posts: Any) -> None:
    """Pictures by one shot and by chunks, with alt text; the text read back ends with their link."""
    first = one_shot(api).json()["data"]
    second = in_chunks(api, picture(90, 90, "JPEG"), "image/jpeg", "tweet_image").json()["data"]
    assert "processing_info" not in first
    described = {"id": first["id"], "metadata": {"alt_text": {"text": "An orange field"}}}
    assert api.post("/x/2/media/metadata", json=described).status_code == 200
    described["metadata"] = {"alt_text": {"text": "x" * 1001}}
    assert api.post("/x/2/media/metadata", json=described).status_code == 400

    made = say(api, "two pictures", media={"media_ids": [first["id"], second["id"]]}).json()["data"]
    (post,) = posts(opened)
    assert [(item["alt"], item["mime"]) for item in post["media"]] == [
        ("An orange field", "image/png"),
        ("", "image/jpeg"),
    ]
    assert made["text"].startswith("two pictures https://t.co/")
    fields = {"ids": made["id"], "tweet.fields": "attachments,entities"}
    (shown,) = api.get("/x/2/tweets", params=fields).json()["data"]
    assert shown["attachments"]["media_keys"] == [first["media_key"], second["media_key"]]
    assert {link["media_key"] for link in shown["entities"]["urls"]} == {
        f"3_{first['id']}",
        f"3_{second['id']}",
    }


def test_uploads_are_checked(api: httpx.Client) -> None:
    """Declared and real type must agree, bytes must add up, sizes have limits."""
    wrong = in_chunks(api, picture(), "image/jpeg", "tweet_image")
    assert (wrong.status_code, "image/png, not image/jpeg" in wrong.text) == (400, True)
    start = {"media_type": "image/png", "total_bytes": 9, "media_category": "tweet_image"}
    media_id = api.post(f"{UPLOAD}/initialize", json=start).json()["data"]["id"]
    assert "do not add up" in api.post(f"{UPLOAD}/{media_id}/finalize").text
    assert say(api, "not ready", media={"media_ids": [media_id]}).status_code == 400
    for changes in ({"total_bytes": 6_000_000}, {"media_type": "video/mp4"}, {"media_type": "image/tiff"}):
        assert api.post(f"{UPLOAD}/initialize", json={**start, **changes}).status_code == 400
    assert api.post(f"{UPLOAD}/1/append", data={"segment_index": 0}, files={"media": b"a"}).status_code == 400
    assert one_shot(api, b"no picture").status_code == 400


def test_video_is_processed(api: httpx.Client, settings: Callable[..., None]) -> None:
    """A video is pending, then ready; before that it cannot be used."""
    settings(x_video_processing_seconds=30)
    media = in_chunks(api, video(64, 64), "video/mp4", "tweet_video").json()["data"]
    assert media["processing_info"]["state"] == "in_progress"
    assert say(api, "video", media={"media_ids": [media["id"]]}).status_code == 400

    settings(clock_offset_seconds=31)

    status = api.get(UPLOAD, params={"command": "STATUS", "media_id": media["id"]}).json()["data"]
    assert status["processing_info"]["state"] == "succeeded"
    still = one_shot(api).json()["data"]["id"]
    assert say(api, "both", media={"media_ids": [media["id"], still]}).status_code == 400
    assert say(api, "video", media={"media_ids": [media["id"]]}).status_code == 201


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (video(64, 64, seconds=141, rate=2), "duration of 141"),
        (video(1400, 700), "width of 1400"),
        (video(640, 64), "aspect ratio of 10"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 3_000_000, "can't be played"),
    ],
    ids=["too long", "too wide", "too flat", "no video"],
)
def test_video_that_fails(
    api: httpx.Client, settings: Callable[..., None], content: bytes, words: str
) -> None:
    """What X can't use is taken at first and fails in the end, with the reason; it can't be posted."""
    settings(x_video_processing_seconds=0)
    processing = in_chunks(api, content, "video/mp4", "tweet_video").json()["data"]
    assert processing["processing_info"]["state"] == "failed"
    assert words in processing["processing_info"]["error"]["message"]
    assert say(api, "video", media={"media_ids": [processing["id"]]}).status_code == 400


def test_poll(api: httpx.Client, opened: dict[str, Any], posts: Any) -> None:
    """A poll needs words, stands without media, and is told with the post."""
    poll = {"options": ["tea", "coffee"], "duration_minutes": 60}
    assert say(api, poll=poll).status_code == 400
    media = {"media_ids": [one_shot(api).json()["data"]["id"]]}
    assert say(api, "both", poll=poll, media=media).status_code == 400
    made = say(api, "Which?", poll=poll, made_with_ai=True, reply_settings="following").json()["data"]["id"]
    query = {"tweet.fields": "attachments", "expansions": "attachments.poll_ids"}
    shown = api.get(f"/x/2/tweets/{made}", params=query).json()
    assert [option["label"] for option in shown["includes"]["polls"][0]["options"]] == ["tea", "coffee"]
    assert shown["data"]["attachments"]["poll_ids"] == [shown["includes"]["polls"][0]["id"]]
    document = posts(opened)[0]["document"]
    assert (document["made_with_ai"], document["reply_settings"]) == (True, "following")


def test_edit(api: httpx.Client, opened: dict[str, Any], posts: Any, settings: Callable[..., None]) -> None:
    """An edit gives the post another id and stays one post; it needs Premium, and half an hour."""
    first = say(api, "Helo").json()["data"]["id"]
    edited = say(api, "Hello", edit_options={"previous_post_id": first}).json()["data"]
    assert edited["edit_history_tweet_ids"] == [first, edited["id"]]
    [post] = posts(opened)
    assert (post["remote_id"], post["text"], post["revision"]) == (edited["id"], "Hello", 2)
    assert api.get(f"/x/2/tweets/{first}").json()["data"]["text"] == "Hello"
    again = {"previous_post_id": edited["id"]}
    assert say(api, "Hi", edit_options={"previous_post_id": first}).status_code == 403
    settings(x_premium=False)
    assert say(api, "Hi", edit_options=again).status_code == 403
    settings(x_premium=True, clock_offset_seconds=1801)
    assert say(api, "Hi", edit_options=again).status_code == 403
    assert api.delete(f"/x/2/tweets/{first}").status_code == 200
    assert posts(opened)[0]["deleted"] is True


def test_numbers(api: httpx.Client, settings: Callable[..., None]) -> None:
    """They grow with time; some are told to the author alone and for 30 days."""
    settings(x_access_token_seconds=40 * 86_400)
    bearer = refresh_of(api)
    made = say(api, "How do I do?").json()["data"]["id"]
    settings(clock_offset_seconds=86_400)
    query = {"ids": made, "tweet.fields": "public_metrics,non_public_metrics"}
    [shown] = api.get("/x/2/tweets", params=query, headers=bearer).json()["data"]
    assert shown["public_metrics"]["impression_count"] > shown["public_metrics"]["like_count"] > 0
    assert shown["non_public_metrics"]["url_link_clicks"] > 0
    settings(clock_offset_seconds=31 * 86_400)
    late = api.get("/x/2/tweets", params=query, headers=bearer).json()
    assert "non_public_metrics" not in late["data"][0]
    assert late["errors"][0]["title"] == "Field Authorization Error"
    assert (
        api.get("/x/2/tweets", params={"ids": made, "tweet.fields": "likes"}, headers=bearer).status_code
        == 400
    )


def refresh_of(api: httpx.Client) -> dict[str, str]:
    """A token as long-lived as the settings now say."""
    account = api.get("/x/2/users/me").json()["data"]["username"]
    opened = api.post("/_sandbox/accounts", json={"network": "x", "handle": account}).json()
    return {"authorization": f"Bearer {opened['credentials']['access_token']}"}


def test_gif_limits(api: httpx.Client) -> None:
    """A GIF beyond 1280x1080 is refused."""
    output = io.BytesIO()
    Image.new("P", (1281, 10)).save(output, "GIF")

    assert in_chunks(api, output.getvalue(), "image/gif", "tweet_gif").status_code == 400


def test_media_expires(http: httpx.Client, account: Open, settings: Callable[..., None]) -> None:
    """After a day an unused upload is gone."""
    settings(x_access_token_seconds=200_000)
    http.headers["authorization"] = f"Bearer {account('x')['credentials']['access_token']}"
    media_id = one_shot(http).json()["data"]["id"]
    settings(clock_offset_seconds=86_500)

    assert say(http, "late", media={"media_ids": [media_id]}).status_code == 400


def refresh(http: httpx.Client, credentials: dict[str, Any], token: str, **more: Any) -> httpx.Response:
    return http.post(
        "/x/2/oauth2/token",
        data={"grant_type": "refresh_token", "refresh_token": token},
        auth=(credentials["client_id"], more.get("secret", credentials["client_secret"])),
    )


def test_refresh_rotates(http: httpx.Client, opened: dict[str, Any], settings: Callable[..., None]) -> None:
    """A refresh token counts once; the next one comes with the answer; a wrong secret is refused."""
    credentials = opened["credentials"]
    settings(clock_offset_seconds=7300)
    stale = {"authorization": f"Bearer {credentials['access_token']}"}
    assert http.get("/x/2/users/me", headers=stale).status_code == 401
    assert refresh(http, credentials, credentials["refresh_token"], secret="no").status_code == 401
    fresh = refresh(http, credentials, credentials["refresh_token"]).json()
    reused = refresh(http, credentials, credentials["refresh_token"])
    assert (reused.status_code, reused.json()["error"]) == (400, "invalid_grant")
    alive = {"authorization": f"Bearer {fresh['access_token']}"}
    assert http.get("/x/2/users/me", headers=alive).json()["data"]["username"] == opened["handle"]
    assert refresh(http, credentials, fresh["refresh_token"]).status_code == 200


def test_code_flow(http: httpx.Client, opened: dict[str, Any], settings: Callable[..., None]) -> None:
    """The code needs its verifier and lives 30 seconds; without offline.access there is no refresh token."""
    query = {
        "response_type": "code",
        "client_id": opened["credentials"]["client_id"],
        "redirect_uri": "http://127.0.0.1/callback",
        "scope": "tweet.read users.read",
        "state": "s",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
        "login_hint": opened["handle"],
    }

    def code() -> str:
        return httpx.URL(http.get("/x/i/oauth2/authorize", params=query).headers["location"]).params["code"]

    def exchange(text: str, verifier: str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") -> httpx.Response:
        body = {
            "grant_type": "authorization_code",
            "code": text,
            "redirect_uri": "http://127.0.0.1/callback",
            "code_verifier": verifier,
        }
        return http.post("/x/2/oauth2/token", data=body, auth=("sandbox-client", "sandbox-client-secret"))

    assert exchange(code(), "wrong").status_code == 400
    token = exchange(code()).json()
    assert "refresh_token" not in token
    bearer = {"authorization": f"Bearer {token['access_token']}"}
    assert http.post("/x/2/tweets", json={"text": "a"}, headers=bearer).status_code == 403
    late = code()
    settings(clock_offset_seconds=31)
    assert exchange(late).status_code == 400
    query["deny"] = "1"
    refused = httpx.URL(http.get("/x/web/i/oauth2/authorize", params=query).headers["location"])
    assert (refused.params["error"], refused.params["state"]) == ("access_denied", "s")


def test_timeline(api: httpx.Client, settings: Callable[..., None]) -> None:
    """Own posts newest first, within bounds; an empty page has no data; the listing may lag."""
    me = api.get("/x/2/users/me").json()["data"]["id"]
    place = f"/x/2/users/{me}/tweets"
    assert api.get(place).json() == {"meta": {"result_count": 0}}
    ids = [say(api, f"post {number}").json()["data"]["id"] for number in range(6)]
    page = api.get(place, params={"max_results": 5, "exclude": "retweets,replies"}).json()
    assert [post["id"] for post in page["data"]] == ids[:0:-1]
    assert set(page["data"][0]) == {"id", "text", "edit_history_tweet_ids"}
    rest = api.get(place, params={"max_results": 5, "pagination_token": page["meta"]["next_token"]}).json()
    assert [post["id"] for post in rest["data"]] == ids[:1]
    since = api.get(place, params={"since_id": ids[4]}).json()["data"]
    assert [post["id"] for post in since] == ids[5:]
    later = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    assert api.get(place, params={"start_time": later}).json()["meta"]["result_count"] == 0
    assert api.get(place, params={"max_results": 4}).status_code == 400
    assert api.get(place, params={"start_time": "yesterday"}).status_code == 400
    settings(x_listing_lag_seconds=60)
    assert api.get(place).json()["meta"]["result_count"] == 0


def test_lookup_and_delete(api: httpx.Client) -> None:
    """What is not there comes as an error beside what is."""
    made = say(api, "here").json()["data"]["id"]
    found = api.get("/x/2/tweets", params={"ids": f"{made},1", "tweet.fields": "public_metrics"}).json()
    assert [post["id"] for post in found["data"]] == [made]
    assert found["data"][0]["public_metrics"]["like_count"] == 0
    assert found["errors"][0]["resource_id"] == "1"
    assert api.delete(f"/x/2/tweets/{made}").json() == {"data": {"deleted": True}}
    assert "data" not in api.get("/x/2/tweets", params={"ids": made}).json()


def test_rate_limit(api: httpx.Client, settings: Callable[..., None]) -> None:
    """The 76th look at oneself within a quarter of an hour is refused until the reset; limits can be off."""
    answers = [api.get("/x/2/users/me") for _ in range(76)]
    refused = answers[-1]
    assert [answer.status_code for answer in answers[:75]] == [200] * 75
    assert (refused.status_code, refused.json()["title"]) == (429, "Too Many Requests")
    assert refused.headers["x-rate-limit-remaining"] == "0"
    assert int(refused.headers["x-rate-limit-reset"]) > datetime.now(UTC).timestamp()

    settings(rate_limits=False)

    assert api.get("/x/2/users/me").status_code == 200
