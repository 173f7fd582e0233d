from typing import Literal

NewOrganizationApproval = Literal["auto", "required"]

NEW_ORGANIZATION_APPROVAL_VALUES: set[NewOrganizationApproval] = {
    "auto",
    "required",
}


def check_new_organization_approval(value: str) -> NewOrganizationApproval:
    if value in NEW_ORGANIZATION_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_ORGANIZATION_APPROVAL_VALUES!r}")
