"""Batches: many briefs in one call, as JSON or CSV; a bad row never stops the good ones."""

import codecs
import csv
import difflib
import io
import itertools
import re
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
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_ANY_SEPARATOR = re.compile(r"[,;\t]")
_YES = frozenset({"true", "yes", "y", "1"})
_NO = frozenset({"false", "no", "n", "0"})


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one field of one row.

    Attributes:
        row: In JSON the item's number from 1; in CSV the row as a spreadsheet shows it, the header being row 1.
        column: The field or column.
        detail: What is wrong and how to mend it; also the line of the file, where line breaks in cells make it another.
        code: Stable.
    """

    row: int
    column: str
    detail: str
    code: str = "invalid"


@dataclass(frozen=True, slots=True)
class Row:
    """One readable item of a batch.

    Attributes:
        number: As in `RowProblem`.
        line: Where it begins in a CSV file, whose rows may have several lines.
    """

    number: int
    brief: Brief
    material: Material = BRIEF_ALONE
    line: int | None = None


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
    return _read(((number, None, fields) for number, fields in enumerate(items, start=1)), override)


def read_csv(data: bytes, override: Mapping[str, Any]) -> Items:
    """Read a CSV file (RFC 4180, UTF-8, a header row); several values in a cell are separated by semicolons.

    What the names of the first row are separated by, commas, semicolons (as spreadsheets write where a comma stands in
    numbers) or tabs, separates all cells; a cell that holds it stands in quotes.

    Raises:
        FlawedError: It can't be read as a table at all.
    """
    return _read(_csv_rows(data), override)


def row_problems(number: int, flaws: Sequence[Flaw], line: int | None = None) -> list[RowProblem]:
    """Flaws of an item as problems of its row, which begins on that line of a file."""
    place = "" if line in {None, number} else f" (the row begins on line {line} of the file)"
    return [RowProblem(number, _column(flaw.pointer), flaw.detail + place, flaw.code) for flaw in flaws]


def value_problems(number: int, flaws: Sequence[Flaw]) -> list[RowProblem]:
    """Flaws of a row of a template's values: the column is the variable, or where in the template it is wrong."""
    return [
        RowProblem(number, flaw.pointer.removeprefix("/values/").strip("/"), flaw.detail, flaw.code)
        for flaw in flaws
    ]


def _read(numbered: Iterator[tuple[int, int | None, Any]], override: Mapping[str, Any]) -> Items:
    rows: list[Row] = []
    problems: list[RowProblem] = []
    for count, (number, line, fields) in enumerate(numbered, start=1):
        if count > MOST_ITEMS:
            raise FlawedError([Flaw("/items", f"holds more than {MOST_ITEMS} items; send several batches")])
        try:
            rows.append(Row(number, _brief(fields, override), line=line))
        except FlawedError as error:
            problems.extend(row_problems(number, error.flaws, line))
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


def _csv_rows(data: bytes) -> Iterator[tuple[int, int, Any]]:
    file = io.StringIO(_decoded(data), newline="")
    separator = _separator(file.readline())
    file.seek(0)
    records = csv.reader(file, strict=True, delimiter=separator)
    header = _header(records)
    for number in itertools.count(2):
        line = records.line_num + 1
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            # It does not stop those behind it.
            detail = f"can't be read as CSV: {error}; check its quotes"
            yield number, line, FlawedError([Flaw("", detail, "csv.unreadable")])
        else:
            if any(cell.strip() for cell in cells):
                yield number, line, _fields(header, cells, separator)


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"line {data.count(10, 0, error.start) + 1}, byte {error.start + 1}"
        is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    else:
        if "\x00" not in text[:2]:
            return text
        # ASCII in two bytes each, without a mark that says so.
        place, is_utf_16 = "byte 1", True
    what = "is UTF-16 and not UTF-8" if is_utf_16 else f"is not UTF-8 ({place})"
    raise FlawedError([Flaw("", f"{what}; save the file as CSV UTF-8", "csv.not_utf8")])


def _separator(first_line: str) -> str:
    """What separates the names that are known."""

    def known(mark: str) -> int:
        return len({_plain(name) for name in first_line.split(mark)} & set(COLUMNS))

    return max(_SEPARATORS, key=known)


def _plain(name: str) -> str:
    return name.strip(' \r\n"').lower()


def _header(records: Iterator[list[str]]) -> list[str]:
    try:
        header = [name.strip().lower() for name in next(records, [])]
    except csv.Error as error:
        raise FlawedError([Flaw("", f"its first row can't be read: {error}", "csv.unreadable")]) from None
    _require_columns(header)
    return header


def _require_one_separator(header: Sequence[str]) -> None:
    for name in header:
        if name not in COLUMNS and any(_plain(part) in COLUMNS for part in _ANY_SEPARATOR.split(name)[1:]):
            detail = f"its first row has {name[:60]!r}: separate all columns by commas, or all by semicolons or tabs"
            raise FlawedError([Flaw("", detail, "csv.separator")])


def _require_columns(header: Sequence[str]) -> None:
    if len(header) > _MOST_COLUMNS:
        # Each one that is not known is looked up among all that are.
        detail = f"its first row names {len(header)} columns; there are {', '.join(COLUMNS)}"
        raise FlawedError([Flaw("", detail, "csv.column")])
    _require_one_separator(header)
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


def _fields(header: Sequence[str], cells: Sequence[str], separator: str) -> dict[str, Any] | FlawedError:
    if len(cells) > len(header):
        detail = (
            f"has {len(cells)} cells where the header has {len(header)}; put quotes around a text with"
            f" {_SEPARATORS[separator]}"
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
