from typing import Literal

OfferViewRole = Literal["admin", "approver", "editor", "owner", "viewer"]

OFFER_VIEW_ROLE_VALUES: set[OfferViewRole] = {
    "admin",
    "approver",
    "editor",
    "owner",
    "viewer",
}


def check_offer_view_role(value: str) -> OfferViewRole:
    if value in OFFER_VIEW_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OFFER_VIEW_ROLE_VALUES!r}")
