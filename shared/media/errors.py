"""Why a file can't be worked with."""


class MediaRefusedError(Exception):
    """A file is broken, dangerous or of a kind we do not take; another try gives the same.

    Attributes:
        code: Stable, such as `media.broken`.
        detail: What is wrong and what to do, for a person.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class MediaBusyError(Exception):
    """The process that works on files died or did not get done in time; another try may succeed."""
