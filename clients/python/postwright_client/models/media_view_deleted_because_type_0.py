from typing import Literal

MediaViewDeletedBecauseType0 = Literal["asked", "unused"]

MEDIA_VIEW_DELETED_BECAUSE_TYPE_0_VALUES: set[MediaViewDeletedBecauseType0] = {
    "asked",
    "unused",
}


def check_media_view_deleted_because_type_0(value: str) -> MediaViewDeletedBecauseType0:
    if value in MEDIA_VIEW_DELETED_BECAUSE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {MEDIA_VIEW_DELETED_BECAUSE_TYPE_0_VALUES!r}"
    )
