"""What can go wrong with a call; the class says whether another attempt can help."""

from typing import Any, ClassVar

from services.generator.domain import Usage


class ProviderError(Exception):
    """A call that brought nothing.

    Attributes:
        code: Stable, told to the client.
        tries_again: Whether the service tries again by itself.
        tries_once: Whether the same error again ends that: what did not help once will not help the next time.
        retryable: Whether asking again later can help.
        retry_after: Seconds that the provider asked to wait, if it did.
        usage: What the call cost all the same, where that is known.
    """

    code: ClassVar[str] = "provider.failed"
    tries_again: ClassVar[bool] = True
    tries_once: ClassVar[bool] = False
    retryable: ClassVar[bool] = True

    def __init__(self, detail: str, *, retry_after: float | None = None, usage: Usage | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after
        self.usage = usage

    def as_problem(self) -> dict[str, Any]:
        """As it is kept with the step."""
        return {"code": self.code, "detail": self.detail, "retryable": self.retryable}


class ProviderRateLimitedError(ProviderError):
    """Too many calls in a while."""

    code = "provider.rate_limited"


class ProviderTimeoutError(ProviderError):
    """No answer in time."""

    code = "provider.timeout"


class ProviderUnavailableError(ProviderError):
    """The provider can't be reached or is broken for now."""

    code = "provider.unavailable"


class MalformedAnswerError(ProviderError):
    """An answer that is not what was asked for; the model is told so, once."""

    code = "provider.malformed_answer"
    tries_once = True


class ProviderRefusedKeyError(ProviderError):
    """The key is wrong or may not do this: the operator must mend it."""

    code = "provider.authentication"
    tries_again = False


class ProviderQuotaError(ProviderError):
    """The paid quota is used up: the operator must raise it."""

    code = "provider.quota"
    tries_again = False


class ContentRefusedError(ProviderError):
    """The provider will not write or draw this."""

    code = "provider.content_refused"
    tries_again = False
    retryable = False


class TranslationUnavailableError(ProviderError):
    """The text is to be in another language, and this provider knows none."""

    code = "content.translation_unavailable"
    tries_again = False
    retryable = False


class CallRefusedError(ProviderError):
    """The provider does not understand the call: a model that does not exist, a parameter it does not know."""

    code = "provider.call_refused"
    tries_again = False


class PictureNotStoredError(ProviderError):
    """The picture was made, but the object store did not take it."""

    code = "objects.unavailable"


class CallsInterruptedError(ProviderError):
    """The process ended during every attempt."""

    code = "generator.interrupted"
    tries_again = False


class StepBrokenError(ProviderError):
    """A fault of the generator itself; what it was is in the log."""

    code = "generator.internal_error"
