from typing import Literal

ListMediaKind = Literal["application", "image", "video"]

LIST_MEDIA_KIND_VALUES: set[ListMediaKind] = {
    "application",
    "image",
    "video",
}


def check_list_media_kind(value: str) -> ListMediaKind:
    if value in LIST_MEDIA_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_MEDIA_KIND_VALUES!r}")
