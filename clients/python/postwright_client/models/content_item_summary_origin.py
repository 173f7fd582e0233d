from typing import Literal

ContentItemSummaryOrigin = Literal["edited", "generated", "imported", "restored", "template", "transformed"]

CONTENT_ITEM_SUMMARY_ORIGIN_VALUES: set[ContentItemSummaryOrigin] = {
    "edited",
    "generated",
    "imported",
    "restored",
    "template",
    "transformed",
}


def check_content_item_summary_origin(value: str) -> ContentItemSummaryOrigin:
    if value in CONTENT_ITEM_SUMMARY_ORIGIN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTENT_ITEM_SUMMARY_ORIGIN_VALUES!r}")
