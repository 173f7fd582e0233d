"""What a client can do wrong, each with a stable code. Codes are part of the API: they are added, never renamed."""

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


class NotSignedInError(ClientError):
    status = 401
    code = "auth.required"
    title = "A valid access token is needed"


class InvalidTokenError(ClientError):
    status = 401
    code = "auth.token_invalid"
    title = "The access token is not valid"


class ApiKeyError(InvalidTokenError):
    """The API key is not one of ours, or works no more."""

    code = "auth.api_key_invalid"
    title = "The API key is not valid"


class InvalidTicketError(ClientError):
    """For a stream: asked for with a ticket that can't be used (any more)."""

    status = 401
    code = "stream.ticket_invalid"
    title = "The ticket can't be used"


class TooManyStreamsError(ClientError):
    """This replica watches for as many clients as it may."""

    status = 503
    code = "stream.full"
    title = "Too many clients watch already"


class WrongCredentialsError(ClientError):
    status = 401
    code = "auth.wrong_credentials"
    title = "Wrong name or password"


class ExternalTokenError(ClientError):
    """What a provider of identities gave is not good here."""

    status = 401
    code = "auth.external_token_invalid"
    title = "The provider does not vouch for this"


class ExternalStateError(ClientError):
    """Somebody came back from a provider who did not go there."""

    status = 403
    code = "auth.external_state_mismatch"
    title = "This answer belongs to another sign-in"


class ProviderUnavailableError(ClientError):
    status = 503
    code = "auth.provider_unavailable"
    title = "The identity provider can't be asked now"


class WrongPasswordError(ClientError):
    """Of somebody who is signed in, and stays so."""

    status = 403
    code = "auth.wrong_password"
    title = "Wrong password"


class EmailNotVerifiedError(ClientError):
    status = 403
    code = "user.email_not_verified"
    title = "The e-mail address is not verified"


class RefreshTokenError(ClientError):
    """The refresh token is not one of ours."""

    status = 401
    code = "auth.refresh_token_invalid"
    title = "The refresh token is not valid"


class RefreshTokenExpiredError(RefreshTokenError):
    code = "auth.refresh_token_expired"
    title = "The refresh token has expired"


class RefreshTokenReusedError(RefreshTokenError):
    code = "auth.refresh_token_reused"
    title = "The refresh token was used before"


class SessionRevokedError(RefreshTokenError):
    code = "auth.session_ended"
    title = "The session has ended"


class ForbiddenError(ClientError):
    """The caller's role or key does not allow the operation, whatever it is asked of."""

    status = 403
    code = "auth.forbidden"
    title = "Not allowed"


class OrganizationDeletedError(ClientError):
    status = 403
    code = "organization.deleted"
    title = "The organisation is deleted"


class StateMismatchError(ClientError):
    """Somebody came back from a network who did not go there, or with another connection's answer."""

    status = 403
    code = "connection.state_mismatch"
    title = "This answer belongs to another connection"

    @classmethod
    def of(cls) -> "StateMismatchError":
        return cls(
            "The parameter state is not this connection's, or another sign-in began it."
            " Begin anew, and come back in the same browser and sign-in."
        )


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


class SoleOwnerError(ConflictError):
    code = "organization.sole_owner"
    title = "An organisation would be left without an owner"

    @classmethod
    def of(cls, names: Sequence[str]) -> "SoleOwnerError":
        return cls(
            f"You are the only owner of {', '.join(names)}, and others are members there."
            " Make somebody else an owner, or erase the organisation first."
        )


class EmailTakenError(ConflictError):
    code = "user.email_taken"
    title = "The e-mail address is taken"


class UsernameTakenError(ConflictError):
    code = "user.username_taken"
    title = "The username is taken"


class LastOwnerError(ConflictError):
    """An organisation always has somebody who owns it."""

    code = "member.last_owner"
    title = "The last owner can't go"


class AlreadyMemberError(ConflictError):
    code = "member.exists"
    title = "They are a member already"


class InvitationExistsError(ConflictError):
    code = "invitation.exists"
    title = "They are invited already"


class InvitationNotOpenError(ConflictError):
    """Accepted, revoked, run out, or never made: whoever holds a token that is not open is not told which."""

    code = "invitation.not_open"
    title = "The invitation can't be used"


class InvitationForAnotherError(ConflictError):
    code = "invitation.for_another"
    title = "The invitation is for another address"


class LinkError(ConflictError):
    """Used, replaced, run out, or never sent: whoever holds one that does not work is not told which."""

    code = "auth.link_invalid"
    title = "The link can't be used"


class AccountExistsError(ConflictError):
    """An address alone signs nobody in to an account that is there."""

    code = "auth.account_exists"
    title = "There is an account with this address"


class ExternalEmailNeededError(ConflictError):
    code = "auth.external_email_needed"
    title = "The provider gives no verified address"


class IdentityTakenError(ConflictError):
    code = "auth.identity_taken"
    title = "Somebody else signs in that way"


class LastWayInError(ConflictError):
    code = "auth.last_way_in"
    title = "It is the last way to sign in"


class NoPasswordError(ConflictError):
    code = "auth.no_password"
    title = "There is no password"


class RequestInProgressError(ConflictError):
    code = "request.in_progress"
    title = "The same request is still running"


class NotAwaitingApprovalError(ConflictError):
    code = "approval.not_awaited"
    title = "There is nothing to approve or reject"

    @classmethod
    def of(cls, state: str, wanted: str) -> "NotAwaitingApprovalError":
        reasons = {
            "requested": "its content is not ready yet",
            "generating": "its content is not ready yet",
            "failed": "its content could not be made",
            "rejected": "it was rejected; ask for new content",
            "planned": "its post is planned already; change or cancel the post instead",
            "ready": "it was approved already",
            "cancelled": "it was cancelled; ask for new content",
            "edited": "it was changed, and no review of it runs; begin one with POST /v1/workflows",
        }
        return cls(f"The request can't be {wanted}: {reasons.get(state, state)}.")


class RequestNotCancellableError(ConflictError):
    code = "request.not_cancellable"
    title = "It can't be cancelled any more"

    @classmethod
    def of(cls, state: str) -> "RequestNotCancellableError":
        reasons = {
            "planned": "its post is planned; cancel the post with POST /v1/posts/{post_id}/cancel",
            "rejected": "it was rejected, and no post is made from it",
        }
        return cls(f"The request can't be cancelled: {reasons.get(state, state)}.")


class BatchCancelledError(ConflictError):
    code = "batch.cancelled"
    title = "The batch was cancelled"


class NothingFailedError(ConflictError):
    code = "content.nothing_failed"
    title = "Nothing failed"


class ConnectionNotAwaitedError(ConflictError):
    code = "connection.not_awaited"
    title = "Nothing is awaited for this connection"

    @classmethod
    def of(cls, state: str) -> "ConnectionNotAwaitedError":
        reasons = {
            "requested": "the network's page is not known yet; ask again in a moment",
            "open": "too much time has passed since it was begun; begin anew",
            "authorizing": "somebody has come back from the network already",
            "choose": "somebody has come back already, and the choice is made at /choices",
            "done": "it is done",
            "failed": "it has failed; begin anew",
        }
        return cls(f"That is not possible: {reasons.get(state, state)}.")


class PublicationStateError(ConflictError):
    """What is asked of a publication does not go with its state."""

    code = "publication.wrong_state"
    title = "That can't be done with this publication"


class ApiKeyEndedError(ConflictError):
    code = "api_key.ended"
    title = "The API key has ended"


class HaltEndedError(ConflictError):
    code = "halt.ended"
    title = "The halt has ended"


class PostAlreadyDueError(ConflictError):
    """What is to change is due, or past that: the publisher has it."""

    code = "post.already_due"
    title = "It is due and can't be changed any more"

    @classmethod
    def of(cls, states: str) -> "PostAlreadyDueError":
        return cls(f"None of what is to change has still to go out ({states}).")


class NothingToRetryError(ConflictError):
    code = "post.nothing_to_retry"
    title = "No target failed"

    @classmethod
    def of(cls, states: str) -> "NothingToRetryError":
        return cls(
            f"A retry takes targets that failed or were missed, and there is none ({states})."
            " One of unknown outcome is never repeated: it might go out twice."
        )


class MediaInUseError(ConflictError):
    """Something that has still to go out needs the file."""

    code = "media.in_use"
    title = "The file is in use"


class UploadClosedError(ConflictError):
    """Parts are not taken any more."""

    code = "upload.closed"
    title = "The upload takes no parts any more"

    @classmethod
    def of(cls, state: str) -> "UploadClosedError":
        reasons = {
            "assembling": "it is being put together",
            "ready": "it is complete; its file is in `media_id`",
            "refused": "its file was refused; begin a new one",
            "aborted": "it was called off; begin a new one",
            "expired": "too much time has passed since it was begun; begin a new one",
        }
        return cls(f"That is not possible: {reasons.get(state, state)}.")


class UploadIncompleteError(ConflictError):
    code = "upload.incomplete"
    title = "Parts of the file are missing"


class RangeNotThereError(ClientError):
    status = 416
    code = "range.not_there"
    title = "The range is not there"


class TooManyWebhooksError(ConflictError):
    code = "webhook.too_many"
    title = "The organisation has as many webhooks as it may"


class TooManySecretsError(ConflictError):
    code = "webhook.too_many_secrets"
    title = "Too many secrets overlap"


class MediaServiceBusyError(ClientError):
    status = 503
    code = "media.busy"
    title = "Media can't be looked into now"


class StaleRevisionError(ClientError):
    status = 412
    code = "revision.stale"
    title = "It was changed in the meantime"


class ErasureNotConfirmedError(ClientError):
    status = 422
    code = "erasure.not_confirmed"
    title = "The erasure is not confirmed"


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


class ContentChangedError(ConflictError):
    """Somebody decides about something else than what is there now."""

    code = "approval.content_changed"
    title = "The content was changed since you looked"

    @classmethod
    def of(cls, content_hash: str) -> "ContentChangedError":
        error = cls(
            f"What you decide about is not what would be published; that has the hash {content_hash}."
            " Look at it again and decide with its hash."
        )
        error.extra = {"content_hash": content_hash}
        return error


class ReviewEndedError(ConflictError):
    code = "workflow.ended"
    title = "The review is over"

    @classmethod
    def of(cls, state: str) -> "ReviewEndedError":
        reasons = {
            "approved": "it was approved",
            "rejected": "it was rejected; change the content and begin a new review",
            "void": "its content was changed; decide in the review of the new version",
            "cancelled": "it was taken back",
        }
        return cls(f"Nothing is to be decided here any more: {reasons[state]}.")


class ApprovedAlreadyError(ConflictError):
    code = "approval.given_already"
    title = "You approved in this step already"


class NotYourDecisionError(ClientError):
    """Who makes the request is not among those who decide here."""

    status = 403
    title = "This decision is not yours"

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        super().__init__(detail)


class ApprovalRequiredError(ConflictError):
    code = "approval.required"
    title = "It has to be approved first"

    @classmethod
    def of(cls, item_id: object, version: int, broken: str) -> "ApprovalRequiredError":
        why = f"it breaks rules of its brand: {broken}" if broken else "a rule asks for that."
        return cls(
            f"Version {version} of the content item {item_id} was not approved, and {why}"
            " Begin its review with POST /v1/workflows."
        )


class ReviewRunningError(ConflictError):
    code = "workflow.running"
    title = "A review is running"


class ItemArchivedError(ConflictError):
    code = "content_item.archived"
    title = "The content item is archived"


class ItemInUseError(ConflictError):
    code = "content_item.in_use"
    title = "The content item can't be deleted"


class RuleExistsError(ConflictError):
    code = "approval_rule.exists"
    title = "There is such a rule already"


class StaleDraftError(StaleRevisionError):
    code = "draft.stale"
    title = "Somebody else wrote in the meantime"


class NotYourCommentError(ClientError):
    status = 403
    code = "comment.not_yours"
    title = "Somebody else wrote this comment"


class QuotaExceededError(ClientError):
    """The plan does not allow that much more of something; see `usecases/quotas.py`."""

    status = 429
    code = "quota.exceeded"
    title = "The plan's limit is used up"
    remaining = 0

    @classmethod
    def of(cls, usage: Usage, wanted: int, plan: str | None, now: datetime) -> "QuotaExceededError":
        """What was used before, and how much more was wanted."""
        detail = (
            f"The plan {plan} allows {usage.allowed} {UNITS[usage.limit]}; {usage.used} are used, {usage.remaining} are"
            f" left, and this needs {wanted}."
        )
        headers = {}
        if usage.resets_at is not None:
            detail += f" It begins anew at {usage.resets_at.isoformat(timespec='seconds')}."
            headers["Retry-After"] = str(max(1, int((usage.resets_at - now).total_seconds()) + 1))
        extra = {
            "type": QUOTA_EXCEEDED,
            "violated-policies": [usage.limit],
            "limit": usage.limit,
            "used": usage.used,
            "allowed": usage.allowed,
            "remaining": usage.remaining,
            "resets_at": None if usage.resets_at is None else usage.resets_at.isoformat(),
        }
        refusal = cls(detail, headers=headers, extra=extra)
        refusal.remaining = usage.remaining or 0
        return refusal
