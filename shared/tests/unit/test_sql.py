"""Statements have a name and a description, each once."""

from pathlib import Path

import pytest

from shared.sql import QueriesError, load_queries


def queries(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "queries.sql"
    path.write_text(text)
    return path


def test_a_statement_is_found_by_its_name_without_its_comments(tmp_path: Path) -> None:
    """What is sent to the server is the statement alone."""
    path = queries(
        tmp_path, "-- name: one\n-- The first.\nselect 1;\n\n-- name: two\n-- The second.\nselect 2\n"
    )
    assert dict(load_queries(path)) == {"one": "select 1", "two": "select 2"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("-- name: one\nselect 1;", "no line that says what it is for"),
        ("-- name: one\n-- What for.\n", "no statement"),
        ("-- name: one\n-- A.\nselect 1;\n-- name: one\n-- B.\nselect 2;", "stands twice"),
    ],
)
def test_a_file_in_another_form_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    """At load, with what is wrong."""
    with pytest.raises(QueriesError, match=problem):
        load_queries(queries(tmp_path, text))
