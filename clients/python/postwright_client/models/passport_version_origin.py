from typing import Literal

PassportVersionOrigin = Literal["edited", "generated", "imported", "restored", "template", "transformed"]

PASSPORT_VERSION_ORIGIN_VALUES: set[PassportVersionOrigin] = {
    "edited",
    "generated",
    "imported",
    "restored",
    "template",
    "transformed",
}


def check_passport_version_origin(value: str) -> PassportVersionOrigin:
    if value in PASSPORT_VERSION_ORIGIN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PASSPORT_VERSION_ORIGIN_VALUES!r}")
