from typing import Literal

ListMediaUploadsState = Literal["aborted", "assembling", "expired", "open", "ready", "refused"]

LIST_MEDIA_UPLOADS_STATE_VALUES: set[ListMediaUploadsState] = {
    "aborted",
    "assembling",
    "expired",
    "open",
    "ready",
    "refused",
}


def check_list_media_uploads_state(value: str) -> ListMediaUploadsState:
    if value in LIST_MEDIA_UPLOADS_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_MEDIA_UPLOADS_STATE_VALUES!r}")
