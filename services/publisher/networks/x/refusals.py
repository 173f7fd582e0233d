"""What X's refusals mean.

https://docs.x.com/x-api/fundamentals/response-codes-and-errors
"""

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of


def explain(answer: httpx.Response) -> Failure:  # noqa: PLR0911  a table of statuses
    """The failure behind an answer of 400 to 499."""
    words, kind = _words(answer), _kind(answer)
    match answer.status_code:
        case _ if kind.endswith("usage-capped"):
            return failure("quota", "x.usage_capped", words)
        case 401:
            return failure("auth_expired", "x.token_expired", words)
        case 402:
            return failure("quota", "x.credits_used_up", words)
        case 403:
            return _forbidden(words, kind)
        case 429:
            return failure(
                "rate_limited", "x.rate_limited", words, retry_at=retry_at(answer, "x-rate-limit-reset")
            )
    if "media ids are invalid" in words.lower():
        return failure("transient", "x.media_gone", words, prepare_again=True)
    return failure("invalid", "x.request_invalid", words)


def explain_token_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a refused renewal (RFC 6749, 5.2)."""
    if answer.status_code == 429:
        return explain(answer)
    return failure("reconnect", "x.renewal_refused", words_of(answer))


def _forbidden(words: str, kind: str) -> Failure:
    lowered = words.lower()
    if "duplicate content" in lowered:
        return failure("duplicate", "x.duplicate", words)
    if "unsupported authentication" in lowered or kind.endswith("unsupported-authentication"):
        return failure("reconnect", "x.authentication_unsupported", words)
    if kind.endswith("client-forbidden") or "account is not permitted" in lowered or "suspended" in lowered:
        return failure("restricted", "x.account_restricted", words)
    if words == "Forbidden":
        return failure("reconnect", "x.scope_missing", words)
    return failure("invalid", "x.not_permitted", words)


def _words(answer: httpx.Response) -> str:
    """The most telling words: the first error's message says more than the general detail."""
    try:
        body = answer.json()
        message = body["errors"][0]["message"]
    except (ValueError, KeyError, IndexError, TypeError):
        return words_of(answer)
    return str(message)


def _kind(answer: httpx.Response) -> str:
    try:
        body = answer.json()
    except ValueError:
        return ""
    return str(body.get("type", "")) if isinstance(body, dict) else ""
