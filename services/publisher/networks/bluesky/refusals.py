"""What an AT Protocol server's refusals mean; the name of the error counts more than the status.

https://atproto.com/specs/xrpc
"""

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from shared.events import ErrorClass

RECORD_NOT_FOUND = "bluesky.record_not_found"

_BY_NAME: dict[str, tuple[ErrorClass, str]] = {
    # An expired token is a 400 here, not a 401.
    "ExpiredToken": ("auth_expired", "bluesky.token_expired"),
    "InvalidToken": ("auth_expired", "bluesky.token_refused"),
    "AuthenticationRequired": ("reconnect", "bluesky.sign_in_refused"),
    "AuthMissing": ("reconnect", "bluesky.sign_in_refused"),
    "AuthFactorTokenRequired": ("reconnect", "bluesky.app_password_needed"),
    "AccountTakedown": ("restricted", "bluesky.account_taken_down"),
    "AccountDeactivated": ("restricted", "bluesky.account_deactivated"),
    "AccountSuspended": ("restricted", "bluesky.account_suspended"),
    "BlobTooLarge": ("invalid", "bluesky.media_too_large"),
    "InvalidMimeType": ("invalid", "bluesky.media_type_refused"),
    "InvalidSwap": ("transient", "bluesky.record_changed"),
    "RecordNotFound": ("invalid", RECORD_NOT_FOUND),
}


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    words, name = words_of(answer), name_of(answer)
    if answer.status_code == 429:
        return failure(
            "rate_limited", "bluesky.rate_limited", words, retry_at=retry_at(answer, "RateLimit-Reset")
        )
    if name == "BlobNotFound" or "could not find blob" in words.lower():
        return failure("transient", "bluesky.media_gone", words, prepare_again=True)
    if name in _BY_NAME:
        error_class, code = _BY_NAME[name]
        return failure(error_class, code, f"{name}: {words}")
    if answer.status_code == 401:
        return failure("auth_expired", "bluesky.token_refused", words)
    if answer.status_code == 413:
        return failure("invalid", "bluesky.media_too_large", words)
    return failure("invalid", "bluesky.record_refused", f"{name}: {words}" if name else words)


def name_of(answer: httpx.Response) -> str:
    """The error's name, empty where there is none."""
    try:
        body = answer.json()
    except ValueError:
        return ""
    return str(body.get("error", "")) if isinstance(body, dict) else ""
