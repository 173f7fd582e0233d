from typing import Literal

UploadDetailState = Literal["aborted", "assembling", "expired", "open", "ready", "refused"]

UPLOAD_DETAIL_STATE_VALUES: set[UploadDetailState] = {
    "aborted",
    "assembling",
    "expired",
    "open",
    "ready",
    "refused",
}


def check_upload_detail_state(value: str) -> UploadDetailState:
    if value in UPLOAD_DETAIL_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {UPLOAD_DETAIL_STATE_VALUES!r}")
