from typing import Literal

PublicationLineState = Literal[
    "awaiting_approval",
    "cancelled",
    "converting",
    "failed",
    "missed",
    "published",
    "publishing",
    "scheduled",
    "uncertain",
]

PUBLICATION_LINE_STATE_VALUES: set[PublicationLineState] = {
    "awaiting_approval",
    "cancelled",
    "converting",
    "failed",
    "missed",
    "published",
    "publishing",
    "scheduled",
    "uncertain",
}


def check_publication_line_state(value: str) -> PublicationLineState:
    if value in PUBLICATION_LINE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PUBLICATION_LINE_STATE_VALUES!r}")
