from typing import Literal

ShelvingKind = Literal["archive", "delete", "restore"]

SHELVING_KIND_VALUES: set[ShelvingKind] = {
    "archive",
    "delete",
    "restore",
}


def check_shelving_kind(value: str) -> ShelvingKind:
    if value in SHELVING_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHELVING_KIND_VALUES!r}")
