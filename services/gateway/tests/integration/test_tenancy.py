import asyncio
from pathlib import Path

from services.gateway import main
from shared.migrate import migrate
from shared.testing.servers import Servers, fresh_database


async def test_databases_of_one_server_may_migrate_at_once(servers: Servers) -> None:
    """The role belongs to the server: making it in five databases at the same moment works."""
    folder = Path(main.__file__).parents[1] / "migrations"

    async def make() -> None:
        async with fresh_database(servers) as url:
            await migrate(url, folder)

    await asyncio.gather(*(make() for _ in range(5)))
