"""What Threads' refusals mean, beyond what all of Meta's have in common.

https://developers.facebook.com/docs/threads/troubleshooting
"""

from types import MappingProxyType

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.graph import Refusal, Table

_GONE = Refusal("transient", "container_gone", prepare_again=True)
_RESTRICTED = Refusal("restricted", "account_restricted")
_INVALID_MEDIA = Refusal("invalid", "media_refused")
_FETCH_FAILED = Refusal("transient", "media_not_fetched", prepare_again=True)

# Threads tells few of its codes: those without a word of its own are Instagram's, unverified here.
REFUSALS: Table = MappingProxyType(
    {
        (None, 2207051): Refusal("restricted", "taken_for_spam"),
        (None, 4279013): _RESTRICTED,
        (4279013, None): _RESTRICTED,
        (24, 4279009): _GONE,
        (None, 2207008): _GONE,
        (None, 2207052): _FETCH_FAILED,
        (None, 2207005): _INVALID_MEDIA,
        (None, 2207042): Refusal("quota", "daily_posts_used_up", who_must_act="nobody"),
        (-1, None): Refusal("transient", "server_error"),
        (24, None): Refusal("invalid", "not_found"),
    }
)
_CONTAINERS = MappingProxyType(
    {
        "FAILED_DOWNLOADING_VIDEO": _FETCH_FAILED,
        "FAILED_PROCESSING_AUDIO": _INVALID_MEDIA,
        "FAILED_PROCESSING_VIDEO": _INVALID_MEDIA,
        "INVALID_ASPEC_RATIO": Refusal("invalid", "ratio_refused"),
        "INVALID_ASPECT_RATIO": Refusal("invalid", "ratio_refused"),
        "INVALID_BIT_RATE": _INVALID_MEDIA,
        "INVALID_DURATION": Refusal("invalid", "duration_refused"),
        "INVALID_FRAME_RATE": _INVALID_MEDIA,
        "INVALID_AUDIO_CHANNELS": _INVALID_MEDIA,
        "INVALID_AUDIO_CHANNEL_LAYOUT": _INVALID_MEDIA,
    }
)
_FAILED = Refusal("transient", "container_failed", prepare_again=True)


def explain_container(why: str) -> Failure:
    """Why a container failed."""
    refusal = _CONTAINERS.get(why, _FAILED)
    words = why or "Threads gave no reason"
    return failure(refusal.error_class, f"threads.{refusal.name}", words, prepare_again=refusal.prepare_again)
