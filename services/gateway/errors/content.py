"""Content, reviews and comments."""

from services.gateway.errors.request import ClientError, ConflictError, StaleRevisionError


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
