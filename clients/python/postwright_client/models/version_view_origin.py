from typing import Literal

VersionViewOrigin = Literal["edited", "generated", "imported", "restored", "template", "transformed"]

VERSION_VIEW_ORIGIN_VALUES: set[VersionViewOrigin] = {
    "edited",
    "generated",
    "imported",
    "restored",
    "template",
    "transformed",
}


def check_version_view_origin(value: str) -> VersionViewOrigin:
    if value in VERSION_VIEW_ORIGIN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERSION_VIEW_ORIGIN_VALUES!r}")
