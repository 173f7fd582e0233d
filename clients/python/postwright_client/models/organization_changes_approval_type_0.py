from typing import Literal

OrganizationChangesApprovalType0 = Literal["auto", "required"]

ORGANIZATION_CHANGES_APPROVAL_TYPE_0_VALUES: set[OrganizationChangesApprovalType0] = {
    "auto",
    "required",
}


def check_organization_changes_approval_type_0(value: str) -> OrganizationChangesApprovalType0:
    if value in ORGANIZATION_CHANGES_APPROVAL_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORGANIZATION_CHANGES_APPROVAL_TYPE_0_VALUES!r}"
    )
