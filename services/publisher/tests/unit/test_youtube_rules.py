"""YouTube's refusals, days and figures, without a server."""

from datetime import UTC, datetime

import httpx
import pytest

from services.publisher.networks.youtube.figures import OF_VIDEOS, figures
from services.publisher.networks.youtube.refusals import (
    explain,
    explain_token_refusal,
    explain_upload,
    midnight_pacific,
    video_failure,
)


def refusal(status: int, reason: str) -> httpx.Response:
    error = {"code": status, "message": "Google's words", "errors": [{"reason": reason}]}
    return httpx.Response(status, json={"error": error})


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-01-15T07:59:59", "2026-01-15T08:00:00"),
        ("2026-01-15T08:00:00", "2026-01-16T08:00:00"),
        ("2026-07-15T06:00:00", "2026-07-15T07:00:00"),
        # The day on which clocks go forward has 23 hours.
        ("2026-03-08T08:00:00", "2026-03-09T07:00:00"),
    ],
)
def test_quotas_begin_anew_at_midnight_in_california(now: str, then: str) -> None:
    """In winter and in summer."""
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert midnight_pacific(at) == datetime.fromisoformat(then).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "reason", "expected"),
    [
        (401, "authError", ("auth_expired", "youtube.token_expired", "nobody")),
        (403, "quotaExceeded", ("quota", "youtube.quota_used_up", "operator")),
        (400, "uploadLimitExceeded", ("quota", "youtube.channel_limit_reached", "account_owner")),
        (403, "insufficientPermissions", ("reconnect", "youtube.scope_missing", "account_owner")),
        (429, "rateLimitExceeded", ("rate_limited", "youtube.rate_limited", "nobody")),
        (400, "invalidTags", ("invalid", "youtube.tags_refused", "author")),
        (418, "neverHeardOf", ("invalid", "youtube.unclassified", "author")),
    ],
)
def test_refusals(status: int, reason: str, expected: tuple[str, str, str]) -> None:
    """The reason counts, not the status; what nobody has heard of is said to be so."""
    found = explain(refusal(status, reason))
    assert (found.error_class, found.code, found.who_must_act) == expected
    assert found.detail == "Google's words"


def test_an_upload_that_is_not_known_any_more() -> None:
    """Needs another preparation; the same status elsewhere does not."""
    assert explain_upload(httpx.Response(404)).prepare_again
    assert explain_upload(httpx.Response(410)).prepare_again
    assert not explain(refusal(404, "videoNotFound")).prepare_again


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("invalid_grant", ("reconnect", "youtube.consent_ended")),
        ("invalid_client", ("restricted", "youtube.app_refused")),
    ],
)
def test_token_refusals(error: str, expected: tuple[str, str]) -> None:
    """A consent that ended is the owner's matter, an application that is refused the operator's."""
    found = explain_token_refusal(httpx.Response(400, json={"error": error, "error_description": "no"}))
    assert (found.error_class, found.code) == expected


def test_videos_that_never_become_visible() -> None:
    """YouTube's reason decides the class."""
    assert video_failure("duplicate").error_class == "duplicate"
    assert video_failure("uploaderAccountSuspended").error_class == "restricted"
    assert video_failure("").code == "youtube.unclassified"


def test_figures_are_numbers_and_what_is_hidden_is_not_there() -> None:
    """YouTube writes numbers as texts."""
    assert figures({"viewCount": "1234567", "favoriteCount": "0"}, OF_VIDEOS) == {"views": 1234567.0}
