from typing import Literal

ExportViewState = Literal["ready", "writing"]

EXPORT_VIEW_STATE_VALUES: set[ExportViewState] = {
    "ready",
    "writing",
}


def check_export_view_state(value: str) -> ExportViewState:
    if value in EXPORT_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPORT_VIEW_STATE_VALUES!r}")
