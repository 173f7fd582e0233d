from typing import Literal

CapabilityVisibilitiesItem = Literal[
    "connections", "direct", "followers", "friends", "private", "public", "unlisted"
]

CAPABILITY_VISIBILITIES_ITEM_VALUES: set[CapabilityVisibilitiesItem] = {
    "connections",
    "direct",
    "followers",
    "friends",
    "private",
    "public",
    "unlisted",
}


def check_capability_visibilities_item(value: str) -> CapabilityVisibilitiesItem:
    if value in CAPABILITY_VISIBILITIES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAPABILITY_VISIBILITIES_ITEM_VALUES!r}")
