from typing import Literal

ContentItemViewOrigin = Literal["edited", "generated", "imported", "restored", "template", "transformed"]

CONTENT_ITEM_VIEW_ORIGIN_VALUES: set[ContentItemViewOrigin] = {
    "edited",
    "generated",
    "imported",
    "restored",
    "template",
    "transformed",
}


def check_content_item_view_origin(value: str) -> ContentItemViewOrigin:
    if value in CONTENT_ITEM_VIEW_ORIGIN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTENT_ITEM_VIEW_ORIGIN_VALUES!r}")
