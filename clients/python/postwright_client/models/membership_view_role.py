from typing import Literal

MembershipViewRole = Literal["admin", "approver", "editor", "owner", "viewer"]

MEMBERSHIP_VIEW_ROLE_VALUES: set[MembershipViewRole] = {
    "admin",
    "approver",
    "editor",
    "owner",
    "viewer",
}


def check_membership_view_role(value: str) -> MembershipViewRole:
    if value in MEMBERSHIP_VIEW_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MEMBERSHIP_VIEW_ROLE_VALUES!r}")
