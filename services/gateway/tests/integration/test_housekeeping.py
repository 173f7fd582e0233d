from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg

from services.gateway import main
from services.gateway.config import Settings
from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import counted
from services.gateway.usecases.live import append_live_events
from services.gateway.workers import Housekeeping
from shared.clock import SystemClock
from shared.service import Service
from shared.sql import load_queries
from shared.testing.clocks import FakeClock
from shared.testing.waiting import eventually
from shared.unit_of_work import UnitOfWorkFactory

_UNSENT = """
insert into emails (email_id, recipient, template, subject, body_text, body_html, retry_at)
values (gen_random_uuid(), 'nobody@example.org', 'notice', 's', 't', 'h', now() + interval '1 year') returning email_id
"""
_WAITS = "select state = 'waiting' and body_text is not null from emails where email_id = $1"


async def test_only_what_is_old_is_forgotten(person: Person, settings: Settings, gateway: Service) -> None:
    """Answers after a day, live events after their hours, what mails say after three days that nobody took them,
    sessions a day after they ran out; not before.
    """
    body = {"network": "mastodon", "base_url": "https://m.example", "credentials": {"access_token": "t"}}
    await person.http.post("/v1/accounts", json=body, headers={"Idempotency-Key": "k"})
    async with UnitOfWorkFactory(gateway._database, "gateway", SystemClock())() as work:
        await append_live_events(work, [counted(person, 1)] * 3)
    connection = await asyncpg.connect(settings.database_url)
    clock = FakeClock(datetime.now(UTC))
    queries = load_queries(Path(main.__file__).parents[1] / "queries" / "housekeeping.sql")
    housekeeping = Housekeeping(gateway._database, queries, clock, live_event_hours=24, webhook_log_days=30)

    async def left() -> list[int]:
        return [
            await connection.fetchval(
                f"select count(*) from {table} where organization_id = $1", person.organization_id
            )
            for table in ("idempotency_keys", "live_events", "sessions", "refresh_tokens")
        ]

    async def handed_on() -> bool:
        """Webhooks and people have got all: what they have not yet, is not forgotten."""
        waiting = await connection.fetchval(
            "select exists (select from live_events l, webhook_cursor w, notification_cursor n"
            " where (l.txid, l.seq) > (w.txid, w.seq) or (l.txid, l.seq) > (n.txid, n.seq))"
        )
        return not waiting

    try:
        clock.jump(timedelta(hours=23).total_seconds())
        await housekeeping.tidy()
        assert await left() == [1, 4, 1, 1]

        await eventually(handed_on)
        clock.jump(timedelta(hours=2).total_seconds())
        await housekeeping.tidy()
        assert await left() == [0, 0, 1, 1]

        email_id = await connection.fetchval(_UNSENT)
        await housekeeping.tidy()
        assert await connection.fetchval(_WAITS, email_id)
        clock.jump(timedelta(days=3).total_seconds())
        await housekeeping.tidy()
        assert not await connection.fetchval(_WAITS, email_id)

        clock.jump(timedelta(days=31).total_seconds())
        await housekeeping.tidy()
        assert await left() == [0, 0, 0, 0]
        assert await connection.fetchval("select txid > '0' from live_events_forgotten")
    finally:
        await connection.close()
