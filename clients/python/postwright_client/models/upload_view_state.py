from typing import Literal

UploadViewState = Literal["aborted", "assembling", "expired", "open", "ready", "refused"]

UPLOAD_VIEW_STATE_VALUES: set[UploadViewState] = {
    "aborted",
    "assembling",
    "expired",
    "open",
    "ready",
    "refused",
}


def check_upload_view_state(value: str) -> UploadViewState:
    if value in UPLOAD_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {UPLOAD_VIEW_STATE_VALUES!r}")
