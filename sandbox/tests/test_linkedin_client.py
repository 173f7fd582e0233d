"""LinkedIn's own Python client, made for the real network, is content with this one."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from linkedin_api.clients.auth.client import AuthClient
from linkedin_api.clients.restli.client import RestliClient
from requests import Session
from requests.adapters import HTTPAdapter

Open = Callable[..., dict[str, Any]]
VERSION = "202609"
POST = {
    "visibility": "PUBLIC",
    "distribution": {
        "feedDistribution": "MAIN_FEED",
        "targetEntities": [],
        "thirdPartyDistributionChannels": [],
    },
    "lifecycleState": "PUBLISHED",
}


class ToSandbox(HTTPAdapter):
    """Sends what is meant for LinkedIn's servers to the sandbox."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    def send(self, request: Any, *arguments: Any, **options: Any) -> Any:
        url = request.url.replace("https://api.linkedin.com", self._base_url)
        request.url = url.replace("https://www.linkedin.com", f"{self._base_url}/www")
        return super().send(request, *arguments, **options)


def to_sandbox(session: Session, opened: dict[str, Any]) -> Session:
    session.mount("https://", ToSandbox(opened["base_url"]))
    return session


@pytest.fixture
def client(account: Open) -> Iterator[tuple[RestliClient, dict[str, Any]]]:
    opened = account("linkedin", kind="organization")
    client = RestliClient()
    with to_sandbox(client.session, opened):
        yield client, opened


def test_post_edit_list_and_delete(client: tuple[RestliClient, dict[str, Any]], posts: Any) -> None:
    """What LinkedIn's client posts stands on the wall, is listed, edited and deleted by it."""
    restli, opened = client
    token = {"access_token": opened["credentials"]["access_token"], "version_string": VERSION}
    body = {**POST, "author": opened["remote_id"], "commentary": r"Tea \(green\) {hashtag|\#|sale}"}
    made = restli.create(resource_path="/posts", entity=body, **token)
    finder = {"author": opened["remote_id"], "count": 10, "sortBy": "LAST_MODIFIED"}
    listed = restli.finder(resource_path="/posts", finder_name="author", query_params=finder, **token)
    one: dict[str, Any] = {"resource_path": "/posts/{id}", "path_keys": {"id": made.entity_id}, **token}
    changed = restli.partial_update(patch_set_object={"commentary": "Coffee"}, **one)

    assert (made.status_code, listed.status_code, changed.status_code) == (201, 200, 204)
    assert [post["id"] for post in listed.elements] == [made.entity_id]
    assert restli.get(**one).entity["commentary"] == "Coffee"
    assert [post["text"] for post in posts(opened)] == ["Coffee"]
    assert restli.delete(**one).status_code == 204
    assert posts(opened)[0]["deleted"] is True


def test_statistics(client: tuple[RestliClient, dict[str, Any]]) -> None:
    """Figures of a post, asked for as a list."""
    restli, opened = client
    token = {"access_token": opened["credentials"]["access_token"], "version_string": VERSION}
    body = {**POST, "author": opened["remote_id"], "commentary": "Counted"}
    made = restli.create(resource_path="/posts", entity=body, **token)
    restli.session.headers["X-RestLi-Protocol-Version"] = "2.0.0"  # the client's own header has a slip
    found = restli.finder(
        resource_path="/organizationalEntityShareStatistics",
        finder_name="organizationalEntity",
        query_params={"organizationalEntity": opened["remote_id"], "shares": [made.entity_id]},
        **token,
    )

    assert found.status_code == 200
    assert found.elements[0]["share"] == made.entity_id
    assert "impressionCount" in found.elements[0]["totalShareStatistics"]


def test_consent(account: Open) -> None:
    """A person consents; the code becomes a token that tells who they are and whom they administer."""
    opened = account("linkedin")
    credentials = opened["credentials"]
    callback = "http://127.0.0.1/callback"
    client = AuthClient(credentials["client_id"], credentials["client_secret"], callback)
    restli = RestliClient()
    with to_sandbox(client.session, opened), to_sandbox(restli.session, opened):
        scopes = ["openid", "profile", "w_member_social", "rw_organization_admin"]
        page = client.generate_member_auth_url(scopes=scopes, state="s")
        sent = client.session.get(f"{page}&login_hint={opened['handle']}", allow_redirects=False)
        back = parse_qs(urlsplit(sent.headers["location"]).query)
        token = client.exchange_auth_code_for_access_token(back["code"][0])
        me = restli.get(resource_path="/userinfo", access_token=token.access_token)
        roles = restli.finder(
            resource_path="/organizationAcls",
            finder_name="roleAssignee",
            access_token=token.access_token,
            version_string=VERSION,
        )

    assert back["state"] == ["s"]
    assert token.expires_in == 5_184_000
    assert f"urn:li:person:{me.entity['sub']}" == opened["remote_id"]
    assert [role["role"] for role in roles.elements] == ["ADMINISTRATOR"]
