import base64
import io
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from shared.events import MediaObject
from shared.media import MediaLinks
from shared.objects import ObjectStore
from shared.settings import MediaSettings


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return settings.model_copy(update={"media": MediaSettings(signing_key=key), "max_upload_bytes": 400_000})


def picture(
    form: str = "PNG", size: tuple[int, int] = (300, 200), color: str = "teal", **options: Any
) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, form, **options)
    return buffer.getvalue()


async def upload(person: Person, data: bytes, *, status: int = 201, **fields: str) -> dict[str, Any]:
    files = {"file": ("C:\\tmp\\../pot\u202e.png", data, "text/html")}
    answer = await person.http.post("/v1/media", files=files, data=fields)
    assert answer.status_code == status, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_an_upload_is_known_by_its_content_and_read_back(person: Person) -> None:
    """Whatever it is called and announced as; its bytes come back typed, with ranges, and run nothing."""
    data = picture()
    media = await upload(person, data, alt_text=" A teal field. ")

    assert (media["media_type"], media["width"], media["height"]) == ("image/png", 300, 200)
    assert (media["name"], media["alt_text"]) == ("pot.png", "A teal field.")
    assert (await person.http.get(f"/v1/media/{media['media_id']}")).json() == media
    whole = await person.http.get(media["url"])
    assert whole.content == data
    assert whole.headers["content-type"] == "image/png"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in whole.headers["content-security-policy"]
    part = await person.http.get(media["url"], headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.content) == (206, data[2:6])
    assert part.headers["content-range"] == f"bytes 2-5/{len(data)}"
    beyond = await person.http.get(media["url"], headers={"Range": f"bytes={len(data)}-"})
    assert beyond.status_code == 416


async def test_the_same_file_is_the_same_media(person: Person, stranger: Person) -> None:
    """Within an organisation; a later description replaces the former, and others know nothing of it."""
    data = picture(color="red")
    first = await upload(person, data)
    again = await upload(person, data, status=200, alt_text="Red.")
    theirs = await upload(stranger, data)

    assert again == first | {"alt_text": "Red.", "revision": 2, "updated_at": again["updated_at"]}
    assert theirs["media_id"] != first["media_id"]
    assert (await stranger.http.get(f"/v1/media/{first['media_id']}")).status_code == 404
    assert (await stranger.http.get(first["url"])).status_code == 404
    listed = (await person.http.get("/v1/media", params={"kind": "image"})).json()["items"]
    assert [item["media_id"] for item in listed] == [first["media_id"]]
    assert (await person.http.get("/v1/media", params={"kind": "video"})).json()["items"] == []


async def test_a_file_that_is_here_already_keeps_its_name(person: Person) -> None:
    """The answer says so by 200 and the name; a folder takes the place of the former, and tags are added."""
    data, path = picture(color="wheat"), "/v1/media"

    async def sent(**said: str) -> tuple[int, Any]:
        answer = await person.http.post(
            path, params=said, content=data, headers={"Content-Type": "image/png"}
        )
        return answer.status_code, answer.json()

    status, first = await sent(name="rain.png", tags="one", folder="old")
    later_status, later = await sent(name="sun.png", tags="two", folder="new")

    assert (status, later_status) == (201, 200)
    assert later["media_id"] == first["media_id"]
    assert (later["name"], later["folder"], later["tags"]) == ("rain.png", "new", ["one", "two"])


async def test_the_place_a_photograph_was_taken_at_is_not_kept(person: Person) -> None:
    """What a camera notes is gone before anything is stored, and the picture stands upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Spy Camera"

    media = await upload(person, picture("JPEG", exif=exif))

    assert (media["width"], media["height"]) == (200, 300)
    assert b"Spy Camera" not in (await person.http.get(media["url"])).content


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg><script>alert(1)</script></svg>", "media.type_not_supported"),
        (picture("JPEG")[:400], "media.broken"),
        (b"", "media.empty"),
    ],
)
async def test_what_is_broken_or_dangerous_is_refused(person: Person, data: bytes, code: str) -> None:
    """With the field and what to do."""
    refused = await upload(person, data, status=422)

    assert refused["code"] == code
    assert refused["errors"][0]["pointer"] == "#/file"


async def test_what_is_no_file_or_too_large_is_refused(person: Person) -> None:
    """Before anything of it is looked into."""
    nothing = await person.http.post("/v1/media", files={"other": b"x"})
    no_form = await person.http.post("/v1/media", json={})
    too_large = await person.http.post("/v1/media", files={"file": bytes(500_000)})
    nobody = await person.http.post("/v1/media", files={"file": b"x"}, headers={"Authorization": ""})

    answers = [answer.status_code for answer in (nothing, no_form, too_large, nobody)]
    assert answers == [422, 415, 413, 401]


async def test_a_store_that_is_away_is_said_to_be(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is half kept: the same file goes in once the store is back."""
    put_file = ObjectStore.put_file

    async def away(*_arguments: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(ObjectStore, "put_file", away)
    refused = await upload(person, picture(color="navy"), status=503)
    monkeypatch.setattr(ObjectStore, "put_file", put_file)

    assert refused["code"] == "media.busy"
    await upload(person, picture(color="navy"))


async def test_a_network_fetches_media_by_a_signed_address(person: Person, settings: Settings) -> None:
    """Without a token of ours, whole, in ranges or its head alone, until the address expires."""
    store = ObjectStore(settings.objects)
    data = picture("JPEG")
    await store.put("organizations/1/media/1", data, "image/jpeg")
    media = MediaObject(
        key="organizations/1/media/1", media_type="image/jpeg", size=len(data), sha256="a" * 64
    )
    links = MediaLinks(settings.media.key)
    address = f"/media/{links.sign(media, datetime.now(UTC) + timedelta(minutes=5))}"
    late = f"/media/{links.sign(media, datetime.now(UTC) - timedelta(seconds=1))}"
    forged = f"/media/{MediaLinks(b'x' * 32).sign(media, datetime.now(UTC) + timedelta(minutes=5))}"
    person.http.headers.pop("Authorization")

    whole = await person.http.get(address)
    head = await person.http.head(address)
    end = await person.http.get(address, headers={"Range": "bytes=-3"})

    assert (whole.status_code, whole.content) == (200, data)
    assert head.headers["content-length"] == str(len(data))
    assert (head.headers["content-type"], head.content) == ("image/jpeg", b"")
    assert (end.status_code, end.content) == (206, data[-3:])
    assert (await person.http.get(late)).status_code == 404
    assert (await person.http.get(forged)).status_code == 404
