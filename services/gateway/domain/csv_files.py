"""CSV as spreadsheets open it (RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet would take for a formula.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of cells, whose texts by others have gone through `csv_text`."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def csv_text(text: str) -> str:
    """A text that is no formula, whoever wrote it."""
    return f"'{text}" if text.startswith(_ACTIVE) else text
