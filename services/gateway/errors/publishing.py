"""Connections, posts and publications."""

from services.gateway.errors.request import ClientError, ConflictError


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


class PublishingHaltedError(ClientError):
    """While somebody has stopped it, live text is changed by nobody who could not stop it themselves."""

    status = 403
    code = "publishing.halted"
    title = "Publishing is stopped"

    @classmethod
    def of(cls, scope: str, target: str, reason: str) -> "PublishingHaltedError":
        what = "Everything" if scope == "organization" else f"The {scope} {target}"
        why = f": {reason}" if reason else ""
        return cls(
            f"{what} is halted{why}. Until that ends, live text is edited only by somebody with publishing:halt;"
            " taking the post down is possible."
        )


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
