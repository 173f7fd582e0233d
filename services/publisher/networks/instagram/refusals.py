"""What Instagram's refusals mean, beyond what all of Meta's have in common.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
"""

import re
from types import MappingProxyType

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.graph import Refusal, Table

_FETCH_FAILED = Refusal("transient", "media_not_fetched", prepare_again=True)
_GONE = Refusal("transient", "container_gone", prepare_again=True)
_FAILED = Refusal("transient", "container_failed", prepare_again=True)
_NOT_READY = Refusal("transient", "container_not_ready")
_INVALID_MEDIA = Refusal("invalid", "media_refused")
_INVALID = Refusal("invalid", "parameter_invalid")

REFUSALS: Table = MappingProxyType(
    {
        (-2, 2207003): _FETCH_FAILED,
        (9004, 2207052): _FETCH_FAILED,
        (-2, 2207020): _GONE,
        (24, 2207008): _GONE,
        (-1, 2207001): Refusal("transient", "server_error"),
        (-1, 2207032): _FAILED,
        (-1, 2207053): _FAILED,
        (None, 2207082): _FAILED,
        (1, 2207057): Refusal("invalid", "thumbnail_outside"),
        (4, 2207051): Refusal("restricted", "taken_for_spam"),
        (9, 2207042): Refusal("quota", "daily_posts_used_up", who_must_act="nobody"),
        (9007, 2207027): _NOT_READY,
        (24, 2207006): Refusal("invalid", "not_found"),
        (25, 2207050): Refusal("restricted", "account_restricted"),
        (100, 2207023): _INVALID,
        (100, 2207028): Refusal("invalid", "carousel_invalid"),
        (None, 2207035): _INVALID,
        (None, 2207036): _INVALID,
        (None, 2207037): _INVALID,
        (None, 2207038): _INVALID,
        (None, 2207039): _INVALID,
        (None, 2207040): Refusal("invalid", "too_many_tags"),
        (352, 2207026): _INVALID_MEDIA,
        (None, 2207026): _INVALID_MEDIA,
        (36000, 2207004): Refusal("invalid", "picture_too_large"),
        (36001, 2207005): _INVALID_MEDIA,
        (36003, 2207009): Refusal("invalid", "ratio_refused"),
        (36004, 2207010): Refusal("invalid", "text_too_long"),
        (None, 2207081): Refusal("invalid", "trial_reels_unavailable"),
        (-1, None): Refusal("transient", "server_error"),
        (-2, None): _FETCH_FAILED,
    }
)
_SUBCODE = re.compile(r"\b22\d{5}\b")


def explain_container(status: str) -> Failure:
    """Why a container failed, by the code in its words."""
    found = _SUBCODE.search(status)
    subcode = int(found.group()) if found else None
    pairs = (key for key in REFUSALS if subcode is not None and key[1] == subcode)
    refusal = next((REFUSALS[key] for key in pairs), _FAILED)
    return failure(
        refusal.error_class, f"instagram.{refusal.name}", status, prepare_again=refusal.prepare_again
    )
