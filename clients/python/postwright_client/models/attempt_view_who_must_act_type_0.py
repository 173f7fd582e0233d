from typing import Literal

AttemptViewWhoMustActType0 = Literal["account_owner", "author", "nobody", "operator"]

ATTEMPT_VIEW_WHO_MUST_ACT_TYPE_0_VALUES: set[AttemptViewWhoMustActType0] = {
    "account_owner",
    "author",
    "nobody",
    "operator",
}


def check_attempt_view_who_must_act_type_0(value: str) -> AttemptViewWhoMustActType0:
    if value in ATTEMPT_VIEW_WHO_MUST_ACT_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ATTEMPT_VIEW_WHO_MUST_ACT_TYPE_0_VALUES!r}"
    )
