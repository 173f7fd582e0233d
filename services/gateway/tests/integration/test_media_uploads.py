"""Files that come in parts: in any order, again after a break, and only as what was announced."""

import base64
import contextlib
import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.gateway.config import Settings
from services.gateway.repository import uploads as upload_rows
from services.gateway.tenancy import TENANT_ROLE, Tenancy
from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_media import picture
from services.gateway.tests.neighbours import seen
from services.gateway.usecases.assembling import UploadAssembly
from services.gateway.usecases.intake import MediaIntake
from services.gateway.usecases.stored_media import StoredMedia
from shared.clock import Clock, SystemClock
from shared.media import MediaProcessor
from shared.objects import ObjectStore
from shared.postgres import Database
from shared.testing.clocks import FakeClock
from shared.testing.waiting import eventually
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Lease

PATH = "/v1/media/uploads"
PART = 4_096


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"upload_part_bytes": PART, "max_upload_bytes": 400_000})


def noise(color: int = 0) -> bytes:
    """A picture of several parts."""
    data = picture("PNG", size=(300 + color, 200), compress_level=0)
    assert len(data) > 3 * PART
    return data


async def begun(person: Person, data: bytes, *, status: int = 201, **more: Any) -> dict[str, Any]:
    answer = await person.http.post(PATH, json={"name": "noise.png", "size": len(data)} | more)
    assert answer.status_code == status, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def send(person: Person, upload: dict[str, Any], number: int, data: bytes, **headers: str) -> int:
    part = data[(number - 1) * PART : number * PART]
    answer = await person.http.put(
        f"{PATH}/{upload['upload_id']}/parts/{number}", content=part, headers=headers
    )
    return answer.status_code


async def send_all(person: Person, upload: dict[str, Any], data: bytes) -> None:
    for number in range(1, upload["parts_total"] + 1):
        assert await send(person, upload, number, data) == 200


async def complete(person: Person, upload: dict[str, Any], *, status: int = 202) -> dict[str, Any]:
    answer = await person.http.post(f"{PATH}/{upload['upload_id']}/completion")
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_parts_come_in_any_order_and_make_the_file(person: Person) -> None:
    """A client that was cut off asks which are there and goes on with the others; the end is told to who watches."""
    data = noise()
    upload = await begun(person, data, tags=["Part"], folder="films", alt_text="Noise.")
    path = f"{PATH}/{upload['upload_id']}"
    last = upload["parts_total"]

    assert await send(person, upload, last, data) == 200
    assert await send(person, upload, 2, data) == 200
    assert await send(person, upload, 2, data) == 200
    early = await complete(person, upload, status=409)
    parts = (await person.http.get(path)).json()["parts"]
    for part in parts:
        if not part["is_there"]:
            begin = (part["number"] - 1) * PART
            sent = await person.http.put(part["url"], content=data[begin : begin + part["size"]])
            assert sent.status_code == 200
    completed = await complete(person, upload)
    ready = await seen(person, path, state="ready")
    media = (await person.http.get(f"/v1/media/{ready['media_id']}")).json()

    assert (early["code"], early["errors"][0]["pointer"]) == ("upload.incomplete", "#/parts/1")
    assert [part["number"] for part in parts if part["is_there"]] == [2, last]
    assert completed["state"] in {"assembling", "ready"}
    assert (await person.http.get(media["url"])).content == data
    assert (media["name"], media["tags"], media["folder"]) == ("noise.png", ["part"], "films")
    assert (await complete(person, upload))["media_id"] == ready["media_id"]
    assert await send(person, upload, 1, data) == 409
    assert ready["parts"] == []


async def test_the_same_file_need_not_be_sent_again(person: Person, stranger: Person) -> None:
    """Its hash is enough within an organisation; to others it says nothing."""
    data = noise(1)
    first = await begun(person, data)
    await send_all(person, first, data)
    await complete(person, first)
    ready = await seen(person, f"{PATH}/{first['upload_id']}", state="ready")
    sha256 = hashlib.sha256(data).hexdigest()

    again = await begun(person, data, name="other.png", sha256=sha256)
    theirs = await begun(stranger, data, sha256=sha256)

    assert (again["state"], again["media_id"]) == ("ready", ready["media_id"])
    assert (theirs["state"], theirs["media_id"]) == ("open", None)
    kept = (await person.http.get(f"/v1/media/{again['media_id']}")).json()
    assert (again["name"], kept["name"]) == ("other.png", "noise.png")


async def test_what_is_not_what_was_announced_is_refused(person: Person) -> None:
    """A part by its length and its hash, the file by its own."""
    data = noise(2)
    upload = await begun(person, data, sha256="0" * 64)
    digest = base64.b64encode(hashlib.sha256(data[:PART]).digest()).decode()

    statuses = [
        await send(person, upload, 1, data[:-1][: PART - 1]),
        await send(person, upload, 1, b"x" + data[: PART - 1], **{"Content-Digest": f"sha-256=:{digest}:"}),
        await send(person, upload, 1, data, **{"Content-Digest": "sha-256=:nothing:"}),
        await send(person, upload, 1, data, **{"Content-Digest": f"sha-256=:{digest}:"}),
        await send(person, upload, 999, data),
    ]
    long = await person.http.put(f"{PATH}/{upload['upload_id']}/parts/1", content=bytes(PART + 1))
    await send_all(person, upload, data)
    await complete(person, upload)
    refused = await seen(person, f"{PATH}/{upload['upload_id']}", state="refused")

    assert statuses == [422, 422, 400, 200, 404]
    assert (long.status_code, long.json()["code"]) == (422, "upload.part_size")
    assert refused["problem"]["code"] == "upload.checksum_mismatch"


async def test_a_dangerous_file_in_parts_is_refused(person: Person) -> None:
    """By the same looks as a file in one piece; the upload says why."""
    data = b"<svg onload='alert(1)'/>" * 400
    upload = await begun(person, data)
    await send_all(person, upload, data)
    await complete(person, upload)
    refused = await seen(person, f"{PATH}/{upload['upload_id']}", state="refused")

    assert refused["problem"]["code"] == "media.type_not_supported"
    assert refused["media_id"] is None


async def test_an_upload_is_called_off_and_its_parts_go(person: Person, settings: Settings) -> None:
    """Nothing of it is left in the store, and again changes nothing."""
    data = noise(3)
    upload = await begun(person, data)
    path = f"{PATH}/{upload['upload_id']}"
    await send(person, upload, 1, data)
    store = ObjectStore(settings.objects)
    prefix = f"organizations/{person.organization_id}/uploads/{upload['upload_id']}"
    assert len(await store.objects_under(prefix)) == 1

    first = await person.http.delete(path)
    second = await person.http.delete(path)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["state"] == second.json()["state"] == "aborted"
    await gone(store, prefix)
    assert await send(person, upload, 1, data) == 409
    await complete(person, upload, status=409)


async def gone(store: ObjectStore, prefix: str) -> None:
    async def is_empty() -> bool:
        return await store.objects_under(prefix) == []

    await eventually(is_empty)


async def test_others_see_nothing_of_an_upload(person: Person, stranger: Person) -> None:
    """Neither its parts nor that there is one."""
    data = noise(4)
    upload = await begun(person, data)
    path = f"{PATH}/{upload['upload_id']}"

    answers = [
        await stranger.http.get(path),
        await stranger.http.put(f"{path}/parts/1", content=data[:PART]),
        await stranger.http.post(f"{path}/completion"),
        await stranger.http.delete(path),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert (await stranger.http.get(PATH)).json()["items"] == []
    listed = (await person.http.get(PATH, params={"state": "open"})).json()["items"]
    assert [one["upload_id"] for one in listed] == [upload["upload_id"]]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"size": 0}, "#/size"),
        ({"size": 400_001}, "#/size"),
        ({"size": "5"}, "#/size"),
        ({"sha256": "x"}, "#/sha256"),
        ({"name": " "}, "#/name"),
        ({"folder": "../x"}, "#/folder"),
        ({"parts": 3}, "#/parts"),
    ],
)
async def test_what_is_wrong_with_an_upload_is_named(
    person: Person, body: dict[str, Any], pointer: str
) -> None:
    """422 with a pointer to the field."""
    answer = await person.http.post(PATH, json={"name": "a.png", "size": 10} | body)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_the_same_key_begins_one_upload(person: Person) -> None:
    """A create sent again makes nothing new."""
    key = {"Idempotency-Key": '"upload-1"'}
    body = {"name": "a.png", "size": 10}
    answers = [await person.http.post(PATH, json=body, headers=key) for _ in range(2)]

    assert answers[0].json() == answers[1].json()


async def test_what_is_never_completed_expires_and_goes(person: Person, settings: Settings) -> None:
    """A day later its parts are taken away, and once more when no address of the store could bring another."""
    data = noise(5)
    upload = await begun(person, data)
    await send(person, upload, 1, data)
    store = ObjectStore(settings.objects)
    prefix = f"organizations/{person.organization_id}/uploads/{upload['upload_id']}"
    clock = FakeClock(SystemClock().now() + timedelta(days=2))

    async with another_worker(settings, store, clock) as (assembly, database):
        for _turn in range(2):
            await one_turn(assembly, upload["upload_id"])
        assert await store.objects_under(prefix) == []
        await store.put(f"{prefix}/00001", b"late", "image/png")
        clock.jump(2 * 3_600)
        await one_turn(assembly, upload["upload_id"])
        async with database.acquire() as connection:
            row = await connection.fetchrow(
                "select state, sweep_at from media_uploads where upload_id = $1", upload["upload_id"]
            )

    assert row is not None
    assert (row["state"], row["sweep_at"]) == ("expired", None)
    assert await store.objects_under(prefix) == []
    assert await send(person, upload, 1, data) == 409


async def test_who_lost_its_lease_writes_nothing(person: Person, settings: Settings) -> None:
    """A process that was held up while another put the file together."""
    data = noise(6)
    upload = await begun(person, data)
    await send_all(person, upload, data)
    store = ObjectStore(settings.objects)

    async with another_worker(settings, store, SystemClock()) as (assembly, database):
        await complete(person, upload)
        await seen(person, f"{PATH}/{upload['upload_id']}", state="ready")
        async with database.acquire() as connection:
            before = await upload_rows.find(connection, UUID(upload["upload_id"]))
        assert before is not None
        await assembly._refuse(before, ("media.busy", "Late."))

    answer = await person.http.get(f"{PATH}/{upload['upload_id']}")
    assert answer.json()["state"] == "ready"


@contextlib.asynccontextmanager
async def another_worker(
    settings: Settings, store: ObjectStore, clock: Clock
) -> AsyncIterator[tuple[UploadAssembly, Database]]:
    """Another process's worker, on the gateway's own database and store."""
    owner = Database(settings.database_url, application_name="test")
    tenants = Database(settings.database_url, role=TENANT_ROLE, application_name="test")
    await owner.open()
    await tenants.open()
    try:
        tenancy = Tenancy(UnitOfWorkFactory(tenants, "gateway", clock))
        intake = MediaIntake(tenancy, store, MediaProcessor(), clock, StoredMedia(tenancy, clock))
        yield UploadAssembly(owner, tenancy, store, intake, clock, Lease.of("test", 60)), owner
    finally:
        await owner.close()
        await tenants.close()


async def one_turn(assembly: UploadAssembly, upload_id: str) -> None:
    """One turn of the worker over what is claimed; only this upload's is due at that time."""
    for upload in await assembly.claim(50, assembly.lease):
        if str(upload.upload_id) == upload_id:
            await assembly.handle(upload)
        else:
            await assembly.release([upload], assembly.lease)
