"""Each of LinkedIn's rules, over plain HTTP."""

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from PIL import Image

from sandbox.networks.linkedin import little
from sandbox.tests.conftest import picture
from sandbox.tests.test_linkedin_client import POST, VERSION
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]
PART = 4 * 1024 * 1024


@pytest.fixture
def page(account: Open) -> dict[str, Any]:
    """An organisation."""
    return account("linkedin", kind="organization")


@pytest.fixture
def member(account: Open) -> dict[str, Any]:
    return account("linkedin")


@pytest.fixture
def api(http: httpx.Client, page: dict[str, Any]) -> httpx.Client:
    return speaking_for(http, page)


def speaking_for(http: httpx.Client, opened: dict[str, Any]) -> httpx.Client:
    http.headers["authorization"] = f"Bearer {opened['credentials']['access_token']}"
    http.headers["linkedin-version"] = VERSION
    http.headers["x-restli-protocol-version"] = "2.0.0"
    return http


def say(api: httpx.Client, author: dict[str, Any], text: str = "Tea", **more: Any) -> httpx.Response:
    body = {**POST, "author": author["remote_id"], "commentary": text, **more}
    return api.post("/linkedin/rest/posts", json=body)


def uploaded(api: httpx.Client, owner: dict[str, Any], data: bytes, kind: str = "image") -> str:
    """The URN of an image or document."""
    asked = {"initializeUploadRequest": {"owner": owner["remote_id"]}}
    value = api.post(f"/linkedin/rest/{kind}s?action=initializeUpload", json=asked).json()["value"]
    assert api.put(value["uploadUrl"], content=data).status_code == 201
    return str(value[kind])


def filmed(api: httpx.Client, owner: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What finishes a video whose parts have been sent."""
    asked = {"initializeUploadRequest": {"owner": owner["remote_id"], "fileSizeBytes": len(data)}}
    value = api.post("/linkedin/rest/videos?action=initializeUpload", json=asked).json()["value"]
    etags = []
    for part in value["uploadInstructions"]:
        piece = data[part["firstByte"] : part["lastByte"] + 1]
        etags.append(api.put(part["uploadUrl"], content=piece).headers["etag"].strip('"'))
    finish = {"video": value["video"], "uploadToken": value["uploadToken"], "uploadedPartIds": etags}
    return {"finalizeUploadRequest": finish}


def status(api: httpx.Client, urn: str) -> dict[str, Any]:
    kind = urn.split(":")[2]
    answer: dict[str, Any] = api.get(f"/linkedin/rest/{kind}s/{quote(urn, safe='')}").json()
    return answer


@pytest.mark.parametrize(
    ("commentary", "shown"),
    [
        (r"5 \< 7 \| \{a\} \@b \[c\] \(d\) \# \\ \* \_ \~", r"5 < 7 | {a} @b [c] (d) # \ * _ ~"),
        (r"{hashtag|\#|tea\_time} and #cake", "#tea_time and #cake"),
        (r"{hashtag|\#|रोटी}", "#रोटी"),
        ("Hi @[Acme (Ltd\\]](urn:li:organization:12)!", "Hi Acme (Ltd]!"),
        ("Open today (and tomorrow)", "Open today "),
        ("a_b", "a"),
        ("mail me @ home", "mail me "),
    ],
)
def test_little_text(commentary: str, shown: str) -> None:
    """Escapes, hashtags and mentions are read; an unescaped reserved character ends the text."""
    assert little.read(commentary)[0] == shown


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"linkedin-version": ""}, 400, "VERSION_MISSING"),
        ({"linkedin-version": "202401"}, 426, "NONEXISTENT_VERSION"),
        ({"linkedin-version": "209901"}, 426, "NONEXISTENT_VERSION"),
        ({"authorization": ""}, 401, "EMPTY_ACCESS_TOKEN"),
        ({"authorization": "Bearer nobody"}, 401, "INVALID_ACCESS_TOKEN"),
    ],
)
def test_headers(
    api: httpx.Client, page: dict[str, Any], changes: dict[str, str], code: int, words: str
) -> None:
    """Every versioned call names its version and its token."""
    api.headers.update(changes)
    answer = say(api, page)

    assert (answer.status_code, answer.json()["code"]) == (code, words)


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ({"text": "", "content": None}, 422, "MISSING_FIELD"),
        ({"text": "x" * 3001}, 422, "FIELD_LENGTH_TOO_LONG"),
        ({"colour": "blue"}, 422, "UNRECOGNIZED_FIELD"),
        ({"visibility": "NOBODY"}, 400, "INVALID_VALUE_FOR_FIELD"),
        ({"visibility": "CONNECTIONS"}, 422, "INVALID_VALUE_FOR_FIELD"),
        ({"lifecycleState": None}, 400, "INVALID_VALUE_FOR_FIELD"),
        ({"content": {}}, 422, "INVALID_CONTENT"),
        ({"content": {"media": {"id": "urn:li:image:none"}}}, 400, "INVALID_URN_ID"),
        ({"content": {"media": {"id": "urn:li:share:1"}}}, 400, "INVALID_URN_TYPE"),
        ({"content": {"article": {"source": "https://a.example"}}}, 400, "MISSING_FIELD"),
        ({"content": {"multiImage": {"images": [{"id": "urn:li:image:a"}]}}}, 422, "INVALID_CONTENT"),
        (
            {"content": {"article": {"source": "https://a.example", "title": "t" * 401}}},
            400,
            "FIELD_LENGTH_TOO_LONG",
        ),
        (
            {
                "content": {
                    "poll": {"question": "?", "options": [{"text": "a"}], "settings": {"duration": "ONE_DAY"}}
                }
            },
            400,
            "INVALID_VALUE_FOR_FIELD",
        ),
    ],
)
def test_refusals(
    api: httpx.Client, page: dict[str, Any], more: dict[str, Any], code: int, words: str
) -> None:
    """Each refusal has LinkedIn's status and code."""
    answer = say(api, page, **more)

    assert (answer.status_code, answer.json()["code"]) == (code, words), answer.text


def test_the_urn_is_in_the_header(api: httpx.Client, page: dict[str, Any], posts: Any) -> None:
    """201 with an empty body."""
    answer = say(api, page, "x" * 3000)

    assert (answer.status_code, answer.content) == (201, b"")
    assert answer.headers["x-restli-id"] == posts(page)[0]["remote_id"]
    assert api.get(posts(page)[0]["url"], follow_redirects=True).status_code == 200


def test_a_duplicate_names_the_live_post(api: httpx.Client, page: dict[str, Any], settings: Any) -> None:
    """Byte for byte the same is refused within the window; other media make another post."""
    first = say(api, page).headers["x-restli-id"]
    again = say(api, page)

    assert again.status_code == 422
    assert again.json()["message"] == f"Content is a duplicate of {first}"
    assert say(api, page, "Coffee").status_code == 201
    settings(clock_offset_seconds=3601)
    assert say(api, page).status_code == 201


def test_only_for_oneself_and_one_s_organisations(
    http: httpx.Client, page: dict[str, Any], member: dict[str, Any], posts: Any
) -> None:
    """A member's consent does not reach a stranger's page, nor the page's people a stranger."""
    assert say(speaking_for(http, member), page).json()["code"] == "ACCESS_DENIED"
    assert say(speaking_for(http, page), member).json()["code"] == "ACCESS_DENIED"
    assert say(speaking_for(http, member), member, visibility="CONNECTIONS").status_code == 201
    assert posts(page) == []


def test_a_member_s_posts_and_images_can_t_be_read(http: httpx.Client, member: dict[str, Any]) -> None:
    """With the right to post alone nothing is read back."""
    api = speaking_for(http, member)
    urn = say(api, member).headers["x-restli-id"]
    image = uploaded(api, member, picture())
    author = quote(member["remote_id"], safe="")

    assert api.get(f"/linkedin/rest/posts?q=author&author={author}").status_code == 403
    assert api.get(f"/linkedin/rest/posts/{quote(urn, safe='')}").status_code == 403
    assert api.get(f"/linkedin/rest/images/{quote(image, safe='')}").status_code == 403
    assert say(api, member, content={"media": {"id": image, "altText": "A loaf"}}).status_code == 201


def test_images(api: httpx.Client, page: dict[str, Any], posts: Any) -> None:
    """Two images in their order; the address of an upload takes bytes once."""
    images = [uploaded(api, page, picture(width=64 + n)) for n in range(2)]
    content = {"multiImage": {"images": [{"id": urn, "altText": urn[-3:]} for urn in images]}}

    assert status(api, images[0])["status"] == "AVAILABLE"
    assert say(api, page, content=content).status_code == 201
    (post,) = posts(page)
    assert [item["media_id"] for item in post["media"]] == images
    assert [item["alt"] for item in post["media"]] == [urn[-3:] for urn in images]


def test_what_is_no_image_fails_processing(api: httpx.Client, page: dict[str, Any]) -> None:
    """Found out by asking, and by posting."""
    output = io.BytesIO()
    Image.new("RGB", (8, 8)).save(output, "TIFF")
    urn = uploaded(api, page, output.getvalue())

    assert status(api, urn)["processingFailureReason"] == "image/tiff is not supported"
    assert say(api, page, content={"media": {"id": urn}}).json()["code"] == "MEDIA_ASSET_PROCESSING_FAILED"


def test_a_video_in_parts(api: httpx.Client, page: dict[str, Any], settings: Any, posts: Any) -> None:
    """Each part at its own address, named by its ETag in order; usable once it has been looked at."""
    data = video(seconds=3)
    data += (len(data) + 8).to_bytes(4) + b"free" + bytes(PART)
    finish = filmed(api, page, data)
    turned = {
        **finish["finalizeUploadRequest"],
        "uploadedPartIds": finish["finalizeUploadRequest"]["uploadedPartIds"][::-1],
    }
    urn = finish["finalizeUploadRequest"]["video"]
    place = "/linkedin/rest/videos?action=finalizeUpload"

    assert api.post(place, json={"finalizeUploadRequest": turned}).status_code == 400
    settings(linkedin_processing_seconds=60)
    assert api.post(place, json=finish).status_code == 200
    assert status(api, urn)["status"] == "PROCESSING"
    early = say(api, page, content={"media": {"id": urn, "title": "Tea"}})
    assert early.json()["code"] == "MEDIA_ASSET_WAITING_UPLOAD"
    settings(clock_offset_seconds=61)
    assert status(api, urn)["status"] == "AVAILABLE"
    assert say(api, page, content={"media": {"id": urn, "title": "Tea"}}).status_code == 201
    assert posts(page)[0]["media"][0]["mime"] == "video/mp4"


@pytest.mark.parametrize("data", [b"\0\0\0\x20ftypisom" + bytes(80_000), video(seconds=1)])
def test_videos_that_can_t_be_shown(
    api: httpx.Client, page: dict[str, Any], settings: Any, data: bytes
) -> None:
    """Broken or too short."""
    settings(linkedin_processing_seconds=0)
    finish = filmed(api, page, data)
    api.post("/linkedin/rest/videos?action=finalizeUpload", json=finish)

    assert status(api, finish["finalizeUploadRequest"]["video"])["status"] == "PROCESSING_FAILED"


def test_documents_polls_and_cards(api: httpx.Client, page: dict[str, Any], posts: Any) -> None:
    """The other things that a post can hold."""
    document = uploaded(api, page, b"%PDF-1.7 menu", "document")
    thumbnail = uploaded(api, page, picture())
    poll = {
        "question": "Tea?",
        "options": [{"text": "Yes"}, {"text": "No"}],
        "settings": {"duration": "ONE_DAY"},
    }
    card = {"source": "https://a.example/", "title": "A page", "thumbnail": thumbnail}

    assert say(api, page, content={"media": {"id": document, "title": "Menu"}}).status_code == 201
    assert say(api, page, content={"poll": poll}).status_code == 201
    assert say(api, page, content={"article": card}).status_code == 201
    assert [len(post["media"]) for post in posts(page)] == [1, 0, 1]


def test_comments(api: httpx.Client, page: dict[str, Any], posts: Any) -> None:
    """A comment stands under its post, and is listed and deleted."""
    urn = say(api, page).headers["x-restli-id"]
    place = f"/linkedin/rest/socialActions/{quote(urn, safe='')}/comments"
    body = {"actor": page["remote_id"], "object": urn, "message": {"text": "First (of many)"}}
    made = api.post(place, json=body)

    assert made.status_code == 201
    assert made.json()["message"]["text"] == "First (of many)"
    assert [one["id"] for one in api.get(place).json()["elements"]] == [made.headers["x-restli-id"]]
    assert posts(page)[0]["text"] == "First (of many)"
    gone = api.delete(f"{place}/{made.json()['id']}?actor={quote(page['remote_id'], safe='')}")
    assert gone.status_code == 204
    assert api.get(place).json()["elements"] == []
    body["message"] = {"text": "x" * 1251}
    assert api.post(place, json=body).json()["code"] == "FIELD_LENGTH_TOO_LONG"


def test_a_day_of_posts(api: httpx.Client, page: dict[str, Any], settings: Any) -> None:
    """The quota turns at midnight UTC; nothing in the answer says so."""
    settings(linkedin_daily_posts=2)
    answers = [say(api, page, text) for text in ("one", "two", "three")]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert "retry-after" not in answers[-1].headers
    settings(clock_offset_seconds=86_400)
    assert say(api, page, "three").status_code == 201


def test_a_post_that_is_gone(api: httpx.Client, page: dict[str, Any]) -> None:
    """404 for what never was; deleting twice is no error."""
    place = f"/linkedin/rest/posts/{quote(say(api, page).headers['x-restli-id'], safe='')}"

    assert [api.delete(place).status_code for _ in range(2)] == [204, 204]
    assert api.get(place).status_code == 404
    assert api.delete("/linkedin/rest/posts/urn%3Ali%3Ashare%3A1").status_code == 404


def consenting(http: httpx.Client, **changes: str) -> httpx.URL:
    """Where the person is sent back to."""
    query = {
        "response_type": "code",
        "client_id": "sandbox-client",
        "redirect_uri": "http://127.0.0.1/callback",
        "scope": "openid profile w_member_social",
        "state": "s",
        **changes,
    }
    sent = http.get("/linkedin/www/oauth/v2/authorization", params=query)
    assert sent.status_code == 302, sent.text
    return httpx.URL(sent.headers["location"])


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"deny": "1"}, "user_cancelled_authorize"),
        ({"scope": "openid everything"}, "unauthorized_scope_error"),
        ({"response_type": "token"}, "invalid_request"),
    ],
)
def test_no_consent(http: httpx.Client, member: dict[str, Any], changes: dict[str, str], error: str) -> None:
    """The person comes back with the reason."""
    assert consenting(http, login_hint=member["handle"], **changes).params["error"] == error


def test_tokens(http: httpx.Client, member: dict[str, Any], settings: Any) -> None:
    """A code counts once; partners renew, which leaves the refresh token and its end as they are."""
    settings(linkedin_refresh_tokens=True)
    app = {name: member["credentials"][name] for name in ("client_id", "client_secret")}
    code = consenting(http, login_hint=member["handle"]).params["code"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": "http://127.0.0.1/callback",
        **app,
    }
    place = "/linkedin/www/oauth/v2/accessToken"
    first = http.post(place, data=form).json()
    renewal = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], **app}
    settings(clock_offset_seconds=86_400)
    second = http.post(place, data=renewal).json()

    assert http.post(place, data=form).json()["error"] == "invalid_grant"
    assert http.post(place, data={**form, "client_secret": "wrong"}).status_code == 401
    assert second["refresh_token"] == first["refresh_token"]
    assert first["refresh_token_expires_in"] - second["refresh_token_expires_in"] >= 86_400 - 5
    assert second["access_token"] != first["access_token"]


def test_a_login_for_other_scopes_ends_the_tokens_before(http: httpx.Client, member: dict[str, Any]) -> None:
    """As LinkedIn warns."""
    app = {name: member["credentials"][name] for name in ("client_id", "client_secret")}
    code = consenting(http, login_hint=member["handle"], scope="openid profile").params["code"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": "http://127.0.0.1/callback",
        **app,
    }
    assert http.post("/linkedin/www/oauth/v2/accessToken", data=form).status_code == 200

    assert say(speaking_for(http, member), member).json()["code"] == "REVOKED_ACCESS_TOKEN"
