from typing import Literal

OrganizationViewApproval = Literal["auto", "required"]

ORGANIZATION_VIEW_APPROVAL_VALUES: set[OrganizationViewApproval] = {
    "auto",
    "required",
}


def check_organization_view_approval(value: str) -> OrganizationViewApproval:
    if value in ORGANIZATION_VIEW_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORGANIZATION_VIEW_APPROVAL_VALUES!r}")
