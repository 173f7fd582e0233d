import contextlib
import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.batches import COLUMNS, MOST_ITEMS, read_csv, read_json
from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.texts import NETWORKS

HEADER = "brand,topic,brief,networks,picture,local_time,time_zone\n"

words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=20)


def written(rows: list[dict[str, str]], columns: list[str], separator: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "brand": words,
                "topic": words,
                "brief": st.lists(words, min_size=1).map('\n, "'.join),
                "networks": st.lists(st.sampled_from(NETWORKS), min_size=1, unique=True).map(";".join),
                "picture": st.sampled_from(["yes", "no", ""]),
            }
        ),
        min_size=1,
        max_size=10,
    ),
    st.permutations(["brand", "topic", "brief", "networks", "picture"]),
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.sampled_from(",;\t"),
)
def test_every_table_is_read_as_it_was_written(
    rows: list[dict[str, str]], columns: list[str], mark: bytes, separator: str
) -> None:
    """Whatever stands in the cells, in what order the columns are and what separates them, with or without a byte-order
    mark; each row is known by its number in a spreadsheet and by the line on which it begins.
    """
    data = written(rows, columns, separator)

    items = read_csv(mark + data, {})

    assert items.problems == ()
    assert [row.number for row in items.rows] == list(range(2, len(rows) + 2))
    assert [row.line for row in items.rows] == [
        len(written(rows[:place], columns, separator).splitlines()) + 1 for place in range(len(rows))
    ]
    for row, wanted in zip(items.rows, rows, strict=True):
        assert (row.brief.brand, row.brief.topic, row.brief.brief) == (
            wanted["brand"],
            wanted["topic"],
            wanted["brief"],
        )
        assert row.brief.networks == wanted["networks"].split(";")
        assert row.brief.picture == (wanted["picture"] == "yes")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    """Whatever is sent is either read or refused with flaws."""
    with contextlib.suppress(FlawedError):
        items = read_csv(HEADER.encode() + data, {})
        assert items.total == len(items.rows) + len({problem.row for problem in items.problems})


@given(
    st.lists(
        st.recursive(
            st.none() | st.text() | st.integers(),
            lambda v: st.lists(v) | st.dictionaries(st.sampled_from(COLUMNS) | st.text(max_size=5), v),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_json_breaks_the_reader(items: list[Any]) -> None:
    """Every item of a batch is either a brief or a problem of its row."""
    read = read_json(items, {})

    assert {row.number for row in read.rows} | {problem.row for problem in read.problems} == set(
        range(1, len(items) + 1)
    )


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("Chai,Sale,Buy.,friendster,,,", "networks", "'friendster' is not a network"),
        (",Sale,Buy.,x,,,", "brand", "is required"),
        ("Chai,Sale,Buy.,x,perhaps,,", "picture", "boolean"),
        ("Chai,Sale,Buy.,x,,2030-01-01T09:00,Asia/Kolkatta", "time_zone", "did you mean Asia/Kolkata"),
        ("Chai,Sale,Buy.,x,,2030-01-01T09:00,", "time_zone", "is required"),
        ("Chai,Sale,Buy.,x,,soon,Asia/Kolkata", "local_time", "datetime"),
        ("Chai,Sale,Buy.,x,,2030-01-01,Asia/Kolkata", "local_time", "a date without a time"),
        ("Chai,Sale,Buy, now.,x,,,", "", "put quotes around a text with commas"),
        ('Chai,"Sale"s,Buy.,x,,,', "", "check its quotes"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_go_on(row: str, column: str, words: str) -> None:
    """By its row as a spreadsheet shows it, its column, what is wrong and the fix."""
    good = "Chai,Sale,Buy.,x,,,\n"

    items = read_csv(f"{HEADER}{good}{row}\n{good}".encode(), {})

    assert [row.number for row in items.rows] == [2, 4]
    assert items.total == 3
    (problem,) = items.problems
    assert (problem.row, problem.column) == (3, column)
    assert words in problem.detail


def test_a_row_behind_cells_of_several_lines_is_named_by_its_line_too() -> None:
    """A spreadsheet counts rows, an editor lines; also where a row can't be read, and where nothing is in it."""
    tall = 'Chai,Sale,"Buy\nthree\r\nteas.",x,,,\n'
    table = f'{HEADER}Chai,Sale,Buy.,a,,,\n{tall}Chai,Sale,Buy.,b,,,\n\n{tall}Chai,"Sale"s,Buy.,x,,,\nChai,S,B,d,,,\n'

    items = read_csv(table.encode(), {})

    assert [(row.number, row.line) for row in items.rows] == [(3, 3), (6, 8)]
    assert [(problem.row, problem.detail.partition("(the row ")[2]) for problem in items.problems] == [
        (2, ""),
        (4, "begins on line 6 of the file)"),
        (7, "begins on line 11 of the file)"),
        (8, "begins on line 12 of the file)"),
    ]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("brand;topic;brief;networks\nA;B;a, b; c;x\n", "put quotes around a text with semicolons"),
        ("brand\ttopic\tbrief\tnetworks\nA\tB\ta, b\tc\tx\n", "put quotes around a text with tabs"),
    ],
)
def test_too_many_cells_are_told_by_what_separates_them(table: str, words: str) -> None:
    """In a file with semicolons several networks in one cell need quotes."""
    (problem,) = read_csv(table.encode(), {}).problems

    assert words in problem.detail


def test_a_spreadsheet_that_writes_semicolons_is_read() -> None:
    """As in Europe, where a comma stands in numbers; several values in a cell stand in quotes."""
    table = '"Brand";"Topic";"Brief";"Networks"\r\nChai;Sale;"Only 2,50; come.";"mastodon;x"\r\n'

    (row,) = read_csv(table.encode("utf-8-sig"), {}).rows

    assert (row.brief.brief, row.brief.networks) == ("Only 2,50; come.", ["mastodon", "x"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"brand,topic,brief\nA,B,C\n", "the column networks is missing"),
        (b"brand,topic,brief,netwroks\nA,B,C,x\n", "did you mean networks?"),
        (b"brand,topic,brief,networks" + b",x" * 200_000, "names 200004 columns"),
        (b"brand,brand,topic,brief,networks\nA,A,B,C,x\n", "stands twice"),
        ("brand,topic,brief,networks\nA,B,é,x\n".encode("latin-1"), "is not UTF-8 (line 2, byte 32)"),
        (HEADER.encode("utf-16"), "is UTF-16 and not UTF-8; save the file as CSV UTF-8"),
        (HEADER.encode("utf-16-le"), "is UTF-16 and not UTF-8"),
        (HEADER.encode("utf-16-be"), "is UTF-16 and not UTF-8"),
        (b"brand;topic;brief,networks\nA;B;C,x\n", "'brief,networks': separate all columns by"),
        (b"brand,topic,brief;networks\nA,B,C;x\n", "'brief;networks': separate all columns by"),
        (b"brand;topic;netwroks\nA;B;x\n", "did you mean networks?"),
        (b"brand|topic|brief|networks\nA|B|C|x\n", "is not known; the columns are brand, topic"),
        (HEADER.encode(), "holds no item"),
        (b"", "is missing"),
        (HEADER.encode() + b"A,B,C,x,,,\n" * (MOST_ITEMS + 1), "more than 1000 items"),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(data: bytes, words: str) -> None:
    """Nothing of it is taken, and the first thing to mend is said."""
    with pytest.raises(FlawedError) as refused:
        read_csv(data, {})

    assert words in str(refused.value)


def test_what_is_said_once_holds_for_every_row() -> None:
    """A schedule beside the table wins over those of the rows."""
    data = f"{HEADER}A,B,C,x,,2030-01-01T09:00,Asia/Kolkata\nA,B,C,x,,,\n".encode()

    items = read_csv(data, {"schedule": {"kind": "now"}})

    assert [row.brief.schedule.kind for row in items.rows] == ["now", "now"]
