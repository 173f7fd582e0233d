"""What Mastodon's refusals mean.

https://docs.joinmastodon.org/entities/Error/
"""

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of


def explain(answer: httpx.Response) -> Failure:  # noqa: PLR0911  a table of statuses
    """The failure behind an answer of 400 to 499."""
    words = words_of(answer)
    match answer.status_code:
        case 401:
            return failure("reconnect", "mastodon.token_refused", words)
        case 403 if "scope" in words:
            return failure("reconnect", "mastodon.scope_missing", words)
        case 403 if "login" in words:
            return failure("reconnect", "mastodon.login_disabled", words)
        case 403:
            return failure("restricted", "mastodon.account_restricted", words)
        case 404 | 410:
            return failure("invalid", "mastodon.not_found", words)
        case 413:
            return failure("invalid", "mastodon.media_too_large", words)
        case 422:
            return _unprocessable(words)
        case 429:
            return failure(
                "rate_limited",
                "mastodon.rate_limited",
                words,
                retry_at=retry_at(answer, "X-RateLimit-Reset"),
            )
    return failure("invalid", "mastodon.refused", f"HTTP {answer.status_code}: {words}")


def _unprocessable(words: str) -> Failure:
    lowered = words.lower()
    if "not finished processing" in lowered:
        return failure("transient", "mastodon.media_processing", words)
    if "not found or already attached" in lowered:
        return failure("transient", "mastodon.media_gone", words, prepare_again=True)
    if "character limit" in lowered:
        return failure("invalid", "mastodon.text_too_long", words)
    return failure("invalid", "mastodon.validation_failed", words)
