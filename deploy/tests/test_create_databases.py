"""The script that makes the databases, on a real PostgreSQL."""

import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest

from deploy.local.servers.postgresql import _binaries
from deploy.make_secrets import SERVICES, make_secrets
from shared.migrate import migrate
from shared.testing.servers import Servers

REPOSITORY = Path(__file__).parents[2]
PSQL = _binaries() / "psql"


class Databases:
    """What the script made under a prefix of this test alone."""

    def __init__(self, servers: Servers, secrets: Path) -> None:
        self._server = urlsplit(servers.postgres)
        self._secrets = secrets
        self.prefix = f"t{uuid4().hex[:12]}_"
        make_secrets(secrets, self._server.netloc.rpartition("@")[2])

    def create(self) -> None:
        """Run the script."""
        variables = {
            "PATH": f"{PSQL.parent}:{os.environ['PATH']}",
            "PGHOST": str(self._server.hostname),
            "PGPORT": str(self._server.port),
            "PGUSER": str(self._server.username),
            "PGPASSWORD": str(self._server.password),
            "SECRETS": str(self._secrets / "postgresql"),
            "PREFIX": self.prefix,
        }
        script = ["sh", str(REPOSITORY / "deploy/postgresql/create-databases.sh")]
        done = subprocess.run(script, env=variables, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")

    def url(self, user: str, database: str) -> str:
        """The address of a service's database for another service's user."""
        url = (self._secrets / user / "database_url").read_text()
        server = url.replace(f"//postwright_{user}:", f"//{self.prefix}{user}:").rpartition("/")[0]
        return f"{server}/{self.prefix}{database}"

    async def drop(self) -> None:
        connection = await asyncpg.connect(self._server.geturl())
        try:
            for name in (f"{self.prefix}{service}" for service in SERVICES):
                await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                await connection.execute(f"DROP ROLE IF EXISTS {name}")
        finally:
            await connection.close()


@pytest.fixture
async def databases(servers: Servers, tmp_path: Path) -> AsyncIterator[Databases]:
    databases = Databases(servers, tmp_path / "secrets")
    databases.create()
    yield databases
    await databases.drop()


async def test_each_service_opens_its_own_database_and_no_other(databases: Databases) -> None:
    """A service that was broken into can't read what belongs to another; a second run changes nothing."""
    databases.create()

    for service in SERVICES:
        connection = await asyncpg.connect(databases.url(service, service))
        await connection.execute("CREATE TABLE probe (a int)")
        await connection.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(databases.url("gateway", "publisher"))


async def test_the_services_need_no_right_to_create_roles(databases: Databases) -> None:
    """The one role that a migration wants is there already."""
    for service in SERVICES:
        folder = REPOSITORY / "services" / service / "migrations"
        await migrate(databases.url(service, service), folder)

    connection = await asyncpg.connect(databases.url("gateway", "gateway"))
    await connection.execute("SET ROLE postwright_gateway_tenant")
    await connection.close()
