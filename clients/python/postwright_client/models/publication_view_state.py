from typing import Literal

PublicationViewState = Literal["failed", "missed", "published", "publishing", "removed", "uncertain"]

PUBLICATION_VIEW_STATE_VALUES: set[PublicationViewState] = {
    "failed",
    "missed",
    "published",
    "publishing",
    "removed",
    "uncertain",
}


def check_publication_view_state(value: str) -> PublicationViewState:
    if value in PUBLICATION_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PUBLICATION_VIEW_STATE_VALUES!r}")
