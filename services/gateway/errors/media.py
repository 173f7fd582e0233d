"""Files."""

from services.gateway.errors.request import ClientError, ConflictError


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


class TooManyUploadsError(ConflictError):
    code = "upload.too_many"
    title = "The organisation has as many uploads open as it may"


class UploadIncompleteError(ConflictError):
    code = "upload.incomplete"
    title = "Parts of the file are missing"


class MediaServiceBusyError(ClientError):
    status = 503
    code = "media.busy"
    title = "Media can't be looked into now"
