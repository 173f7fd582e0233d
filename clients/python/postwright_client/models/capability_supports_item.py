from typing import Literal

CapabilitySupportsItem = Literal[
    "alt_text",
    "animations",
    "content_warning",
    "delete",
    "documents",
    "edit",
    "first_comment",
    "hashtags",
    "images",
    "language",
    "link_card",
    "links",
    "mentions",
    "poll",
    "text",
    "thread",
    "video",
]

CAPABILITY_SUPPORTS_ITEM_VALUES: set[CapabilitySupportsItem] = {
    "alt_text",
    "animations",
    "content_warning",
    "delete",
    "documents",
    "edit",
    "first_comment",
    "hashtags",
    "images",
    "language",
    "link_card",
    "links",
    "mentions",
    "poll",
    "text",
    "thread",
    "video",
}


def check_capability_supports_item(value: str) -> CapabilitySupportsItem:
    if value in CAPABILITY_SUPPORTS_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAPABILITY_SUPPORTS_ITEM_VALUES!r}")
