from typing import Literal

TitleRulesBesideItem = Literal["animation", "document", "image", "video"]

TITLE_RULES_BESIDE_ITEM_VALUES: set[TitleRulesBesideItem] = {
    "animation",
    "document",
    "image",
    "video",
}


def check_title_rules_beside_item(value: str) -> TitleRulesBesideItem:
    if value in TITLE_RULES_BESIDE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TITLE_RULES_BESIDE_ITEM_VALUES!r}")
