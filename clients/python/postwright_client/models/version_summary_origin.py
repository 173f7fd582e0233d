from typing import Literal

VersionSummaryOrigin = Literal["edited", "generated", "imported", "restored", "template", "transformed"]

VERSION_SUMMARY_ORIGIN_VALUES: set[VersionSummaryOrigin] = {
    "edited",
    "generated",
    "imported",
    "restored",
    "template",
    "transformed",
}


def check_version_summary_origin(value: str) -> VersionSummaryOrigin:
    if value in VERSION_SUMMARY_ORIGIN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERSION_SUMMARY_ORIGIN_VALUES!r}")
