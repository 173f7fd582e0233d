from typing import Literal

BriefApproval = Literal["auto", "required"]

BRIEF_APPROVAL_VALUES: set[BriefApproval] = {
    "auto",
    "required",
}


def check_brief_approval(value: str) -> BriefApproval:
    if value in BRIEF_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BRIEF_APPROVAL_VALUES!r}")
