"""One database per service, made when missing."""

import asyncio
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from deploy.local.plan import SERVICES


def database_name(service: str) -> str:
    """The database of a service; on the stack's own server its owner has the same name."""
    return f"postwright_{service}"


def service_url(server_url: str, service: str, *, password: str | None) -> str:
    """The address of a service's database, as its own user where a password is given, else as the server URL's."""
    parts = urlsplit(server_url)
    location = parts.netloc
    if password is not None:
        location = f"{database_name(service)}:{quote(password, safe='')}@{location.rpartition('@')[2]}"
    return urlunsplit(parts._replace(netloc=location, path=f"/{database_name(service)}"))


def create_databases(server_url: str, *, password: str | None) -> None:
    """Create what is missing.

    Args:
        server_url: of a user who may create databases (and users, where a password is given).
        password: makes a user per service who owns its database, so that no service can open another's.
    """
    asyncio.run(_create(server_url, password))


async def _create(server_url: str, password: str | None) -> None:
    connection = await asyncpg.connect(server_url)
    try:
        for service in SERVICES:
            name = database_name(service)
            if password is not None:
                await _create_user(connection, name, password)
            if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
                await connection.execute(f"CREATE DATABASE {name}" + (f" OWNER {name}" if password else ""))
            if password is not None:
                await connection.execute(f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC")
    finally:
        await connection.close()


async def _create_user(connection: asyncpg.Connection, name: str, password: str) -> None:
    if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", name):
        # CREATEROLE: the gateway's migrations make the role under which row-level security holds.
        await connection.execute(f"CREATE ROLE {name} LOGIN CREATEROLE")
    secret = await connection.fetchval("SELECT quote_literal($1)", password)
    await connection.execute(f"ALTER ROLE {name} PASSWORD {secret}")
