"""Batches: many briefs in one call, as JSON or CSV; a bad row never stops the good ones."""

import csv
import difflib
import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.gateway.domain.briefs import Brief, brief_of
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.material import BRIEF_ALONE, Material

MOST_ITEMS = 1_000

COLUMNS = (
    "brand",
    "topic",
    "tone",
    "audience",
    "brief",
    "language",
    "networks",
    "picture",
    "brand_colors",
    "campaign_id",
    "brand_kit_id",
    "account_ids",
    "schedule",
    "local_time",
    "time_zone",
    "at",
    "approval",
)
_MOST_COLUMNS = 100
_REQUIRED_COLUMNS = ("brand", "topic", "brief", "networks")
_LISTS = frozenset({"networks", "brand_colors", "account_ids"})
_SCHEDULE_COLUMNS = frozenset({"schedule", "local_time", "time_zone", "at"})
_YES = frozenset({"true", "yes", "y", "1"})
_NO = frozenset({"false", "no", "n", "0"})


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one field of one row.

    Attributes:
        row: In JSON the item's number from 1; in CSV the row as a spreadsheet shows it, the header being row 1.
        column: The field or column.
        detail: What is wrong and how to mend it.
        code: Stable.
    """

    row: int
    column: str
    detail: str
    code: str = "invalid"


@dataclass(frozen=True, slots=True)
class Row:
    """One readable item of a batch."""

    number: int
    brief: Brief
    material: Material = BRIEF_ALONE


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a batch, sorted into readable ones and problems."""

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]

    @property
    def total(self) -> int:
        return len(self.rows) + len({problem.row for problem in self.problems})


def read_json(items: Sequence[Any], override: Mapping[str, Any]) -> Items:
    """Read the items of a JSON batch.

    Args:
        items: As decoded.
        override: Fields said once for all items; they hold whatever an item says.

    Raises:
        FlawedError: There are none, or too many.
    """
    return _read(enumerate(items, start=1), override)


def read_csv(data: bytes, override: Mapping[str, Any]) -> Items:
    """Read a CSV file (RFC 4180, UTF-8, a header row); several values in a cell are separated by semicolons.

    Raises:
        FlawedError: It can't be read as a table at all.
    """
    return _read(_csv_rows(data), override)


def row_problems(number: int, flaws: Sequence[Flaw]) -> list[RowProblem]:
    """Flaws of an item as problems of its row."""
    return [RowProblem(number, _column(flaw.pointer), flaw.detail, flaw.code) for flaw in flaws]


def value_problems(number: int, flaws: Sequence[Flaw]) -> list[RowProblem]:
    """Flaws of a row of a template's values: the column is the variable, or where in the template it is wrong."""
    return [
        RowProblem(number, flaw.pointer.removeprefix("/values/").strip("/"), flaw.detail, flaw.code)
        for flaw in flaws
    ]


def _read(numbered: Iterator[tuple[int, Any]] | enumerate[Any], override: Mapping[str, Any]) -> Items:
    rows: list[Row] = []
    problems: list[RowProblem] = []
    for count, (number, fields) in enumerate(numbered, start=1):
        if count > MOST_ITEMS:
            raise FlawedError([Flaw("/items", f"holds more than {MOST_ITEMS} items; send several batches")])
        try:
            rows.append(Row(number, _brief(fields, override)))
        except FlawedError as error:
            problems.extend(row_problems(number, error.flaws))
    if not rows and not problems:
        raise FlawedError([Flaw("/items", "holds no item; send at least one")])
    return Items(tuple(rows), tuple(problems))


def _brief(fields: Any, override: Mapping[str, Any]) -> Brief:
    if isinstance(fields, FlawedError):
        raise fields
    if not isinstance(fields, dict):
        raise FlawedError(
            [Flaw("", "is not an object; each item is one, with brand, topic, brief, networks")]
        )
    return brief_of({**fields, **override})


def _column(pointer: str) -> str:
    """The column a pointer is about: the deepest step that is one, else the first."""
    steps = [step for step in pointer.split("/") if step]
    named = [step for step in steps if step in COLUMNS]
    return named[-1] if named else (steps[0] if steps else "")


def _csv_rows(data: bytes) -> Iterator[tuple[int, Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"is not UTF-8 (byte {error.start + 1}); save the file as CSV UTF-8"
        raise FlawedError([Flaw("", detail, "csv.not_utf8")]) from None
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = _header(records)
    for number, cells in _numbered(records):
        if isinstance(cells, FlawedError):
            yield number, cells
        elif any(cell.strip() for cell in cells):
            yield number, _fields(header, cells)


def _header(records: Iterator[list[str]]) -> list[str]:
    try:
        header = [name.strip().lower() for name in next(records, [])]
    except csv.Error as error:
        raise FlawedError([Flaw("", f"its first row can't be read: {error}", "csv.unreadable")]) from None
    _require_columns(header)
    return header


def _numbered(records: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | FlawedError]]:
    """Every row after the header; one that can't be read does not stop those behind it."""
    for number in itertools.count(2):
        try:
            yield number, next(records)
        except StopIteration:
            return
        except csv.Error as error:
            detail = f"can't be read as CSV: {error}; check its quotes"
            yield number, FlawedError([Flaw("", detail, "csv.unreadable")])


def _require_commas(header: Sequence[str]) -> None:
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and set(_REQUIRED_COLUMNS) <= {part.strip() for part in header[0].split(mark)}:
            detail = f"its columns are separated by {name}; save it with commas between them"
            raise FlawedError([Flaw("", detail, "csv.separator")])


def _require_columns(header: Sequence[str]) -> None:
    _require_commas(header)
    if len(header) > _MOST_COLUMNS:
        # Each one that is not known is looked up among all that are.
        detail = f"its first row names {len(header)} columns; there are {', '.join(COLUMNS)}"
        raise FlawedError([Flaw("", detail, "csv.column")])
    flaws = []
    for position, name in enumerate(header, start=1):
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, n=1)
            meant = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(COLUMNS)}"
            flaws.append(
                Flaw(f"/{name}", f"column {position}, {name!r}, is not known; {meant}", "csv.column")
            )
        elif header.index(name) != position - 1:
            flaws.append(Flaw(f"/{name}", f"the column {name} stands twice", "csv.column"))
    flaws.extend(
        Flaw(f"/{name}", f"the column {name} is missing; the first row names the columns", "csv.column")
        for name in _REQUIRED_COLUMNS
        if name not in header
    )
    if flaws:
        raise FlawedError(flaws)


def _fields(header: Sequence[str], cells: Sequence[str]) -> dict[str, Any] | FlawedError:
    if len(cells) > len(header):
        detail = (
            f"has {len(cells)} cells where the header has {len(header)}; put quotes around a text with commas"
        )
        return FlawedError([Flaw("", detail, "csv.cells")])
    filled = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
    fields: dict[str, Any] = {
        name: _cell(name, cell) for name, cell in filled.items() if name not in _SCHEDULE_COLUMNS
    }
    schedule = schedule_of(filled)
    return fields if schedule is None else {**fields, "schedule": schedule}


def _cell(name: str, cell: str) -> Any:
    if name in _LISTS:
        return [part.strip() for part in cell.split(";") if part.strip()]
    if name == "picture":
        word = cell.lower()
        return True if word in _YES else False if word in _NO else cell
    return cell


def schedule_of(named: Mapping[str, str | None]) -> dict[str, Any] | None:
    """The schedule in the columns of a row, or what the address says by their names; None where nothing is said.

    Its kind may be left out where a time says it.
    """
    times = {name: named.get(name) for name in ("local_time", "time_zone", "at")}
    given = {name: value for name, value in times.items() if value is not None}
    kind = named.get("schedule")
    if kind is None and not given:
        return None
    return {"kind": kind or ("instant" if "at" in given else "local"), **given}
