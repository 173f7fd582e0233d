from typing import Literal

ErasurePartViewSubject = Literal["organization", "person"]

ERASURE_PART_VIEW_SUBJECT_VALUES: set[ErasurePartViewSubject] = {
    "organization",
    "person",
}


def check_erasure_part_view_subject(value: str) -> ErasurePartViewSubject:
    if value in ERASURE_PART_VIEW_SUBJECT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ERASURE_PART_VIEW_SUBJECT_VALUES!r}")
