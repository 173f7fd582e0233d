from typing import Literal

NewDetailsKind = Literal["post", "reel", "story"]

NEW_DETAILS_KIND_VALUES: set[NewDetailsKind] = {
    "post",
    "reel",
    "story",
}


def check_new_details_kind(value: str) -> NewDetailsKind:
    if value in NEW_DETAILS_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_DETAILS_KIND_VALUES!r}")
