"""One service as one process: database, consumer, relay, workers and HTTP under one lifespan."""

import asyncio
import contextlib
import ctypes
import gc
import os
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from shared import inbox
from shared.asyncapi import describe
from shared.clock import Clock, SystemClock
from shared.consuming import BatchConsumer, Route
from shared.fetching import Fetcher
from shared.logs import configure_logs
from shared.metrics import CoreMetrics
from shared.migrate import MigrationError, migrate
from shared.postgres import Database, is_database_away
from shared.relay import Relay
from shared.settings import ServiceSettings
from shared.unit_of_work import UnitOfWorkFactory
from shared.web import EXCEPTION_HANDLERS, ProblemError, Readiness, RequestContext, health_routes

logger = structlog.get_logger(__name__)

Worker = Callable[[], Awaitable[None]]

_RESTART_SECONDS = 1.0
_HOUSEKEEPING_SECONDS = 3_600.0
_SHUTDOWN_SECONDS = 20
_M_ARENA_MAX = -8  # of malloc.h
_LARGEST_WEBSOCKET_MESSAGE = 16_384


class Connections(Protocol):
    """Something that is opened before work begins and closed when it has ended; repeats are harmless."""

    async def open(self) -> None: ...

    async def close(self) -> None: ...


class Service:
    """What `create_app` makes: start it, ask its `app` over HTTP, stop it.

    HTTP answers from the first moment; Kafka and PostgreSQL may be away at start and come later.

    Args:
        settings: The service's own.
        database: As the owner of its tables.
        migrations: Folder of its migrations.
        routes: What it does with events.
        workers: Coroutines that run for as long as the service does; one that fails is started again.
        http: Its own HTTP application, to which the health routes are added; none for health alone.
        end_streams: Ends answers that would go on for ever; called when the process is to end.
        connections: What else to open once the schema is there and to close at the end, such as a pool under
            another role.
    """

    def __init__(
        self,
        settings: ServiceSettings,
        *,
        database: Database,
        metrics: CoreMetrics,
        migrations: Path,
        routes: Sequence[Route[Any]],
        workers: Sequence[Worker] = (),
        http: Starlette | None = None,
        connections: Sequence[Connections] = (),
        end_streams: Callable[[], None] = lambda: None,
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings
        self.end_streams = end_streams
        self.metrics = metrics
        self._database = database
        self._connections = (database, *connections)
        self._migrations = migrations
        self._routes = routes
        self._workers = workers
        clock = clock or SystemClock()
        units = UnitOfWorkFactory(database, settings.service, clock)
        self.consumer = BatchConsumer(
            settings.service, routes, units, metrics, clock, topic_prefix=settings.kafka.topic_prefix
        )
        self._fetcher = Fetcher(settings, self.consumer, metrics)
        self._relay = Relay(database, settings.kafka, f"postwright-{settings.service}", metrics)
        self._tasks: list[asyncio.Task[None]] = []
        self._schema_ready = asyncio.Event()
        self.failed: asyncio.Future[None] | None = None
        self.app = self._build_app(http)
        metrics.build.info({"version": _version(), "commit": os.environ.get("POSTWRIGHT_COMMIT", "unknown")})

    def _build_app(self, http: Starlette | None) -> ASGIApp:
        app = http if http is not None else Starlette()
        app.router.routes.extend(health_routes(self.metrics, self.readiness, self.asyncapi))
        if ProblemError not in app.exception_handlers:
            app.exception_handlers.update(EXCEPTION_HANDLERS)
        app.add_middleware(RequestContext, metrics=self.metrics)
        return app

    def asyncapi(self) -> Mapping[str, Any]:
        """The AsyncAPI document of this service."""
        received = self.consumer.topics
        return describe([self.settings.service], {self.settings.service: received})

    async def start(self) -> None:
        """Begin to work; returns at once, `wait_ready` tells when all is up."""
        self.failed = asyncio.get_running_loop().create_future()
        self._tasks = [
            self._supervised("schema", self._prepare_database),
            self._supervised("relay", self._relay.run),
            self._supervised("housekeeping", self._keep_house),
            *(self._supervised(getattr(w, "__qualname__", "worker"), w) for w in self._workers),
        ]
        if self._routes:
            self._tasks.append(asyncio.create_task(self._fetch(), name="fetch"))

    async def stop(self) -> None:
        """Stop taking, let workers finish or give back what they hold, then close the connections."""
        while pending := [task for task in self._tasks if not task.done()]:
            for task in pending:
                task.cancel()
            # Once more after that: a library may have swallowed the cancellation.
            await asyncio.wait(pending, timeout=_SHUTDOWN_SECONDS)
        self._tasks = []
        for connections in self._connections:
            await connections.close()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["Service"]:
        """Started and ready for the length of the block."""
        await self.start()
        try:
            await self.wait_ready()
            yield self
        finally:
            await self.stop()

    async def wait_ready(self, deadline_seconds: float = 60.0) -> None:
        """Wait until everything this service needs is there.

        Raises:
            TimeoutError: It is not, by the deadline.
        """
        async with asyncio.timeout(deadline_seconds):
            while not all(check.ready for check in await self.readiness()):  # noqa: ASYNC110
                await asyncio.sleep(0.02)  # several things, asked as a probe asks them

    async def readiness(self) -> list[Readiness]:
        """What a probe is told; the database is asked to write, since a demoted one still reads."""
        checks = [Readiness("migrations", self._schema_ready.is_set())]
        try:
            async with asyncio.timeout(2), self._database.acquire() as connection:
                await connection.execute("update outbox_cursor set moved_at = moved_at where false")
                await connection.fetchval("select pg_current_xact_id()")
            checks.append(Readiness("database", ready=True))
        except Exception as error:  # noqa: BLE001  whatever it is, the database does not serve us
            checks.append(Readiness("database", ready=False, detail=type(error).__name__))
        checks.append(Readiness("outbox_relay", self._relay.broker_reached))
        if self._routes:
            stopped = self.consumer.stopped_because
            checks.append(Readiness("consumer", self._fetcher.ready, stopped or ""))
        return checks

    async def _prepare_database(self) -> None:
        while not self._schema_ready.is_set():
            try:
                await migrate(self.settings.database_url, self._migrations)
                for connections in self._connections:
                    await connections.open()
                await self._relay.keep_partitions()
            except MigrationError as error:
                self._fail(error)
                return
            except Exception as error:
                if not is_database_away(error):
                    raise
                logger.warning("database away, trying again", reason=str(error) or type(error).__name__)
                await asyncio.sleep(0.3)
            else:
                self._schema_ready.set()

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(_HOUSEKEEPING_SECONDS)
            await self._relay.keep_partitions()
            async with self._database.acquire() as connection:
                while await inbox.forget_old(connection):
                    pass

    async def _fetch(self) -> None:
        await self._schema_ready.wait()
        try:
            await self._fetcher.run()
        except Exception as error:  # noqa: BLE001  a consumer that died can't be mended from inside
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        """End the process: whoever supervises it starts a fresh one."""
        logger.error("service can't go on", exc_info=error)
        if self.failed is not None and not self.failed.done():
            self.failed.set_exception(error)

    def _supervised(self, name: str, work: Worker) -> "asyncio.Task[None]":
        async def run() -> None:
            if name != "schema":
                await self._schema_ready.wait()
            while True:
                try:
                    await work()
                except Exception:
                    logger.exception("background task failed, starting it again", task=name)
                    await asyncio.sleep(_RESTART_SECONDS)
                else:
                    return

        return asyncio.create_task(run(), name=name)


def tune_garbage_collection() -> None:
    """Leave what start-up made alone, and look for cycles less often.

    A batch makes some hundred thousand small objects that die by reference counting; with Python's own thresholds the
    collector went through all of them again and again and took a third of the consumer's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def tune_allocation() -> None:
    """Have the C library keep freed memory in two places instead of eight for every core.

    Drivers' threads each took one, and what large files passed through stayed with it: some 60 MB a process.
    """
    with contextlib.suppress(OSError, AttributeError):  # another C library has no such thing
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


def run(service: Service) -> None:
    """Serve until SIGTERM or SIGINT; exits with status 1 when the service can't go on."""
    settings = service.settings
    tune_garbage_collection()
    tune_allocation()
    configure_logs(settings.log, service=settings.service, instance=settings.instance)
    config = http_config(service.app, host=settings.host, port=settings.port)
    server = _HttpServer(config, service.end_streams)
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        raise SystemExit(runner.run(_serve(service, server)))


def http_config(app: ASGIApp, **options: Any) -> uvicorn.Config:
    """How every service serves HTTP.

    WebSockets are spoken where the library is installed, without compression: that would take each of a thousand
    clients a hundred kilobytes. uvicorn says of each WebSocket its address, and in that may stand a ticket.
    """
    return uvicorn.Config(
        app,
        loop="uvloop",
        ws="websockets-sansio" if find_spec("websockets") else "none",
        ws_per_message_deflate=False,
        ws_max_size=_LARGEST_WEBSOCKET_MESSAGE,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        # Whose word is taken for where a request comes from is a matter of the service.
        proxy_headers=False,
        timeout_graceful_shutdown=3,
        **options,
    )


class _HttpServer(uvicorn.Server):
    """uvicorn, without its last act: it raises the signal that stopped it anew, to the default handler.

    That would end the process before its workers have given back what they hold.

    Args:
        config: uvicorn's own.
        end_streams: Ends answers that would go on for ever, so that nobody waits for them.
    """

    def __init__(self, config: uvicorn.Config, end_streams: Callable[[], None]) -> None:
        super().__init__(config)
        self._end_streams = end_streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._end_streams()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield


async def _serve(service: Service, server: uvicorn.Server) -> int:
    await service.start()
    assert service.failed is not None, "start made it"
    serving = asyncio.create_task(server.serve(), name="http")
    try:
        await asyncio.wait({serving, service.failed}, return_when=asyncio.FIRST_COMPLETED)
        failed = service.failed.done()
        server.should_exit = True
        await serving
    finally:
        # A second signal, or work that does not end, must not keep the process: leases and inboxes make that safe.
        signal.signal(signal.SIGALRM, lambda *_: os._exit(1))
        signal.alarm(_SHUTDOWN_SECONDS)
        await service.stop()
        signal.alarm(0)
    if failed:
        service.failed.exception()
    return 1 if failed else 0


def _version() -> str:
    try:
        return metadata.version("postwright")
    except metadata.PackageNotFoundError:
        return "0.1.0"
