"""Networks that want a token in the address: it goes over the wire and nowhere else."""

import logging
from urllib.parse import quote

import httpx
import pytest

from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import NetworkError, RefusedError
from services.publisher.networks.calling import Caller, words_of

TOKEN = "123456:SECRET-token_of a/bot"
URL = f"https://api.example/bot{quote(TOKEN, safe='')}/sendMessage"


def _explained(answer: httpx.Response) -> Failure:
    return failure("invalid", "telegram.refused", words_of(answer))


def _caller(seen: list[httpx.Request], answer: httpx.Response | Exception) -> Caller:
    def answered(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    http = httpx.AsyncClient(transport=httpx.MockTransport(answered))
    return Caller(http, "telegram", _explained)


def _shows(text: str) -> bool:
    return any(form in text for form in (TOKEN, quote(TOKEN, safe=""), quote(TOKEN)))


async def test_the_address_that_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """httpx logs an address without the secret; what goes over the wire is the real one, query and all."""
    caplog.set_level(logging.DEBUG, logger="httpx")  # which a service's own settings quieten
    seen: list[httpx.Request] = []
    call = _caller(seen, httpx.Response(200, json={"ok": True}))

    await call("POST", URL, params={"wait": "true"}, secrets=(TOKEN, ""))

    assert "api.example/botredacted/sendMessage?wait=true" in caplog.text
    assert not _shows(caplog.text)
    assert seen[0].extensions["target"] == f"{httpx.URL(URL).raw_path.decode()}?wait=true".encode()


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ReadTimeout(f"no answer from {URL}"),
        httpx.Response(400, json={"message": f"no such path: /bot{TOKEN}/sendMessage"}),
        httpx.Response(502, text=f"upstream {URL} is away"),
        httpx.Response(302, headers={"location": URL}),
    ],
    ids=["no answer", "refused", "server error", "redirect"],
)
async def test_errors_do_not_quote_it(answer: httpx.Response | Exception) -> None:
    """Whatever went wrong, and whoever quoted the address."""
    with pytest.raises(NetworkError) as caught:
        await _caller([], answer)("POST", URL, secrets=(TOKEN,))
    assert not _shows(str(caught.value) + repr(caught.value.failure))


async def test_an_address_that_is_none() -> None:
    """Its words do not quote what was secret in it."""
    with pytest.raises(RefusedError) as caught:
        await _caller([], httpx.Response(200))(
            "POST", "https://api.example:x/bot1:SECRET\n/", secrets=("SECRET",)
        )
    assert "SECRET" not in str(caught.value)


async def test_an_address_without_secrets_is_left_alone() -> None:
    """Then the client makes its own target of it."""
    seen: list[httpx.Request] = []
    await _caller(seen, httpx.Response(200, json={}))(
        "GET", "https://api.example/a%20b?c=d", params={"e": "f"}
    )
    assert str(seen[0].url) == "https://api.example/a%20b?c=d&e=f"
    assert "target" not in seen[0].extensions
