from typing import Literal

LimitViewLimit = Literal["accounts", "ai_micros_usd", "members", "posts", "storage_bytes"]

LIMIT_VIEW_LIMIT_VALUES: set[LimitViewLimit] = {
    "accounts",
    "ai_micros_usd",
    "members",
    "posts",
    "storage_bytes",
}


def check_limit_view_limit(value: str) -> LimitViewLimit:
    if value in LIMIT_VIEW_LIMIT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIMIT_VIEW_LIMIT_VALUES!r}")
