"""What X's refusals mean.

https://docs.x.com/x-api/fundamentals/response-codes-and-errors
"""

from dataclasses import dataclass

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from services.publisher.networks.refusals import body_of
from shared.events import ErrorClass

NOT_FOUND = "x.not_found"


@dataclass(frozen=True, slots=True)
class _Row:
    """One refusal; what is empty fits anything."""

    status: int | None
    error_class: ErrorClass
    code: str
    kind: str = ""
    words: str = ""

    def fits(self, status: int, kind: str, words: str) -> bool:
        """Whether an answer is this one."""
        return self.status in {None, status} and kind.endswith(self.kind) and self.words in words.lower()


# The first that fits counts.
_ROWS = (
    _Row(None, "quota", "x.usage_capped", kind="usage-capped"),
    _Row(401, "auth_expired", "x.token_expired"),
    _Row(402, "quota", "x.credits_used_up"),  # unverified
    _Row(403, "duplicate", "x.duplicate", words="duplicate content"),
    _Row(403, "reconnect", "x.authentication_unsupported", words="unsupported authentication"),
    _Row(403, "reconnect", "x.authentication_unsupported", kind="unsupported-authentication"),
    _Row(403, "restricted", "x.account_restricted", kind="client-forbidden"),
    _Row(403, "restricted", "x.account_restricted", words="account is not permitted"),
    _Row(403, "restricted", "x.account_restricted", words="suspended"),
    _Row(403, "reconnect", "x.account_locked", words="temporarily locked"),  # unverified wording
    _Row(403, "restricted", "x.plan_lacks_it", words="not available on your plan"),  # unverified wording
    _Row(403, "restricted", "x.callback_not_approved", words="callback url not approved"),
    _Row(403, "invalid", "x.reply_not_allowed", words="reply to this conversation is not allowed"),
    _Row(403, "invalid", "x.parent_gone", words="deleted or not visible"),
    _Row(403, "invalid", "x.not_permitted", words="not permitted to perform this action"),
    _Row(403, "invalid", "x.not_permitted", words="not authorized to"),
    _Row(404, "invalid", NOT_FOUND),
    _Row(413, "invalid", "x.media_too_large"),
    _Row(400, "transient", "x.media_gone", words="media ids are invalid"),
    _Row(400, "invalid", "x.request_invalid", kind="invalid-request"),
)
_BARE = "forbidden"


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    status, words, kind = answer.status_code, _words(answer), _kind(answer)
    for row in _ROWS:
        if row.fits(status, kind, words):
            return failure(row.error_class, row.code, words, prepare_again=row.code == "x.media_gone")
    if status == 429:
        return failure(
            "rate_limited", "x.rate_limited", words, retry_at=retry_at(answer, "x-rate-limit-reset")
        )
    if status == 403 and words.lower() == _BARE:
        return failure("reconnect", "x.scope_missing", words)  # X says no more where a scope is missing
    return failure("invalid", "x.unclassified", f"HTTP {status}: {words}")


def explain_token_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a refused renewal (RFC 6749, 5.2)."""
    if answer.status_code == 429:
        return explain(answer)
    return failure("reconnect", "x.renewal_refused", words_of(answer))


def explain_consent_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a code or a request that X does not take."""
    if answer.status_code == 429:
        return explain(answer)
    return failure("reconnect", "x.consent_refused", _words(answer))


def _words(answer: httpx.Response) -> str:
    """The message that says what is wrong, rather than the general detail."""
    try:
        first = answer.json()["errors"][0]
        return str(first.get("message") or first["detail"])
    except (AttributeError, ValueError, KeyError, IndexError, TypeError):
        return words_of(answer)


def _kind(answer: httpx.Response) -> str:
    return str(body_of(answer).get("type", ""))
