from typing import Literal

RehearsedTargetWhoMustActType0 = Literal["account_owner", "author", "nobody", "operator"]

REHEARSED_TARGET_WHO_MUST_ACT_TYPE_0_VALUES: set[RehearsedTargetWhoMustActType0] = {
    "account_owner",
    "author",
    "nobody",
    "operator",
}


def check_rehearsed_target_who_must_act_type_0(value: str) -> RehearsedTargetWhoMustActType0:
    if value in REHEARSED_TARGET_WHO_MUST_ACT_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {REHEARSED_TARGET_WHO_MUST_ACT_TYPE_0_VALUES!r}"
    )
