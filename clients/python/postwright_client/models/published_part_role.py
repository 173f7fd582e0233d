from typing import Literal

PublishedPartRole = Literal["comment", "message", "post", "reply"]

PUBLISHED_PART_ROLE_VALUES: set[PublishedPartRole] = {
    "comment",
    "message",
    "post",
    "reply",
}


def check_published_part_role(value: str) -> PublishedPartRole:
    if value in PUBLISHED_PART_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PUBLISHED_PART_ROLE_VALUES!r}")
