from typing import Literal

InvitationViewRole = Literal["admin", "approver", "editor", "owner", "viewer"]

INVITATION_VIEW_ROLE_VALUES: set[InvitationViewRole] = {
    "admin",
    "approver",
    "editor",
    "owner",
    "viewer",
}


def check_invitation_view_role(value: str) -> InvitationViewRole:
    if value in INVITATION_VIEW_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INVITATION_VIEW_ROLE_VALUES!r}")
