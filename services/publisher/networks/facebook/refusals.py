"""What Facebook's refusals mean, beyond what all of Meta's have in common.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from types import MappingProxyType

from services.publisher.networks.graph import Refusal, Table

_INVALID_MEDIA = Refusal("invalid", "media_refused")
_INVALID_LINK = Refusal("invalid", "link_refused")
_LATER = Refusal("transient", "unavailable")
_GONE = Refusal("transient", "upload_gone", prepare_again=True)
_RESTRICTED = Refusal("restricted", "account_restricted")
_AGAINST_RULES = Refusal("invalid", "content_refused")

REFUSALS: Table = MappingProxyType(
    {
        (368, 1390008): Refusal("rate_limited", "posting_too_fast"),
        (368, 4854002): Refusal("restricted", "identity_confirmation_needed"),
        (None, 1404078): _RESTRICTED,
        (None, 1404112): _RESTRICTED,
        (368, 1404082): Refusal("duplicate", "duplicate"),
        (None, 1366051): Refusal("duplicate", "photos_already_posted"),
        (None, 1346003): _AGAINST_RULES,
        (None, 1404102): _AGAINST_RULES,
        (None, 1609008): _INVALID_LINK,
        (None, 1609005): _INVALID_LINK,
        (None, 2061006): _INVALID_LINK,
        (None, 1349125): _INVALID_MEDIA,
        (None, 1366046): _INVALID_MEDIA,
        (None, 2069019): _INVALID_MEDIA,
        (324, None): _INVALID_MEDIA,
        (None, 1363047): _LATER,
        (None, 1609010): _LATER,
        # Of uploads, by general knowledge: unverified.
        (None, 1363030): _GONE,
        (None, 1363037): _GONE,
        (6000, None): _GONE,
        (6001, None): _GONE,
    }
)
