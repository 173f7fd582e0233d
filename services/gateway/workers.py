"""Work that goes on beside the requests."""

from collections.abc import Mapping
from datetime import timedelta

from services.gateway.domain.mail import PATIENCE
from shared.clock import Clock
from shared.postgres import Database

_EVERY_SECONDS = 600.0
_IDEMPOTENCY_HOURS = 24
_CONNECTION_DAYS = 30
_FAMILIAR_DAYS = 180
_EMAIL_DAYS = 30
_NOTIFICATION_DAYS = 90


class Housekeeping:
    """Forgets what nobody may ask for any more, some at a time, so that no statement holds rows for long.

    Args:
        database: As the owner: it is for all organisations.
        queries: Of `queries/housekeeping.sql`.
        clock: Time.
        live_event_hours: How long a client can resume its stream.
        webhook_log_days: How long what webhooks were sent is kept.
    """

    def __init__(
        self,
        database: Database,
        queries: Mapping[str, str],
        clock: Clock,
        *,
        live_event_hours: int,
        webhook_log_days: int,
    ) -> None:
        self._database = database
        self._clock = clock
        # A session stays for a day after it ran out, so that its token is called expired and not unknown.
        self._ages = {
            queries["forget_sessions"]: timedelta(days=1),
            queries["forget_familiar_addresses"]: timedelta(days=_FAMILIAR_DAYS),
            queries["forget_external_sign_ins"]: timedelta(0),
            queries["forget_emailed_tokens"]: timedelta(days=1),
            queries["forget_idempotency_keys"]: timedelta(hours=_IDEMPOTENCY_HOURS),
            queries["forget_connections"]: timedelta(days=_CONNECTION_DAYS),
            queries["forget_event_tickets"]: timedelta(minutes=1),
            queries["forget_notifications"]: timedelta(days=_NOTIFICATION_DAYS),
            # An hour later than by whoever sends, which leaves the last try to them.
            queries["give_up_emails"]: PATIENCE + timedelta(hours=1),
            queries["forget_emails"]: timedelta(days=_EMAIL_DAYS),
            queries["forget_live_events"]: timedelta(hours=live_event_hours),
            queries["forget_webhook_events"]: timedelta(days=webhook_log_days),
        }

    async def run(self) -> None:
        """Tidy up now and every ten minutes."""
        while True:
            await self.tidy()
            await self._clock.sleep(_EVERY_SECONDS)

    async def tidy(self) -> None:
        """Forget all that is old enough; several replicas at once do no harm."""
        for statement, age in self._ages.items():
            before = self._clock.now() - age
            async with self._database.acquire() as connection:
                while await connection.fetchval(statement, before):
                    pass
