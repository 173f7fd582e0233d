from typing import Literal

PostDetailsVisibilityType0 = Literal[
    "connections", "direct", "followers", "friends", "private", "public", "unlisted"
]

POST_DETAILS_VISIBILITY_TYPE_0_VALUES: set[PostDetailsVisibilityType0] = {
    "connections",
    "direct",
    "followers",
    "friends",
    "private",
    "public",
    "unlisted",
}


def check_post_details_visibility_type_0(value: str) -> PostDetailsVisibilityType0:
    if value in POST_DETAILS_VISIBILITY_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POST_DETAILS_VISIBILITY_TYPE_0_VALUES!r}")
