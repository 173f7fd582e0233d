from typing import Literal

PieceViewChange = Literal["added", "removed", "same"]

PIECE_VIEW_CHANGE_VALUES: set[PieceViewChange] = {
    "added",
    "removed",
    "same",
}


def check_piece_view_change(value: str) -> PieceViewChange:
    if value in PIECE_VIEW_CHANGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PIECE_VIEW_CHANGE_VALUES!r}")
