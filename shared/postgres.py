"""PostgreSQL: a pool that comes back by itself, and one listening connection."""

import asyncio
import contextlib
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import asyncpg
import structlog

from shared.clock import Clock

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
else:
    Connection: TypeAlias = asyncpg.Connection
    Pool: TypeAlias = asyncpg.Pool

logger = structlog.get_logger(__name__)

Answer = TypeVar("Answer")

# A transaction left open holds back the outbox's horizon, so none may stay open for long.
_SERVER_SETTINGS = {
    "idle_in_transaction_session_timeout": "15000",
    "transaction_timeout": "60000",
    "lock_timeout": "10000",
}
_CLOSE_SECONDS = 5.0
_ACQUIRE_SECONDS = 10.0
_AWAY_SECONDS = 0.3
_PATIENT_SECONDS = 120.0

_AWAY = (
    OSError,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InsufficientResourcesError,  # a full disk, no memory, too many connections
    # Wrong when a connection is opened, not in a statement: a password or a database that is being changed.
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.ReadOnlySQLTransactionError,
)


async def _keep_session(_connection: Connection) -> None:
    """Nothing of ours outlives its transaction, so a session needs no round trip to be as it was.

    asyncpg itself rolls back what was left open before it calls this.
    """


async def _roll_back(connection: Connection) -> None:
    try:
        await connection.execute("rollback")
    except Exception as error:
        if not is_database_away(error):  # with the connection its transaction is gone as well
            raise


class DatabaseNotReadyError(ConnectionError):
    """The pool is not open yet: the service has started, its database has not answered."""


def is_database_away(error: BaseException) -> bool:
    """Whether the error says that the database can't be reached or can't write now, not that a statement is wrong."""
    if isinstance(error, asyncpg.InterfaceError):
        # The same class also reports misuse of the driver, which no waiting mends.
        return "closed" in str(error) or "connection" in str(error)
    if type(error) is asyncpg.ObjectNotInPrerequisiteStateError:
        # The database takes no connections; the classes below this one tell of locks and objects in use.
        return True
    if isinstance(error, asyncpg.InternalClientError):
        # What asyncpg says when the connection is lost just as a statement is sent.
        return "cannot switch to state" in str(error) or "not connected" in str(error)
    return isinstance(error, _AWAY)


async def once_reached(commit: Callable[[], Awaitable[Answer]], clock: Clock) -> Answer:
    """Commit as soon as the database can be reached, for what can't be had again: an answer from outside.

    Args:
        commit: One whole transaction that changes nothing when it went through before, unseen.
        clock: Time.

    Raises:
        Exception: The commit's own, or that the database has been away for two minutes.
    """
    gives_up_at = clock.monotonic() + _PATIENT_SECONDS
    while True:
        try:
            return await commit()
        except Exception as error:
            if not is_database_away(error) or clock.monotonic() > gives_up_at:
                raise
            logger.warning("database away, trying again", reason=str(error) or type(error).__name__)
            await clock.sleep(_AWAY_SECONDS)


@dataclass(frozen=True, slots=True)
class Entering:
    """What a transaction begins with, in one round trip with BEGIN.

    Attributes:
        statement: Takes no parameters; of its rows only their number comes back.
        check: Is given that number, and raises where the transaction is not to begin.
    """

    statement: str
    check: Callable[[int], None]


class Database:
    """One database under one role.

    Args:
        url: `postgresql://user:password@host:port/name`.
        role: Role to change to in each session; row-level security applies to it when it owns no table.
        application_name: Shown in pg_stat_activity.
        size: Most connections at once.
    """

    def __init__(self, url: str, *, role: str | None = None, application_name: str, size: int = 10) -> None:
        self.url = url
        self._role = role
        self._application_name = application_name
        self._size = size
        self._pool: Pool | None = None
        self._listener = _Listener(url, application_name)

    @property
    def pool(self) -> Pool:
        if self._pool is None:
            raise DatabaseNotReadyError("the database connection is not open yet")
        return self._pool

    async def open(self) -> None:
        """Open the pool; repeats are harmless.

        Raises:
            OSError, asyncpg.PostgresError: The database can't be reached.
        """
        if self._pool is None:
            self._pool = await asyncpg.create_pool(
                self.url,
                min_size=1,
                max_size=self._size,
                timeout=5,
                command_timeout=60,
                init=self._prepare,
                reset=_keep_session,
                server_settings={**_SERVER_SETTINGS, "application_name": self._application_name},
            )
            self._listener.start()

    async def _prepare(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
        if self._role is not None:
            quoted = await connection.fetchval("select quote_ident($1)", self._role)
            await connection.execute(f"set session role {quoted}")

    async def close(self) -> None:
        """Close the pool within a few seconds, by force if a task still holds a connection."""
        await self._listener.stop()
        pool, self._pool = self._pool, None
        if pool is not None:
            try:
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await pool.close()
            except TimeoutError:
                pool.terminate()

    @contextlib.asynccontextmanager
    async def acquire(self) -> AsyncIterator[Connection]:
        """A connection for the length of the block."""
        try:
            async with self.pool.acquire(timeout=_ACQUIRE_SECONDS) as connection:
                yield connection
        except asyncpg.ReadOnlySQLTransactionError:
            await self._leave_primary()
            raise

    @contextlib.asynccontextmanager
    async def transaction(self, entering: Entering | None = None) -> AsyncIterator[Connection]:
        """A connection inside a transaction; leaving the block commits, an exception rolls back.

        Args:
            entering: What to begin with.
        """
        try:
            async with self.pool.acquire(timeout=_ACQUIRE_SECONDS) as connection:
                try:
                    if entering is None:
                        await connection.execute("begin")
                    else:
                        status = await connection.execute(f"begin; {entering.statement}")
                        entering.check(int(status.rpartition(" ")[2]))
                    yield connection
                except BaseException:
                    await _roll_back(connection)
                    raise
                await connection.execute("commit")
        except asyncpg.ReadOnlySQLTransactionError:
            await self._leave_primary()
            raise

    async def _leave_primary(self) -> None:
        """A demoted primary still answers: leave every connection to it."""
        await self.pool.expire_connections()

    def listen(self, channel: str) -> asyncio.Event:
        """An event that is set at each NOTIFY on the channel.

        A hint only: a notification sent while the connection is down is lost, so the waiter looks by itself
        once a second as well.
        """
        return self._listener.event(channel)


class _Listener:
    """One connection that listens, opened again whenever it is lost."""

    def __init__(self, url: str, application_name: str) -> None:
        self._url = url
        self._application_name = f"{application_name}-listen"
        self._events: dict[str, list[asyncio.Event]] = {}
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def event(self, channel: str) -> asyncio.Event:
        event = asyncio.Event()
        self._events.setdefault(channel, []).append(event)
        self._changed.set()
        return event

    def start(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="postgres-listen")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
                logger.warning("listening connection lost", reason=str(error) or type(error).__name__)
            await asyncio.sleep(0.2 + random.random() * 0.3)  # noqa: S311  jitter, not a secret

    async def _listen(self) -> None:
        connection = await asyncpg.connect(
            self._url, timeout=5, server_settings={"application_name": self._application_name}
        )
        lost = asyncio.Event()

        def on_lost(_connection: Connection) -> None:
            lost.set()
            self._changed.set()

        connection.add_termination_listener(on_lost)
        listening: set[str] = set()
        try:
            while not lost.is_set():
                self._changed.clear()
                for channel in set(self._events) - listening:
                    await connection.add_listener(channel, self._notified)
                    listening.add(channel)
                    # Something may have been told while nobody listened.
                    self._wake(channel)
                await self._changed.wait()
        finally:
            connection.terminate()

    def _notified(self, _connection: Any, _pid: int, channel: str, _payload: object) -> None:
        self._wake(channel)

    def _wake(self, channel: str) -> None:
        for event in self._events.get(channel, ()):
            event.set()
