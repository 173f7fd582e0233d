"""Every table of every service is either an organisation's, or said to be nobody's, with the reason."""

from importlib import import_module
from pathlib import Path
from typing import get_args

import asyncpg
import pytest

from shared.migrate import migrate
from shared.privacy import holdings_of
from shared.settings import ServiceName
from shared.testing.servers import Servers, fresh_database

SERVICES = Path(__file__).parents[2] / "services"


@pytest.mark.parametrize("service", get_args(ServiceName))
async def test_whose_the_rows_of_each_table_are_is_known(servers: Servers, service: str) -> None:
    """A new table is forgotten with its organisation, and exported with it, or its reason stands beside it."""
    known = import_module(f"services.{service}.main").HOLDINGS
    async with fresh_database(servers) as url:
        await migrate(url, SERVICES / service / "migrations")
        connection = await asyncpg.connect(url)
        try:
            held = {holding.table: holding.condition for holding in await holdings_of(connection, known)}
            for table, condition in held.items():
                # The condition is SQL that the table understands.
                await connection.fetchval(
                    f'select count(*) from "{table}" t where {condition}',
                    "00000000-0000-7000-8000-000000000000",
                )
        finally:
            await connection.close()
    assert held
    assert not set(known.kept) & set(held)
    assert set(known.tombstones) <= set(held)
