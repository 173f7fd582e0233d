from typing import Literal

PublicationProblemViewErrorClassType0 = Literal[
    "auth_expired",
    "duplicate",
    "invalid",
    "quota",
    "rate_limited",
    "reconnect",
    "restricted",
    "superseded",
    "transient",
]

PUBLICATION_PROBLEM_VIEW_ERROR_CLASS_TYPE_0_VALUES: set[PublicationProblemViewErrorClassType0] = {
    "auth_expired",
    "duplicate",
    "invalid",
    "quota",
    "rate_limited",
    "reconnect",
    "restricted",
    "superseded",
    "transient",
}


def check_publication_problem_view_error_class_type_0(value: str) -> PublicationProblemViewErrorClassType0:
    if value in PUBLICATION_PROBLEM_VIEW_ERROR_CLASS_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PUBLICATION_PROBLEM_VIEW_ERROR_CLASS_TYPE_0_VALUES!r}"
    )
