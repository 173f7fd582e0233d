from typing import Literal

TargetProblemViewWhoMustActType0 = Literal["account_owner", "author", "nobody", "operator"]

TARGET_PROBLEM_VIEW_WHO_MUST_ACT_TYPE_0_VALUES: set[TargetProblemViewWhoMustActType0] = {
    "account_owner",
    "author",
    "nobody",
    "operator",
}


def check_target_problem_view_who_must_act_type_0(value: str) -> TargetProblemViewWhoMustActType0:
    if value in TARGET_PROBLEM_VIEW_WHO_MUST_ACT_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TARGET_PROBLEM_VIEW_WHO_MUST_ACT_TYPE_0_VALUES!r}"
    )
