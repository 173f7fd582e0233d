from services.gateway.tests.conftest import PASSWORD, Person


async def test_who_signed_up_is_signed_in(person: Person) -> None:
    """The access token of a sign-up tells who its holder is."""
    answer = await person.http.get("/v1/me")

    assert (answer.status_code, answer.json()["username"]) == (200, person.username), answer.text


async def test_sign_in_by_username_or_email(person: Person) -> None:
    """Either name works, in any case."""
    for login in (person.username, person.email, person.username.upper(), person.email.title()):
        answer = await person.http.post("/v1/auth/login", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
