"""What counts as a database that is away: nobody's poison, to be waited out."""

import asyncpg
import pytest

from shared.postgres import is_database_away


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.AdminShutdownError("terminating connection due to administrator command"),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.DiskFullError("could not extend file: No space left on device"),
        asyncpg.TooManyConnectionsError("sorry, too many clients already"),
        asyncpg.InvalidPasswordError("password authentication failed"),
        asyncpg.InvalidCatalogNameError('database "scheduler" does not exist'),
        asyncpg.ObjectNotInPrerequisiteStateError("is not currently accepting connections"),
        asyncpg.ReadOnlySQLTransactionError("cannot execute INSERT in a read-only transaction"),
        asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_server_that_cannot_be_reached_or_cannot_write_is_away(error: Exception) -> None:
    assert is_database_away(error)


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.UniqueViolationError("duplicate key"),
        asyncpg.InterfaceError("cannot perform operation: another operation is in progress"),
        asyncpg.InternalClientError("got result for unknown protocol state 3"),
        asyncpg.InterfaceError("the server expects 2 arguments for this query, 1 was passed"),
        asyncpg.LockNotAvailableError("canceling statement due to lock timeout"),
        asyncpg.UndefinedColumnError("column does not exist"),
        ValueError(),
    ],
    ids=lambda error: f"{type(error).__name__}: {error}",
)
def test_a_statement_that_is_wrong_or_must_wait_is_no_absence(error: Exception) -> None:
    assert not is_database_away(error)
