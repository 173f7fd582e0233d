"""pywa, written by others against the real Cloud API, is content with this one."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from pywa import errors
from pywa.client import WhatsApp

from sandbox.tests.conftest import picture

Open = Callable[..., dict[str, Any]]
ANN, BEN, EVE = "+4915112345678", "+4915112345679", "+4915112345670"


class ToSandbox(httpx.BaseTransport):
    """Sends what is meant for graph.facebook.com to the sandbox."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._transport = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = httpx.URL(f"{self._base_url}{request.url.raw_path.decode()}")
        request.headers["host"] = request.url.netloc.decode()
        return self._transport.handle_request(request)

    def close(self) -> None:
        self._transport.close()


@pytest.fixture
def opened(account: Open) -> dict[str, Any]:
    return account("whatsapp", wrote=[ANN, BEN], opted_out=[BEN])


@pytest.fixture
def client(opened: dict[str, Any]) -> Iterator[WhatsApp]:
    with httpx.Client(transport=ToSandbox(opened["base_url"])) as session:
        credentials = opened["credentials"]
        yield WhatsApp(
            phone_id=credentials["phone_number_id"],
            token=credentials["access_token"],
            session=session,
            api_version=26.0,
        )


def test_words_and_a_picture(client: WhatsApp, opened: dict[str, Any], posts: Any) -> None:
    """To who wrote within a day; a picture is uploaded and then named."""
    sent = client.send_message(to=ANN, text="Fresh bread", tracker="job-1")
    shown = client.send_image(to=ANN, image=picture(), caption="Look", mime_type="image/png")

    newest, oldest = posts(opened)
    assert (oldest["remote_id"], newest["remote_id"]) == (sent.id, shown.id)
    assert (oldest["text"], oldest["document"]["callback"]) == ("Fresh bread", "job-1")
    assert (newest["text"], len(newest["media"])) == ("Look", 1)
    assert newest["document"]["to"] == ANN.lstrip("+")


def test_refusals(client: WhatsApp, posts: Any, opened: dict[str, Any]) -> None:
    """With the codes from which the client makes its own errors."""
    with pytest.raises(errors.ReEngagementMessage):
        client.send_message(to=EVE, text="Who are you?")
    with pytest.raises(errors.WhatsAppError) as refused:
        client.send_message(to=BEN, text="No more")
    assert refused.value.code == 131050
    with pytest.raises(errors.RecipientCannotBeSender):
        client.send_message(to=opened["handle"], text="Me")
    with pytest.raises(errors.WhatsAppError) as refused:
        client.send_message(to=ANN, text="x" * 4097)
    assert refused.value.code == 100
    assert posts(opened) == []


def test_the_number(client: WhatsApp, opened: dict[str, Any]) -> None:
    """Tells who it is."""
    number = client.get_business_phone_number()
    assert (number.id, number.display_phone_number) == (opened["remote_id"], f"+{opened['handle']}")


def test_templates(http: httpx.Client, opened: dict[str, Any], posts: Any) -> None:
    """An approved one goes to anybody, filled in; a wrong name, number of texts, picture or a paused one does not."""
    place = f"/whatsapp/v26.0/{opened['credentials']['phone_number_id']}/messages"
    headers = {"authorization": f"Bearer {opened['credentials']['access_token']}"}

    def send(name: str, *texts: str, language: str = "en") -> httpx.Response:
        body = {"type": "body", "parameters": [{"type": "text", "text": text} for text in texts]}
        template = {"name": name, "language": {"code": language}, "components": [body]}
        message = {"messaging_product": "whatsapp", "to": EVE, "type": "template", "template": template}
        return http.post(place, json=message, headers=headers)

    assert send("weekly_offer", "Eve", "rye").status_code == 200
    refused = [
        send("weekly_offer", "Eve"),
        send("weekly_offer", "Eve", "rye", language="de"),
        send("no_such_offer"),
        send("paused_offer"),
        send("new_picture", "Eve"),
        send("weekly_offer", "Eve", "two\nlines"),
    ]
    codes = [answer.json()["error"]["code"] for answer in refused]
    assert codes == [132000, 132001, 132001, 132015, 132012, 132018]
    [post] = posts(opened)
    assert (post["text"], post["document"]["template"]) == ("Hello Eve, this week: rye.", "weekly_offer")


def test_the_window_closes(
    client: WhatsApp, settings: Callable[..., None], posts: Any, opened: dict[str, Any]
) -> None:
    """A day after a person wrote, free words are over."""
    client.send_message(to=ANN, text="Today")
    settings(clock_offset_seconds=86_500)
    with pytest.raises(errors.ReEngagementMessage):
        client.send_message(to=ANN, text="Tomorrow")
    assert len(posts(opened)) == 1


def test_too_many_to_one(client: WhatsApp) -> None:
    """After a burst one person gets no more for a while; others do."""
    for number in range(45):
        client.send_message(to=ANN, text=str(number))
    with pytest.raises(errors.WhatsAppError) as refused:
        client.send_message(to=ANN, text="45")
    assert refused.value.code == 131056
