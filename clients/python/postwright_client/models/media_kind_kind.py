from typing import Literal

MediaKindKind = Literal["animation", "document", "image", "video"]

MEDIA_KIND_KIND_VALUES: set[MediaKindKind] = {
    "animation",
    "document",
    "image",
    "video",
}


def check_media_kind_kind(value: str) -> MediaKindKind:
    if value in MEDIA_KIND_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MEDIA_KIND_KIND_VALUES!r}")
