"""Migrations: once, in order, by whoever comes first, and never behind anybody's back."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from shared.migrate import MigrationError, migrate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "0001_pre_create_things.sql").write_text("create table things (name text);")
    return tmp_path


async def test_replicas_that_start_together_apply_each_migration_once(
    database_url: str, folder: Path
) -> None:
    """The later ones wait and find it done."""
    applied = await asyncio.gather(*(migrate(database_url, folder) for _ in range(5)))
    assert sorted(map(len, applied))[:4] == [0, 0, 0, 0]
    assert "service/0001_pre_create_things.sql" in max(applied, key=len)


async def test_a_second_run_applies_only_what_is_new(database_url: str, folder: Path) -> None:
    """As after an upgrade."""
    await migrate(database_url, folder)
    (folder / "0002_post_drop_things.sql").write_text("drop table things;")
    assert await migrate(database_url, folder) == ["service/0002_post_drop_things.sql"]
    assert await migrate(database_url, folder) == []


async def test_a_migration_that_fails_leaves_nothing_half_done(database_url: str, folder: Path) -> None:
    """A file is one transaction, so it can be mended and run again."""
    broken = folder / "0002_pre_two_steps.sql"
    broken.write_text("create table second (name text); select 1 / 0;")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(database_url, folder)
    broken.write_text("create table second (name text);")
    assert await migrate(database_url, folder) == ["service/0002_pre_two_steps.sql"]


async def test_an_applied_file_that_was_changed_is_refused(database_url: str, folder: Path) -> None:
    """Databases would differ without anybody knowing."""
    await migrate(database_url, folder)
    (folder / "0001_pre_create_things.sql").write_text("create table things (name text, size int);")
    with pytest.raises(
        MigrationError, match=r"0001_pre_create_things\.sql was changed .* write a new migration"
    ):
        await migrate(database_url, folder)


@pytest.mark.parametrize(
    "name", ["1_create.sql", "0002_create.sql", "0002_pre_Create.sql", "0001_pre_again.sql"]
)
async def test_a_file_name_of_another_form_or_a_number_twice_is_refused(
    name: str, database_url: str, folder: Path
) -> None:
    """It would be passed over in silence, or be applied in an order that nobody chose."""
    (folder / name).write_text("select 1;")
    with pytest.raises(MigrationError, match=name if "again" not in name else "number 0001"):
        await migrate(database_url, folder)
