import asyncpg
import pytest

from services.gateway.config import Settings
from services.gateway.tests.conftest import PASSWORD, Person
from services.gateway.tests.mailbox import Mailbox, text_of
from services.gateway.tests.members import invited

ANY = {"If-Match": "*"}
# The second half is read from the right: txt.exe looks like exe.txt.
TURNED = "Asha \u202etxt.exe"


@pytest.mark.parametrize(
    ("method", "path", "body", "pointer"),
    [
        (
            "POST",
            "/v1/auth/register",
            {
                "email": "turned@example.com",
                "username": "turned",
                "password": PASSWORD,
                "organization_name": TURNED,
            },
            "#/organization_name",
        ),
        ("PATCH", "/v1/organization", {"name": TURNED}, "#/name"),
        ("POST", "/v1/organizations", {"name": TURNED}, "#/name"),
        ("PATCH", "/v1/me", {"name": TURNED}, "#/name"),
        ("POST", "/v1/api-keys", {"name": TURNED, "scopes": ["content:read"]}, "#/name"),
        ("POST", "/v1/campaigns", {"name": TURNED}, "#/name"),
        ("POST", "/v1/projects", {"name": TURNED}, "#/name"),
        ("POST", "/v1/brand-kits", {"name": TURNED}, "#/name"),
        (
            "POST",
            "/v1/approval-rules",
            {"name": "Two looks", "steps": [{"name": TURNED, "roles": ["owner"]}]},
            "#/steps/0/name",
        ),
    ],
)
async def test_a_name_that_reads_as_another_is_refused(
    person: Person, method: str, path: str, body: object, pointer: str
) -> None:
    """Wherever others are shown it, and the refusal says which character it is."""
    answer = await person.http.request(method, path, json=body, headers=ANY if method == "PATCH" else {})

    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid"), answer.text
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
    assert "U+202E (RIGHT-TO-LEFT OVERRIDE) at position 6" in answer.json()["errors"][0]["detail"]


async def test_a_name_from_before_is_let_be_and_says_nothing_else_in_a_mail(
    person: Person, mailbox: Mailbox, settings: Settings
) -> None:
    """It is read as it was kept; the mail has it without what turns words round."""
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute(
        "update organizations set name = $2 where organization_id = $1", person.organization_id, TURNED
    )
    await connection.close()

    email, _ = await invited(person, mailbox, "viewer")

    mail = await mailbox.newest_for(email)
    assert (await person.http.get("/v1/organization")).json()["name"] == TURNED
    assert mail["Subject"] == f"{person.username} invites you to Asha txt.exe"
    assert "to work on Asha txt.exe as viewer" in text_of(mail)
