"""What Mastodon's refusals mean.

https://docs.joinmastodon.org/entities/Error/
"""

from dataclasses import dataclass

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from shared.events import ErrorClass

NOT_FOUND = "mastodon.not_found"


@dataclass(frozen=True, slots=True)
class _Row:
    """One refusal; empty words fit any."""

    status: int
    error_class: ErrorClass
    code: str
    words: str = ""


# The first that fits counts.
_ROWS = (
    _Row(400, "reconnect", "mastodon.consent_refused", "invalid_grant"),
    _Row(400, "reconnect", "mastodon.consent_refused", "authorization grant is invalid"),
    _Row(401, "reconnect", "mastodon.token_refused"),
    _Row(403, "reconnect", "mastodon.scope_missing", "scope"),
    _Row(403, "reconnect", "mastodon.login_disabled", "login"),
    _Row(403, "restricted", "mastodon.account_restricted"),
    _Row(404, "invalid", "mastodon.parent_gone", "trying to reply to"),
    _Row(404, "invalid", NOT_FOUND),
    _Row(410, "invalid", NOT_FOUND),
    _Row(413, "invalid", "mastodon.media_too_large"),
    _Row(422, "transient", "mastodon.media_processing", "not finished processing"),
    _Row(422, "transient", "mastodon.media_gone", "not found or already attached"),
    _Row(422, "invalid", "mastodon.media_refused", "error processing"),
    _Row(422, "invalid", "mastodon.media_refused", "could not be processed"),
    _Row(422, "invalid", "mastodon.text_too_long", "character limit"),
    _Row(422, "invalid", "mastodon.validation_failed", "validation failed"),
)


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    status, words = answer.status_code, words_of(answer)
    if status == 429:
        again = retry_at(answer, "X-RateLimit-Reset")
        return failure("rate_limited", "mastodon.rate_limited", words, retry_at=again)
    for row in _ROWS:
        if row.status == status and row.words in words.lower():
            return failure(row.error_class, row.code, words, prepare_again=row.code == "mastodon.media_gone")
    return failure("invalid", "mastodon.unclassified", f"HTTP {status}: {words}")
