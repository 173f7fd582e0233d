"""What is wrong with a request itself, whatever it asks for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.gateway.domain.plans import UNITS, Usage
from shared.web import FieldProblem as FieldError
from shared.web import ProblemError

__all__ = ["ClientError", "FieldError"]

QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"


class ClientError(ProblemError):
    """A refusal that the client can understand and act on.

    Args:
        detail: What is wrong with this request and what to do.
        errors: The fields that are wrong, if any.
        headers: Headers the answer carries besides the usual ones.
        extra: Further members of the problem, for programs.
    """

    status: int
    code: str
    title: str

    def __init__(
        self,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(
            self.status, self.code, self.title, detail, errors=errors, headers=headers, extra=extra
        )


class InvalidRequestError(ClientError):
    """The request was understood and its content is wrong; `errors` says where."""

    status = 422
    code = "request.invalid"
    title = "The request is not valid"

    @classmethod
    def of(cls, *errors: FieldError) -> "InvalidRequestError":
        """From the fields alone: the first one's detail is the summary."""
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        return cls(f"{errors[0].pointer}: {errors[0].detail}{more}", errors=errors)


class MalformedRequestError(ClientError):
    status = 400
    code = "request.malformed"
    title = "The request can't be read"


class UnsupportedMediaTypeError(ClientError):
    status = 415
    code = "media_type.unsupported"
    title = "This media type is not taken"


class InvalidCursorError(ClientError):
    status = 400
    code = "cursor.invalid"
    title = "The cursor can't be used"


class NotFoundError(ClientError):
    """It is not there, or belongs to somebody else: the two look the same on purpose."""

    status = 404
    code = "not_found"
    title = "Not found"

    @classmethod
    def of(cls, kind: str, identifier: object) -> "NotFoundError":
        return cls(f"There is no {kind} {identifier} in this organisation.")


class ConflictError(ClientError):
    status = 409
    code = "conflict"
    title = "Not possible in the present state"


class RequestInProgressError(ConflictError):
    code = "request.in_progress"
    title = "The same request is still running"


class RangeNotThereError(ClientError):
    status = 416
    code = "range.not_there"
    title = "The range is not there"


class StaleRevisionError(ClientError):
    status = 412
    code = "revision.stale"
    title = "It was changed in the meantime"


class IdempotencyKeyReusedError(ClientError):
    status = 422
    code = "idempotency_key.reused"
    title = "The Idempotency-Key was used for another request"


class PreconditionRequiredError(ClientError):
    status = 428
    code = "precondition.required"
    title = "If-Match is needed"


class RateLimitedError(ClientError):
    status = 429
    code = "rate_limit.exceeded"
    title = "Too many requests"

    def __init__(self, detail: str, *, policy: str, headers: Mapping[str, str]) -> None:
        super().__init__(detail, headers=headers)
        self.extra = {"type": QUOTA_EXCEEDED, "violated-policies": [policy]}


class LimitReachedError(ClientError):
    """So much of something may be, and no more; the answer says of what, how much is left, and when there is more.

    Args:
        detail: For people.
        limit: For programs: of what.
        used: How much there is without what was wanted.
        allowed: How much there may be.
        resets_at: When there is more by itself; none: never.
        now: Retry-After is counted from here.
    """

    status = 429

    def __init__(
        self,
        detail: str,
        *,
        limit: str,
        used: int,
        allowed: int | None,
        resets_at: datetime | None,
        now: datetime,
    ) -> None:
        self.remaining = 0 if allowed is None else max(0, allowed - used)
        headers = {}
        if resets_at is not None:
            headers["Retry-After"] = str(max(1, int((resets_at - now).total_seconds()) + 1))
        extra = {
            "type": QUOTA_EXCEEDED,
            "violated-policies": [limit],
            "limit": limit,
            "used": used,
            "allowed": allowed,
            "remaining": self.remaining,
            "resets_at": None if resets_at is None else resets_at.isoformat(),
        }
        super().__init__(detail, headers=headers, extra=extra)


class QuotaExceededError(LimitReachedError):
    """The plan does not allow that much more of something; see `usecases/quotas.py`."""

    code = "quota.exceeded"
    title = "The plan's limit is used up"

    @classmethod
    def of(cls, usage: Usage, wanted: int, plan: str | None, now: datetime) -> "QuotaExceededError":
        """What was used before, and how much more was wanted."""
        detail = (
            f"The plan {plan} allows {usage.allowed} {UNITS[usage.limit]}; {usage.used} are used, {usage.remaining} are"
            f" left, and this needs {wanted}."
        )
        if usage.resets_at is not None:
            detail += f" It begins anew at {usage.resets_at.isoformat(timespec='seconds')}."
        return cls(
            detail,
            limit=usage.limit,
            used=usage.used,
            allowed=usage.allowed,
            resets_at=usage.resets_at,
            now=now,
        )
