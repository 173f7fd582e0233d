from typing import Literal

OwnOrganizationViewRole = Literal["admin", "approver", "editor", "owner", "viewer"]

OWN_ORGANIZATION_VIEW_ROLE_VALUES: set[OwnOrganizationViewRole] = {
    "admin",
    "approver",
    "editor",
    "owner",
    "viewer",
}


def check_own_organization_view_role(value: str) -> OwnOrganizationViewRole:
    if value in OWN_ORGANIZATION_VIEW_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OWN_ORGANIZATION_VIEW_ROLE_VALUES!r}")
