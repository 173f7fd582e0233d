from typing import Literal

ScheduleViewKind = Literal["instant", "local", "none", "now"]

SCHEDULE_VIEW_KIND_VALUES: set[ScheduleViewKind] = {
    "instant",
    "local",
    "none",
    "now",
}


def check_schedule_view_kind(value: str) -> ScheduleViewKind:
    if value in SCHEDULE_VIEW_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCHEDULE_VIEW_KIND_VALUES!r}")
