from typing import Literal

NewDetailsVisibilityType0 = Literal[
    "connections", "direct", "followers", "friends", "private", "public", "unlisted"
]

NEW_DETAILS_VISIBILITY_TYPE_0_VALUES: set[NewDetailsVisibilityType0] = {
    "connections",
    "direct",
    "followers",
    "friends",
    "private",
    "public",
    "unlisted",
}


def check_new_details_visibility_type_0(value: str) -> NewDetailsVisibilityType0:
    if value in NEW_DETAILS_VISIBILITY_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_DETAILS_VISIBILITY_TYPE_0_VALUES!r}")
