"""TikTok's envelope, chunks and refusals, without a server."""

from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publisher.domain.access import Access
from services.publisher.domain.failures import Failure
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.calling import Caller
from services.publisher.networks.tiktok.calls import Calls
from services.publisher.networks.tiktok.media import chunks_of
from services.publisher.networks.tiktok.refusals import explain, explain_token_refusal, post_failure
from services.publisher.networks.tiktok.tokens import granted
from services.publisher.networks.uploading import is_of

MB = 1024 * 1024
API = "https://open.tiktokapis.com"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def refusal(code: str, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json={"data": {}, "error": {"code": code, "message": "TikTok's words"}})


async def called(answer: httpx.Response) -> dict[str, object]:
    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: answer))
    access = Access(UUID(int=1), {"api": API}, "42", "acme", {"access_token": "t"})
    return await Calls(http).post(access, "video/list", {})


@given(st.integers(1, 4 * 1024 * MB))
def test_chunks_are_as_tiktok_takes_them(size: int) -> None:
    """Whole below 5 MB; else 5 to 64 MB each, the last up to 128 MB, as many as fit whole, at most 1000."""
    cut = chunks_of(size)
    chunk, count = cut["chunk_size"], cut["total_chunk_count"]
    last = size - (count - 1) * chunk
    assert count == max(size // chunk, 1) <= 1000
    assert chunk == size or 5 * MB <= chunk <= 64 * MB
    assert size <= 64 * MB or chunk < size
    assert chunk <= last <= 128 * MB


async def test_the_code_counts_and_not_the_status() -> None:
    """A refusal may come with 200; `ok` is none."""
    assert await called(httpx.Response(200, json={"data": {"a": 1}, "error": {"code": "ok"}})) == {"a": 1}
    with pytest.raises(RefusedError) as caught:
        await called(refusal("spam_risk_too_many_posts"))
    assert caught.value.failure.code == "tiktok.daily_posts_used_up"


@pytest.mark.parametrize(
    "answer",
    [refusal("internal_error"), httpx.Response(200, json={"data": {}}), httpx.Response(200, json=[])],
    ids=["their trouble", "no error at all", "a list"],
)
async def test_what_says_nothing_is_an_unknown_outcome(answer: httpx.Response) -> None:
    """Whatever its status."""
    with pytest.raises(UnknownOutcomeError):
        await called(answer)


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        ("access_token_invalid", 401, ("auth_expired", "tiktok.token_expired", "nobody")),
        ("scope_not_authorized", 401, ("reconnect", "tiktok.scope_missing", "account_owner")),
        ("rate_limit_exceeded", 429, ("rate_limited", "tiktok.rate_limited", "nobody")),
        ("url_ownership_unverified", 403, ("restricted", "tiktok.address_not_verified", "operator")),
        ("spam_risk_text", 403, ("invalid", "tiktok.text_taken_for_spam", "author")),
        ("never_heard_of", 400, ("invalid", "tiktok.unclassified", "author")),
    ],
)
def test_refusals(code: str, status: int, expected: tuple[str, str, str]) -> None:
    """What nobody has heard of is said to be so; the network's words are kept."""
    found: Failure = explain(refusal(code, status))
    assert (found.error_class, found.code, found.who_must_act) == expected
    assert found.detail == f"{code}: TikTok's words"


def test_posts_that_failed() -> None:
    """What may work later is prepared anew; what was refused for its content is not."""
    assert post_failure("photo_pull_failed").prepare_again
    assert not post_failure("duration_check_failed").prepare_again
    quota = post_failure("spam_risk_too_many_posts")
    assert quota.prepare_again
    assert quota.retry_at is not None


def test_sign_in_has_a_shape_of_its_own() -> None:
    """Flat, and perhaps with 200."""
    flat = {"error": "invalid_grant", "error_description": "Refresh token is invalid", "log_id": "1"}
    assert explain_token_refusal(httpx.Response(400, json=flat)).code == "tiktok.consent_ended"
    call = Caller(httpx.AsyncClient(), "tiktok", explain_token_refusal)
    with pytest.raises(RefusedError) as caught:
        granted(call, {}, flat, NOW)
    assert caught.value.failure.error_class == "reconnect"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://open-upload.tiktokapis.com/video/?upload_id=1", True),
        ("https://open.tiktokapis.com/x", True),
        ("http://open-upload.tiktokapis.com/video/", False),
        ("https://tiktokapis.com.example.org/video/", False),
        ("https://127.0.0.1/video/", False),
        ("no address", False),
        ("https://open.tiktokapis.com:port/", False),
    ],
)
def test_bytes_go_to_tiktok_alone(address: str, *, expected: bool) -> None:
    """Whatever address an answer names."""
    assert is_of("tiktokapis.com", address, API) == expected
