from typing import Literal

PublicationProblemViewWhoMustActType0 = Literal["account_owner", "author", "nobody", "operator"]

PUBLICATION_PROBLEM_VIEW_WHO_MUST_ACT_TYPE_0_VALUES: set[PublicationProblemViewWhoMustActType0] = {
    "account_owner",
    "author",
    "nobody",
    "operator",
}


def check_publication_problem_view_who_must_act_type_0(value: str) -> PublicationProblemViewWhoMustActType0:
    if value in PUBLICATION_PROBLEM_VIEW_WHO_MUST_ACT_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PUBLICATION_PROBLEM_VIEW_WHO_MUST_ACT_TYPE_0_VALUES!r}"
    )
