from typing import Literal

FormatKind = Literal["post", "reel", "story"]

FORMAT_KIND_VALUES: set[FormatKind] = {
    "post",
    "reel",
    "story",
}


def check_format_kind(value: str) -> FormatKind:
    if value in FORMAT_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FORMAT_KIND_VALUES!r}")
