from typing import Literal

PostDetailsKind = Literal["post", "reel", "story"]

POST_DETAILS_KIND_VALUES: set[PostDetailsKind] = {
    "post",
    "reel",
    "story",
}


def check_post_details_kind(value: str) -> PostDetailsKind:
    if value in POST_DETAILS_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POST_DETAILS_KIND_VALUES!r}")
