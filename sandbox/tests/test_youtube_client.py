"""Google's own client library against the played YouTube."""

import io
import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import httplib2
import httpx
import pytest
from googleapiclient.discovery import build_from_document
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from sandbox.tests.conftest import picture
from sandbox.tests.videos import video

Open = Callable[..., dict[str, Any]]


class SignedHttp:
    """Adds the token that Google's sign-in library would add."""

    def __init__(self, token: str) -> None:
        self._http = httplib2.Http()
        self._http.redirect_codes -= {308}  # as the library's own build_http does: it means "go on" here
        self._signature = {"authorization": f"Bearer {token}"}

    def request(self, uri: str, *arguments: Any, headers: dict[str, str] | None = None, **more: Any) -> Any:
        return self._http.request(uri, *arguments, headers={**(headers or {}), **self._signature}, **more)

    def close(self) -> None:
        self._http.close()


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("youtube")


@pytest.fixture
def client(opened: dict[str, Any]) -> Iterator[Any]:
    document = files("googleapiclient") / "discovery_cache" / "documents" / "youtube.v3.json"
    described = json.loads(document.read_text())
    described |= {"rootUrl": f"{opened['base_url']}/", "mtlsRootUrl": "", "baseUrl": ""}
    client = build_from_document(described, http=SignedHttp(opened["credentials"]["access_token"]))
    yield client
    client.close()


def upload(client: Any, content: bytes, **snippet: Any) -> dict[str, Any]:
    """In chunks of 256 KiB."""
    media = MediaIoBaseUpload(io.BytesIO(content), "video/mp4", chunksize=256 * 1024, resumable=True)
    body = {"snippet": {"title": "Bread", **snippet}, "status": {"privacyStatus": "public"}}
    request = client.videos().insert(part="snippet,status", body=body, media_body=media)
    answer = None
    while answer is None:
        _, answer = request.next_chunk()
    made: dict[str, Any] = answer
    return made


def test_upload_and_read_back(client: Any, opened: dict[str, Any], posts: Any) -> None:
    """A video sent in chunks stands on the wall byte for byte, and in the channel's list of uploads."""
    content = video(seconds=1) + bytes(600_000)
    made = upload(client, content, description="Every day", tags=["bread", "fresh rolls"])
    (channel,) = (
        client.channels().list(part="snippet,contentDetails,statistics", mine=True).execute()["items"]
    )
    uploads = channel["contentDetails"]["relatedPlaylists"]["uploads"]
    (item,) = (
        client.playlistItems().list(part="snippet,contentDetails", playlistId=uploads).execute()["items"]
    )
    (post,) = posts(opened)

    assert channel["id"] == opened["remote_id"]
    assert channel["statistics"]["videoCount"] == "1"
    assert (item["contentDetails"]["videoId"], item["snippet"]["title"]) == (made["id"], "Bread")
    assert (post["text"], post["media"][0]["size"]) == ("Every day", len(content))
    assert post["url"].endswith(f"/youtube/web/watch?v={made['id']}")


def test_thumbnail_comment_edit_and_delete(client: Any, opened: dict[str, Any], posts: Any) -> None:
    """What can be done to a video that is there."""
    made = upload(client, video(seconds=1))
    image = MediaIoBaseUpload(io.BytesIO(picture()), "image/png")
    client.thumbnails().set(videoId=made["id"], media_body=image).execute()
    said = {"videoId": made["id"], "topLevelComment": {"snippet": {"textOriginal": "First!"}}}
    thread = client.commentThreads().insert(part="snippet", body={"snippet": said}).execute()
    changed = {"id": made["id"], "snippet": {"title": "Rolls", "categoryId": "22"}}
    client.videos().update(part="snippet", body=changed).execute()
    (read,) = client.videos().list(part="snippet,statistics", id=made["id"]).execute()["items"]

    assert thread["snippet"]["topLevelComment"]["snippet"]["textOriginal"] == "First!"
    assert read["snippet"]["title"] == "Rolls"
    assert read["statistics"]["viewCount"] == "0"
    assert [item["mime"] for item in posts(opened)[-1]["media"]] == ["video/mp4", "image/png"]
    client.comments().delete(id=thread["id"]).execute()
    client.videos().delete(id=made["id"]).execute()
    assert all(post["deleted"] for post in posts(opened))


def test_refusals(client: Any) -> None:
    """In Google's shape, with its reasons."""
    with pytest.raises(HttpError) as caught:
        upload(client, b"x", title="a < b")
    assert caught.value.error_details[0]["reason"] == "invalidTitle"
    with pytest.raises(HttpError, match="videoNotFound"):
        client.videos().delete(id="nothing").execute()


def test_the_wall(client: Any, opened: dict[str, Any], http: httpx.Client) -> None:
    """A video stands there under its title, with its thumbnail, at the address that YouTube gives."""
    made = upload(client, video(seconds=1), title="Bread & rolls", description="Every day")
    image = MediaIoBaseUpload(io.BytesIO(picture(80, 45)), "image/png")
    client.thumbnails().set(videoId=made["id"], media_body=image).execute()

    page = http.get(f"/youtube/web/watch?v={made['id']}", follow_redirects=True).text
    assert '<p class="title" dir="auto">Bread &amp; rolls</p>' in page
    assert 'poster="/_sandbox/media/' in page
    assert "Bread &amp; rolls" in http.get(f"/youtube/web/@{opened['handle']}").text
