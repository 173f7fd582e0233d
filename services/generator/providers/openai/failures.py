"""What the client raises, in the service's own terms."""

import contextlib
import time
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime

import openai

from services.generator.config import Settings
from services.generator.errors import (
    CallRefusedError,
    ContentRefusedError,
    MalformedAnswerError,
    ProviderError,
    ProviderQuotaError,
    ProviderRateLimitedError,
    ProviderRefusedKeyError,
    ProviderTimeoutError,
    ProviderUnavailableError,
)

_REFUSED_CONTENT = frozenset({"content_policy_violation", "content_filter", "moderation_blocked"})
_LONGEST_DETAIL = 300


@contextlib.contextmanager
def failures_named(settings: Settings) -> Iterator[None]:
    """Turns what the client raises inside the block into a ProviderError, which never holds the key."""
    key = settings.openai_api_key.get_secret_value()
    try:
        yield
    except openai.APITimeoutError:
        raise ProviderTimeoutError("no answer in time") from None
    except openai.APIStatusError as error:
        raise _of_status(error, _told(error, key)) from None
    except openai.APIResponseValidationError:
        raise MalformedAnswerError("the answer is not of the shape that the API promises") from None
    except openai.APIConnectionError as error:
        cause = type(error.__cause__ or error).__name__
        raise ProviderUnavailableError(f"{settings.openai_base_url} can't be reached ({cause})") from None
    except openai.APIError as error:
        raise ProviderUnavailableError(_without(key, error.message)) from None
    except (ValueError, AttributeError, TypeError, LookupError):
        # A 200 that is a web page, or JSON of another shape: the client hands it on unread.
        raise MalformedAnswerError("the answer is not of the shape that the API promises") from None


def _of_status(error: openai.APIStatusError, told: str) -> ProviderError:
    status, wait = error.status_code, retry_after(error.response.headers)
    if status in {401, 403}:
        # What it says may quote the key.
        return ProviderRefusedKeyError(
            f"the provider refused the key ({status}): the operator must set POSTWRIGHT_GENERATOR_OPENAI_API_KEY to one"
            " that may use this model"
        )
    if error.code in _REFUSED_CONTENT:
        return ContentRefusedError(told)
    if error.code == "insufficient_quota" or status == 402:
        return ProviderQuotaError("the provider's quota is used up: the operator must raise it")
    if status == 429:
        return ProviderRateLimitedError("the provider takes no more calls for now", retry_after=wait)
    if status in {408, 409, 425} or status >= 500:
        return ProviderUnavailableError(f"the provider failed ({status})", retry_after=wait)
    return CallRefusedError(f"the provider refused the call ({status}): {told}")


def _told(error: openai.APIStatusError, key: str) -> str:
    body = error.body
    message = body.get("message") if isinstance(body, dict) else None
    return _without(key, str(message or f"status {error.status_code}"))


def _without(key: str, message: str) -> str:
    return (message.replace(key, "…") if key else message)[:_LONGEST_DETAIL]


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds until another call is welcome: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after"""
    milliseconds, asked = headers.get("retry-after-ms", ""), headers.get("retry-after", "")
    with contextlib.suppress(ValueError):
        return max(float(milliseconds) / 1_000, 0.0)
    with contextlib.suppress(ValueError):
        return max(float(asked), 0.0)
    with contextlib.suppress(ValueError):
        return max(parsedate_to_datetime(asked).timestamp() - time.time(), 0.0)
    return None
