from typing import Literal

WishViewWhoMustActType0 = Literal["account_owner", "author", "nobody", "operator"]

WISH_VIEW_WHO_MUST_ACT_TYPE_0_VALUES: set[WishViewWhoMustActType0] = {
    "account_owner",
    "author",
    "nobody",
    "operator",
}


def check_wish_view_who_must_act_type_0(value: str) -> WishViewWhoMustActType0:
    if value in WISH_VIEW_WHO_MUST_ACT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WISH_VIEW_WHO_MUST_ACT_TYPE_0_VALUES!r}")
