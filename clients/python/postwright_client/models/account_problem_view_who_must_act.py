from typing import Literal

AccountProblemViewWhoMustAct = Literal["account_owner", "author", "nobody", "operator"]

ACCOUNT_PROBLEM_VIEW_WHO_MUST_ACT_VALUES: set[AccountProblemViewWhoMustAct] = {
    "account_owner",
    "author",
    "nobody",
    "operator",
}


def check_account_problem_view_who_must_act(value: str) -> AccountProblemViewWhoMustAct:
    if value in ACCOUNT_PROBLEM_VIEW_WHO_MUST_ACT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ACCOUNT_PROBLEM_VIEW_WHO_MUST_ACT_VALUES!r}"
    )
