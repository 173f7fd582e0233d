from typing import Literal

NewInvitationRole = Literal["admin", "approver", "editor", "owner", "viewer"]

NEW_INVITATION_ROLE_VALUES: set[NewInvitationRole] = {
    "admin",
    "approver",
    "editor",
    "owner",
    "viewer",
}


def check_new_invitation_role(value: str) -> NewInvitationRole:
    if value in NEW_INVITATION_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_INVITATION_ROLE_VALUES!r}")
