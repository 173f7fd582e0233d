import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).with_name("schema.sql")


class Store:
    """The SQLite file. One process, one thread: a transaction is never interrupted by another request."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.connection.row_factory = sqlite3.Row
        # In WAL mode NORMAL keeps every commit through a kill of this process; only a power cut can lose some.
        self.connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;"
        )
        self.connection.executescript(SCHEMA.read_text())

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; never await inside."""
        self.connection.execute("BEGIN IMMEDIATE")
        with self.connection:
            yield

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        return self.connection.execute(sql, parameters)

    def one(self, sql: str, *parameters: Any) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self.connection.execute(sql, parameters).fetchone()
        return row

    def all(self, sql: str, *parameters: Any) -> list[sqlite3.Row]:
        return self.connection.execute(sql, parameters).fetchall()
