from typing import Literal

PacingWindowKindType0 = Literal["post", "reel", "story"]

PACING_WINDOW_KIND_TYPE_0_VALUES: set[PacingWindowKindType0] = {
    "post",
    "reel",
    "story",
}


def check_pacing_window_kind_type_0(value: str) -> PacingWindowKindType0:
    if value in PACING_WINDOW_KIND_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PACING_WINDOW_KIND_TYPE_0_VALUES!r}")
