from typing import Literal

NewContentItemOrigin = Literal["edited", "imported"]

NEW_CONTENT_ITEM_ORIGIN_VALUES: set[NewContentItemOrigin] = {
    "edited",
    "imported",
}


def check_new_content_item_origin(value: str) -> NewContentItemOrigin:
    if value in NEW_CONTENT_ITEM_ORIGIN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_CONTENT_ITEM_ORIGIN_VALUES!r}")
