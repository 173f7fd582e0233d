"""What can go wrong; the class says what became of the call."""

from services.publisher.domain.failures import Failure


class NetworkError(Exception):
    """A call to a network did not work.

    Args:
        failure: Why, in the network's words.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.code}: {failure.detail}")
        self.failure = failure


class RefusedError(NetworkError):
    """The network answered no: nothing happened there."""


class NotSentError(NetworkError):
    """The call never reached the network: nothing happened there."""


class UnknownOutcomeError(NetworkError):
    """The call went out and no answer that can be read came back: it may have happened."""


class CredentialsIncompleteError(ValueError):
    """What was handed over for an account lacks something; names the fields, never their values."""

    def __init__(self, network: str, fields: list[str]) -> None:
        super().__init__(
            f"credentials for {network} need the field{'s' if len(fields) > 1 else ''} {', '.join(fields)}"
        )


class AccountUnusableError(Exception):
    """An account can't be used now.

    Args:
        failure: Why, and who must act.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.code}: {failure.detail}")
        self.failure = failure


class LeaseLostError(Exception):
    """Somebody else holds the work now; what was found out here is theirs to find out again."""
