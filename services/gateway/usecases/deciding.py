"""Who may decide in a review at this moment."""

from services.gateway.domain.identity import Caller
from services.gateway.domain.workflows import Choice, Workflow, objection
from services.gateway.errors import ApprovedAlreadyError, NotYourDecisionError, ReviewEndedError


def require_may_decide(workflow: Workflow, choice: Choice, caller: Caller) -> None:
    """Call under the review's lock.

    Raises:
        ReviewEndedError: Nothing is to be decided in it any more.
        NotYourDecisionError: The caller is not asked, or may not do this.
        ApprovedAlreadyError: The caller approved in this step before.
    """
    if workflow.state != "running":
        raise ReviewEndedError.of(workflow.state)
    refusal = objection(workflow, choice, caller.user_id, caller.role)
    if refusal is not None:
        code, reason = refusal
        raise NotYourDecisionError(code, f"You can't {choice} here: {reason}.")
    if choice == "approve" and caller.user_id in workflow.approvers(workflow.step):
        step = workflow.steps[workflow.step]
        raise ApprovedAlreadyError(
            f"The step {step.name!r} needs {step.needed} different people, and you are one of them already."
        )
