"""What an AT Protocol server's refusals mean; the name of the error counts more than the status.

https://atproto.com/specs/xrpc
"""

from collections.abc import Mapping
from types import MappingProxyType

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from services.publisher.networks.refusals import body_of
from shared.events import ErrorClass

RECORD_NOT_FOUND = "bluesky.record_not_found"
MEDIA_GONE = "bluesky.media_gone"

_BY_NAME: Mapping[str, tuple[ErrorClass, str]] = MappingProxyType(
    {
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
        "PayloadTooLarge": ("invalid", "bluesky.media_too_large"),
        "InvalidMimeType": ("invalid", "bluesky.media_type_refused"),
        "InvalidSwap": ("transient", "bluesky.record_changed"),
        "RecordNotFound": ("invalid", RECORD_NOT_FOUND),
        "BlobNotFound": ("transient", MEDIA_GONE),
        "DailyLimitExceeded": ("quota", "bluesky.video_quota"),  # unverified name
        "BadExpiration": ("transient", "bluesky.clock_differs"),
        "InvalidRequest": ("invalid", "bluesky.record_refused"),
    }
)
_BY_STATUS: Mapping[int, tuple[ErrorClass, str]] = MappingProxyType(
    {
        401: ("auth_expired", "bluesky.token_refused"),
        413: ("invalid", "bluesky.media_too_large"),
    }
)
_UNKNOWN: tuple[ErrorClass, str] = ("invalid", "bluesky.unclassified")


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    words, name = words_of(answer), str(body_of(answer).get("error", ""))
    if answer.status_code == 429:
        again = retry_at(answer, "RateLimit-Reset")
        return failure("rate_limited", "bluesky.rate_limited", words, retry_at=again)
    if "could not find blob" in words.lower():
        name = "BlobNotFound"
    error_class, code = _BY_NAME.get(name) or _BY_STATUS.get(answer.status_code, _UNKNOWN)
    said = f"{name}: {words}" if name and code != MEDIA_GONE else words
    return failure(error_class, code, said, prepare_again=code == MEDIA_GONE)
