from typing import Literal

GetMediaThumbnailSize = Literal["large", "medium", "small"]

GET_MEDIA_THUMBNAIL_SIZE_VALUES: set[GetMediaThumbnailSize] = {
    "large",
    "medium",
    "small",
}


def check_get_media_thumbnail_size(value: str) -> GetMediaThumbnailSize:
    if value in GET_MEDIA_THUMBNAIL_SIZE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GET_MEDIA_THUMBNAIL_SIZE_VALUES!r}")
