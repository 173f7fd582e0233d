from services.gateway.tests.conftest import Person
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.members import joined
from services.gateway.tests.neighbours import BRIEF


async def etag(person: Person, path: str = "/v1/organization") -> dict[str, str]:
    return {"If-Match": (await person.http.get(path)).headers["etag"]}


async def test_an_organisation_can_be_changed_by_who_has_seen_it(person: Person) -> None:
    """Name, time zone and defaults; whoever has not seen the last change is refused."""
    seen = await etag(person)
    changes = {"name": "Chai & Co.", "time_zone": "Asia/Kolkata", "approval": "required", "language": "hi"}

    changed = await person.http.patch("/v1/organization", json=changes, headers=seen)
    late = await person.http.patch("/v1/organization", json={"name": "Mine"}, headers=seen)

    assert changed.status_code == 200, changed.text
    assert {name: changed.json()[name] for name in changes} == changes
    assert late.status_code == 412
    assert (await person.http.get("/v1/organization")).json() == changed.json()
    assert (await person.http.get("/v1/me")).json()["organization_name"] == "Chai & Co."


async def test_a_zone_that_is_none_and_a_null_are_refused(person: Person) -> None:
    """What an organisation must have can't be taken from it."""
    for wrong in ({"time_zone": "Mars/Olympus"}, {"name": None}, {"name": " "}):
        answer = await person.http.patch("/v1/organization", json=wrong, headers=await etag(person))
        assert answer.status_code == 422, answer.text


async def test_a_person_may_own_several(person: Person) -> None:
    """Another one is made once for a key, is listed, and can be entered."""
    key = {"Idempotency-Key": "another"}
    body = {"name": "Second", "time_zone": "Europe/Berlin"}

    first = await person.http.post("/v1/organizations", json=body, headers=key)
    again = await person.http.post("/v1/organizations", json=body, headers=key)
    mine = (await person.http.get("/v1/organizations")).json()["items"]
    entered = await person.http.post(
        "/v1/auth/organization", json={"organization_id": first.json()["organization_id"]}
    )

    assert first.status_code == 201, first.text
    assert again.json() == first.json()
    assert [(one["name"], one["role"]) for one in mine] == [("Second", "owner"), (person.username, "owner")]
    assert entered.json()["user"]["organization_name"] == "Second"


async def test_a_deleted_organisation_stands_still_until_it_is_restored(person: Person) -> None:
    """Nothing is published or changed; it can be looked at, and restored as it was."""
    gone = await person.http.delete("/v1/organization", headers=await etag(person))
    (halt,) = (await person.http.get("/v1/audit", params={"kind": "halts"})).json()["items"]

    assert gone.status_code == 200, gone.text
    assert gone.json()["restorable_until"] > gone.json()["deleted_at"]
    for refused in (
        await person.http.get("/v1/posts"),
        await person.http.post("/v1/campaigns", json={"name": "Monsoon"}),
    ):
        assert refused.status_code == 403
        assert refused.json()["code"] == "organization.deleted"
    assert (await person.http.get("/v1/organizations")).json()["items"][0]["deleted_at"] is not None

    back = await person.http.post("/v1/organization/restore")

    assert back.json()["deleted_at"] is None
    assert (await person.http.get("/v1/posts")).status_code == 200
    assert (await person.http.get(f"/v1/halts/{halt['subject_id']}")).json()["active"] is False


async def test_a_halt_from_before_holds_on(person: Person) -> None:
    """What people stopped themselves is not resumed by a restore."""
    halt = await person.http.post("/v1/halts", json={"scope": "organization", "reason": "A wrong price."})
    await person.http.delete("/v1/organization", headers=await etag(person))
    await person.http.post("/v1/organization/restore")

    assert (await person.http.get(halt.headers["location"])).json()["active"] is True


async def test_an_organisation_can_be_given_to_a_member(person: Person, mailbox: Mailbox) -> None:
    """They own it, and who gave it is an admin: no more than that."""
    heir = await joined(person, mailbox, "viewer")
    heir_id = (await heir.http.get("/v1/me")).json()["user_id"]

    given = await person.http.post("/v1/organization/transfer", json={"user_id": heir_id})
    members = {one["username"]: one["role"] for one in (await heir.http.get("/v1/members")).json()["items"]}

    assert given.status_code == 204, given.text
    assert members == {heir.username: "owner", person.username: "admin"}
    refused = await person.http.delete("/v1/organization", headers=await etag(person))
    assert (refused.status_code, refused.json()["permission"]) == (403, "organization:own")


async def test_it_can_be_given_to_members_alone(person: Person, stranger: Person) -> None:
    """Somebody of another organisation is nobody here."""
    stranger_id = (await stranger.http.get("/v1/me")).json()["user_id"]

    refused = await person.http.post("/v1/organization/transfer", json={"user_id": stranger_id})

    assert refused.status_code == 404


async def test_the_defaults_count_where_a_brief_says_nothing(person: Person) -> None:
    """A brief that says something else has it; a batch is asked row by row."""
    defaults = {"approval": "required", "language": "hi"}
    await person.http.patch("/v1/organization", json=defaults, headers=await etag(person))
    silent = {name: value for name, value in BRIEF.items() if name != "language"}

    left_out = await person.http.post("/v1/content-requests", json=silent)
    said = await person.http.post(
        "/v1/content-requests", json=silent | {"approval": "auto", "language": "en"}
    )
    rows = {"items": [silent, silent | {"approval": "auto"}]}
    batch = (await person.http.post("/v1/content-requests/batches", json=rows)).json()
    listed = await person.http.get("/v1/content-requests", params={"batch_id": batch["batch_id"]})

    assert {name: left_out.json()[name] for name in defaults} == defaults
    assert (said.json()["approval"], said.json()["language"]) == ("auto", "en")
    assert sorted(one["approval"] for one in listed.json()["items"]) == ["auto", "required"]
