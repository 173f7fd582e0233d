"""What Pinterest's refusals mean.

The OpenAPI description names statuses; which words come with them is known from others (unverified).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from shared.events import ErrorClass

_Meaning = tuple[ErrorClass, str, Mapping[str, Any]]
_AGAIN: Mapping[str, Any] = {"prepare_again": True}
_BY_WORDS: Sequence[tuple[int, str, _Meaning]] = (
    (400, "is not ready", ("transient", "media_processing", {})),
    (400, "was not found", ("transient", "media_gone", _AGAIN)),
    (400, "the image ", ("invalid", "media_refused", {})),
    (400, "cover image", ("invalid", "cover_missing", {})),
    (400, "unable to reach the url", ("invalid", "url_unreachable", {})),
    (403, "suspended", ("restricted", "account_restricted", {})),
    (403, "scopes", ("reconnect", "scope_missing", {})),
    (404, "board", ("invalid", "board_not_found", {})),
    (404, "pin", ("invalid", "not_found", {})),
)
_BY_STATUS: Mapping[int, _Meaning] = {
    400: ("invalid", "request_refused", {}),
    401: ("auth_expired", "token_expired", {}),
    403: ("reconnect", "access_denied", {}),
    404: ("invalid", "not_found", {}),
    409: ("transient", "conflict", {}),
    413: ("invalid", "media_too_large", {}),
}


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    words, status = words_of(answer), answer.status_code
    lowered = words.lower()
    if status == 429:
        again = retry_at(answer, "X-RateLimit-Reset")
        if "daily" in lowered:
            return failure("quota", "pinterest.day_used_up", words, retry_at=again)
        return failure("rate_limited", "pinterest.rate_limited", words, retry_at=again)
    meanings = (meaning for code, part, meaning in _BY_WORDS if code == status and part in lowered)
    meaning = next(meanings, None) or _BY_STATUS.get(status)
    if meaning is None:
        return failure("invalid", "pinterest.unclassified", f"HTTP {status}: {words}")
    error_class, name, more = meaning
    return failure(error_class, f"pinterest.{name}", words, **more)


def explain_token_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a refused renewal or code."""
    if answer.status_code == 429:
        return explain(answer)
    return failure("reconnect", "pinterest.renewal_refused", words_of(answer))


def explain_storage_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a refused upload: the storage is not Pinterest's own, its address and signature have ended."""
    if answer.status_code == 413:
        return failure("invalid", "pinterest.media_too_large", words_of(answer))
    words = f"HTTP {answer.status_code}: {words_of(answer)}"
    return failure("transient", "pinterest.upload_refused", words, prepare_again=True)
