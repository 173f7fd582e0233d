"""Parts sent straight to an S3 store, past the gateway."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_media_uploads import PART, begun, complete, gone, noise
from services.gateway.tests.neighbours import seen
from shared.objects import ObjectMissingError, ObjectStore
from shared.settings import ObjectSettings
from shared.testing.object_stores import s3_bucket


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of an empty bucket, known to the process by the usual variables."""
    with s3_bucket("postwright") as variables, pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        yield "s3://postwright/here"


@pytest.fixture(scope="module")
def settings(settings: Settings, bucket: str) -> Settings:
    return settings.model_copy(
        update={"upload_part_bytes": PART, "objects": ObjectSettings(url=bucket), "max_upload_bytes": 400_000}
    )


async def test_parts_go_straight_to_the_store(person: Person, settings: Settings) -> None:
    """Each address takes its own part without a token, within the hour; the gateway sees what is there."""
    data = noise(7)
    upload = await begun(person, data, sha256=hashlib.sha256(data).hexdigest())
    path = f"/v1/media/uploads/{upload['upload_id']}"
    parts = (await person.http.get(path)).json()["parts"]

    async with httpx.AsyncClient() as anybody:
        for part in parts[1:]:
            begin = (part["number"] - 1) * PART
            sent = await anybody.put(part["direct_url"], content=data[begin : begin + part["size"]])
            assert sent.status_code == 200
    # And one the other way.
    assert (await person.http.put(parts[0]["url"], content=data[:PART])).status_code == 200
    then = (await person.http.get(path)).json()["parts"]
    await complete(person, upload)
    ready = await seen(person, path, state="ready")

    query = parse_qs(urlsplit(parts[0]["direct_url"]).query)
    assert int(query["X-Amz-Expires"][0]) <= 3_600
    assert parts[0]["direct_until"] is not None
    assert all(part["is_there"] and part["direct_url"] is None for part in then)
    content = await person.http.get(f"/v1/media/{ready['media_id']}/content", headers={"Range": "bytes=5-9"})
    assert content.content == data[5:10]
    await gone(
        ObjectStore(settings.objects),
        f"organizations/{person.organization_id}/uploads/{upload['upload_id']}",
    )


async def test_a_part_of_another_length_does_not_pass(person: Person) -> None:
    """The store takes what it is sent; completing looks at it."""
    data = noise(8)
    upload = await begun(person, data)
    path = f"/v1/media/uploads/{upload['upload_id']}"
    parts = (await person.http.get(path)).json()["parts"]

    async with httpx.AsyncClient() as anybody:
        for part in parts:
            assert (await anybody.put(part["direct_url"], content=b"short")).status_code == 200
    refused = await complete(person, upload, status=409)

    assert refused["code"] == "upload.incomplete"
    assert "has 5 bytes" in refused["errors"][0]["detail"]


async def test_the_store_does_what_a_folder_does(bucket: str) -> None:
    """Puts, lists, gives ranges, deletes; and makes no addresses where that is switched off."""
    store = ObjectStore(ObjectSettings(url=bucket))
    await store.put("a/1", b"one", "image/png")
    await store.put("a/2", b"two", "image/png")
    await store.put("ab/3", b"three", "image/png")

    assert [(one.key, one.size) for one in await store.objects_under("a")] == [("a/1", 3), ("a/2", 3)]
    await store.delete("a/1")
    await store.delete("a/1")
    with pytest.raises(ObjectMissingError):
        await store.get("a/1")
    assert len(await store.upload_addresses(["a/9"], timedelta(minutes=5))) == 1
    quiet = ObjectStore(ObjectSettings(url=bucket, presigns=False))
    assert await quiet.upload_addresses(["a/9"], timedelta(minutes=5)) == []
