"""Who is served a file that was deleted: nobody but networks that are fetching it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.integration.test_media import picture, settings, upload
from shared.events import MediaObject
from shared.media import MediaLinks

__all__ = ["settings"]

PATH = "/v1/media"
ANY = {"If-Match": "*"}


async def deleted(person: Person, media: dict[str, Any]) -> None:
    answer = await person.http.delete(f"{PATH}/{media['media_id']}", headers=ANY)
    assert (answer.status_code, answer.json()["state"]) == (200, "deleted")


async def addresses(person: Person, media: dict[str, Any]) -> list[str]:
    """All at which the gateway shows a file: with a token, and those that need none."""
    path = f"{PATH}/{media['media_id']}"
    links = (await person.http.get(f"{path}/links")).json()
    return [
        f"{path}/content",
        f"{path}/thumbnails/small",
        links["content"]["url"],
        links["thumbnails"]["large"]["url"],
    ]


async def statuses(person: Person, paths: list[str], **headers: str) -> set[int]:
    return {(await person.http.get(path, headers=headers)).status_code for path in paths}


async def test_deleted_media_are_served_nowhere(person: Person) -> None:
    """Neither the bytes nor a small picture, by whatever address; nor is it said that they are unchanged."""
    media = await upload(person, picture(color="teal"))
    shown = await addresses(person, media)
    assert await statuses(person, shown) == {200}
    await deleted(person, media)

    assert await statuses(person, shown) == {404}
    assert await statuses(person, shown, **{"If-None-Match": f'"{media["sha256"]}"'}) == {404}
    assert await statuses(person, [f"{PATH}/{media['media_id']}/links"]) == {404}


@pytest.mark.parametrize("how", ["restored", "sent again"])
async def test_media_that_are_back_are_served_again(person: Person, how: str) -> None:
    """The addresses given before, too: they have not expired."""
    data = picture(color="plum" if how == "restored" else "peru")
    media = await upload(person, data)
    shown = await addresses(person, media)
    await deleted(person, media)
    if how == "restored":
        assert (await person.http.post(f"{PATH}/{media['media_id']}/restore")).status_code == 200
    else:
        await upload(person, data, status=200)

    assert await statuses(person, shown) == {200}


async def test_archived_media_are_served(person: Person) -> None:
    """They only leave the list."""
    media = await upload(person, picture(color="khaki"))
    shown = await addresses(person, media)
    assert (await person.http.post(f"{PATH}/{media['media_id']}/archive")).status_code == 200

    assert await statuses(person, shown) == {200}


async def test_a_network_fetches_what_was_deleted_after_it_was_told(
    person: Person, client: httpx.AsyncClient, settings: Settings
) -> None:
    """A failed post may be sent again with it, and some networks fetch hours after they were asked."""
    media = await upload(person, picture(color="wheat"))
    key = f"organizations/{person.organization_id}/media/{media['sha256']}"
    told = MediaObject(key=key, media_type="image/png", size=media["size"], sha256=media["sha256"])
    token = MediaLinks(settings.media.key).sign(told, datetime.now(UTC) + timedelta(hours=1))
    await deleted(person, media)

    assert (await client.get(f"/media/{token}")).status_code == 200
