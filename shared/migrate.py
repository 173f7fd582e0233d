"""Schema changes: numbered SQL files, applied once, in order, by whoever comes first.

`0001_pre_create_posts.sql` must work while the code before it still runs; a `post` one runs when that code is gone.
https://procrastinate.readthedocs.io describes the same split.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import structlog

from shared.postgres import Connection

logger = structlog.get_logger(__name__)

_FILE_NAME = re.compile(r"^(?P<number>\d{4})_(?P<phase>pre|post)_[a-z0-9_]+\.sql$")
_LOCK = 0x706F7374  # "post": one migrator at a time in a database
CORE_MIGRATIONS = Path(__file__).parent / "migrations"


class MigrationError(RuntimeError):
    """The files and the database do not agree; the message says which file and what to do."""


@dataclass(frozen=True)
class Migration:
    name: str
    statements: str
    checksum: str


def read_migrations(folder: Path, origin: str) -> list[Migration]:
    """The migrations of a folder in their order, named `<origin>/<file>`.

    Raises:
        MigrationError: A file name has another form, or two have one number.
    """
    migrations: list[Migration] = []
    numbers: set[str] = set()
    for path in sorted(folder.glob("*.sql")):
        match = _FILE_NAME.match(path.name)
        if match is None:
            raise MigrationError(
                f"{path.name}: a migration is called NNNN_pre_what.sql or NNNN_post_what.sql"
            )
        if match["number"] in numbers:
            raise MigrationError(f"{path.name}: number {match['number']} is taken in this folder")
        numbers.add(match["number"])
        statements = path.read_text(encoding="utf-8")
        checksum = hashlib.sha256(statements.encode()).hexdigest()
        migrations.append(Migration(f"{origin}/{path.name}", statements, checksum))
    return migrations


async def migrate(url: str, folder: Path) -> list[str]:
    """Bring a database up to date: the core's migrations first, then the service's.

    Each file is one transaction; a second migrator waits for the first.

    Args:
        url: The database, as its owner.
        folder: The service's migrations.

    Returns:
        Names of the files that were applied now.

    Raises:
        MigrationError: An applied file has been changed since.
        OSError, asyncpg.PostgresError: The database can't be reached or refuses a statement.
    """
    wanted = read_migrations(CORE_MIGRATIONS, "core") + read_migrations(folder, "service")
    connection = await asyncpg.connect(url, timeout=5)
    try:
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        return await _apply(connection, wanted)
    finally:
        await connection.close(timeout=5)


async def _apply(connection: Connection, wanted: list[Migration]) -> list[str]:
    await connection.execute(
        "create table if not exists schema_migrations ("
        " name text primary key, checksum text not null, applied_at timestamptz not null default now())"
    )
    rows = await connection.fetch("select name, checksum from schema_migrations")
    applied = {row["name"]: row["checksum"] for row in rows}
    now_applied = []
    for migration in wanted:
        known = applied.get(migration.name)
        if known == migration.checksum:
            continue
        if known is not None:
            raise MigrationError(
                f"{migration.name} was changed after it had been applied; write a new migration instead"
            )
        async with connection.transaction():
            await connection.execute(migration.statements)
            await connection.execute(
                "insert into schema_migrations (name, checksum) values ($1, $2)",
                migration.name,
                migration.checksum,
            )
        now_applied.append(migration.name)
        logger.info("migration applied", migration=migration.name)
    return now_applied
