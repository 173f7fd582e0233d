"""The relay: moves a cursor over the outbox and puts what it passes on Kafka.

One relay per database is active, by an advisory lock; another takes over when its connection is gone. The cursor moves
after Kafka acknowledged, so a crash repeats at most one read and the inboxes swallow it. Setting the cursor back to
nought tells everything again that the outbox still holds.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from shared.horizon import HORIZON
from shared.kafka import make_producer
from shared.metrics import CoreMetrics
from shared.outbox import CHANNEL, decode_headers
from shared.partitions import partition_of
from shared.postgres import Connection, Database, is_database_away
from shared.settings import KafkaSettings

logger = structlog.get_logger(__name__)

_LOCK = 0x6F757462  # "outb"
_READ = 5_000
_IDLE_SECONDS = 1.0
_BLOCKED_SECONDS = 0.005
_ACKNOWLEDGE_SECONDS = 60.0
_CLOSE_SECONDS = 5.0
RETENTION_DAYS = 7
DAYS_AHEAD = 7

# Ordered by the columns, under the table's name: `txid` alone would be the text that is selected, and 10 before 9.
_ROWS = """
select txid::text as txid, seq, topic, key, headers, value
from outbox
where (txid, seq) > ($1::text::xid8, $2::bigint) and txid < $3::text::xid8
order by outbox.txid, outbox.seq
limit $4
"""

_TAKE_OVER = """
update outbox_cursor set epoch = epoch + 1 returning epoch, txid::text as txid, seq
"""

_MOVE = """
update outbox_cursor set txid = $1::text::xid8, seq = $2, moved_at = now() where epoch = $3
returning true
"""

_PENDING = """
select count(*) as pending, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest
from (select created_at from outbox
      where (txid, seq) > ($1::text::xid8, $2::bigint) order by txid, seq limit 10000) as waiting
"""

_BLOCKED = """
select exists (select from outbox where (txid, seq) > ($1::text::xid8, $2::bigint))
"""

# Only whole days that the cursor has passed and that are older than the retention.
_DROPPABLE = """
select c.relname
from pg_inherits i join pg_class c on c.oid = i.inhrelid
where i.inhparent = 'outbox'::regclass
  and c.relname < 'outbox_' || to_char((now() at time zone 'UTC') - make_interval(days => $1), 'YYYYMMDD')
order by c.relname
"""


class _LostLeadError(Exception):
    """Another relay has taken over."""


@dataclass
class _Cursor:
    epoch: int
    txid: str
    seq: int


class Relay:
    """Tells Kafka what the outbox holds.

    Args:
        database: Whose outbox it is.
        kafka: Where to send, and the prefix of topic names.
        name: Client id.
    """

    def __init__(self, database: Database, kafka: KafkaSettings, name: str, metrics: CoreMetrics) -> None:
        self._database = database
        self._kafka = kafka
        self._name = name
        self._metrics = metrics
        self._wake = database.listen(CHANNEL)
        self.broker_reached = False

    async def run(self) -> None:
        """Lead, or wait to lead, until cancelled."""
        while True:
            try:
                await self._lead_when_possible()
            except (KafkaError, _LostLeadError, TimeoutError) as error:
                self.broker_reached = False
                logger.warning("relay starts again", reason=repr(error))
            except Exception as error:
                if not is_database_away(error):
                    raise
                logger.warning("relay starts again, database away", reason=repr(error))
            finally:
                self._metrics.outbox_leader.set(0)
            await asyncio.sleep(0.2 + random.random() * 0.3)  # noqa: S311  jitter, not a secret

    async def _lead_when_possible(self) -> None:
        connection = await asyncpg.connect(
            self._database.url,
            timeout=5,
            command_timeout=30,
            server_settings={"application_name": f"{self._name}-relay"},
        )
        try:
            producer = make_producer(self._kafka, f"{self._name}-relay")
            try:
                await producer.start()
                self.broker_reached = True
                await self._become_leader(connection)
                await self._lead(connection, producer)
            finally:
                with contextlib.suppress(Exception):  # what it still held is read again
                    async with asyncio.timeout(_CLOSE_SECONDS):
                        await producer.stop()
        finally:
            # Closing, not waiting: the lock must go with the connection.
            connection.terminate()

    async def _become_leader(self, connection: Connection) -> None:
        while not await connection.fetchval("select pg_try_advisory_lock($1)", _LOCK):  # noqa: ASYNC110
            await asyncio.sleep(_IDLE_SECONDS)  # the lock is in the database, no event tells of it

    async def _lead(self, connection: Connection, producer: AIOKafkaProducer) -> None:
        row = await connection.fetchrow(_TAKE_OVER)
        assert row is not None, "the migration puts one row there"
        cursor = _Cursor(row["epoch"], row["txid"], row["seq"])
        self._metrics.outbox_leader.set(1)
        logger.info("relay leads", epoch=cursor.epoch)
        measured = 0.0
        loop = asyncio.get_running_loop()
        while True:
            self._wake.clear()
            moved = await self._pass(connection, producer, cursor)
            if loop.time() - measured > 2.0:
                measured = loop.time()
                await self._measure(connection, cursor)
            if moved:
                continue
            # Rows behind a transaction that still runs get no notification of their own when it ends.
            blocked = await connection.fetchval(_BLOCKED, cursor.txid, cursor.seq)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_BLOCKED_SECONDS if blocked else _IDLE_SECONDS):
                    await self._wake.wait()

    async def _pass(self, connection: Connection, producer: AIOKafkaProducer, cursor: _Cursor) -> bool:
        """Send one read's worth of rows, wait for every acknowledgement, then move the cursor."""
        horizon = await connection.fetchrow(HORIZON)
        assert horizon is not None, "the query has no condition"
        self._metrics.outbox_horizon_age.set(horizon["age"])
        rows = await connection.fetch(_ROWS, cursor.txid, cursor.seq, horizon["horizon"], _READ)
        if not rows:
            return False
        await self._send(producer, rows)
        last = rows[-1]
        if not await connection.fetchval(_MOVE, last["txid"], last["seq"], cursor.epoch):
            raise _LostLeadError(f"epoch {cursor.epoch} is over")
        cursor.txid, cursor.seq = last["txid"], last["seq"]
        return True

    async def _send(self, producer: AIOKafkaProducer, rows: Sequence[asyncpg.Record]) -> None:
        by_partition: dict[tuple[str, int], list[asyncpg.Record]] = {}
        partitions: dict[str, list[int]] = {}
        for row in rows:
            topic = row["topic"]
            if topic not in partitions:
                partitions[topic] = sorted(await producer.partitions_for(self._kafka.topic_prefix + topic))
            key = row["key"]
            chosen = partition_of(key.encode() if key is not None else None, partitions[topic])
            by_partition.setdefault((topic, chosen), []).append(row)
        acknowledged = []
        for (topic, partition), group in by_partition.items():
            acknowledged += await self._send_group(producer, topic, partition, group)
        async with asyncio.timeout(_ACKNOWLEDGE_SECONDS):
            await asyncio.gather(*acknowledged)
        for (topic, _), group in by_partition.items():
            self._metrics.outbox_sent.labels(topic).inc(len(group))

    async def _send_group(
        self, producer: AIOKafkaProducer, topic: str, partition: int, rows: Sequence[asyncpg.Record]
    ) -> list["asyncio.Future[Any]"]:
        """Put one partition's rows into as few batches as they fit, in their order."""
        name = self._kafka.topic_prefix + topic
        futures = []
        batch = producer.create_batch()
        now_ms = int(time.time() * 1_000)
        for row in rows:
            record = {
                "key": row["key"].encode() if row["key"] is not None else None,
                "value": row["value"],
                "timestamp": now_ms,
                "headers": decode_headers(row["headers"]),
            }
            if batch.append(**record) is None:
                batch.close()
                futures.append(await producer.send_batch(batch, name, partition=partition))
                batch = producer.create_batch()
                # An empty batch takes a record of any size; how large it may be is the broker's to say.
                batch.append(**record)
        if batch.record_count():
            batch.close()
            futures.append(await producer.send_batch(batch, name, partition=partition))
        return futures

    async def _measure(self, connection: Connection, cursor: _Cursor) -> None:
        row = await connection.fetchrow(_PENDING, cursor.txid, cursor.seq)
        assert row is not None, "an aggregate has one row"
        self._metrics.outbox_pending.set(row["pending"])
        self._metrics.outbox_oldest_seconds.set(row["oldest"])

    async def keep_partitions(self) -> None:
        """Make the days ahead and drop those whose retention is over and that the cursor has passed."""
        async with self._database.acquire() as connection:
            await connection.execute("select outbox_make_partitions($1)", DAYS_AHEAD)
            for row in await connection.fetch(_DROPPABLE, RETENTION_DAYS):
                name = row["relname"]
                unsent = await connection.fetchval(
                    f"select exists (select from {name} o, outbox_cursor c"  # noqa: S608  a name from the catalogue
                    " where (o.txid, o.seq) > (c.txid, c.seq))"
                )
                if not unsent:
                    await connection.execute(f"drop table {name}")
                    logger.info("outbox day dropped", partition=name)
