"""Live updates, e-mail, and whatever else people are told."""

import structlog

from services.gateway.domain.mail import PATIENCE, EmailJob
from services.gateway.live_feed import LiveFeed
from services.gateway.mail import MailboxFolder, Sender, SmtpServer, Transport
from services.gateway.main.resources import Area, Resources
from services.gateway.unsubscribe_tokens import UnsubscribeTokens
from services.gateway.usecases.event_tickets import EventTickets
from services.gateway.usecases.mailing import CHANNEL, Mailing
from services.gateway.usecases.notifications import Notifications
from services.gateway.usecases.notifying import NotificationMailer, Notifier
from shared.working import Lease, Recurring, Worker

logger = structlog.get_logger(__name__)

_EMAIL_LEASE_SECONDS = 60.0
_EMAILS_AT_ONCE = 4


def telling(resources: Resources) -> Area:
    mailing = _mailing(resources)
    feed = _feed(resources)
    queries = resources.queries("live")
    tokens = UnsubscribeTokens(resources.settings.token_signing_key.get_secret_value())
    notifier = Notifier(resources.clock).following(resources.owner, resources.owner_units)
    mailer = NotificationMailer(
        resources.owner_units, resources.clock, tokens, resources.settings.public_url.rstrip("/")
    )
    return Area(
        {
            LiveFeed: feed,
            EventTickets: EventTickets(resources.owner, resources.tenancy, queries, resources.clock),
            Notifications: Notifications(resources.tenancy, resources.clock),
            UnsubscribeTokens: tokens,
        },
        [
            feed.run,
            feed.keep,
            notifier.run,
            Recurring(mailer.turn).run,
            *([] if mailing is None else [mailing.run]),
        ],
    )


def _feed(resources: Resources) -> LiveFeed:
    return LiveFeed(
        resources.owner,
        resources.tenancy,
        resources.queries("live"),
        resources.metrics,
        resources.clock,
        most_clients=resources.settings.live_clients,
    )


def _mailing(resources: Resources) -> Worker[EmailJob] | None:
    transport = _transport(resources)
    if transport is None:
        logger.warning(
            "no mail server and no mailbox folder is set: e-mails wait, then are dropped", days=PATIENCE.days
        )
        return None
    settings = resources.settings
    lease = Lease.of(settings.instance, _EMAIL_LEASE_SECONDS)
    sender = Sender(settings.mail.mail_from_address, settings.mail.mail_from_name)
    mailing = Mailing(resources.owner, transport, sender, resources.clock, lease, resources.metrics)
    return Worker(
        "emails",
        mailing,
        mailing.handle,
        wake=resources.owner.listen(CHANNEL),
        concurrency=_EMAILS_AT_ONCE,
        lease=lease,
        metrics=resources.metrics,
    )


def _transport(resources: Resources) -> Transport | None:
    mail = resources.settings.mail
    if mail.mailbox_folder is not None:
        return MailboxFolder(mail.mailbox_folder)
    if mail.smtp_host is None:
        return None
    return SmtpServer(
        mail.smtp_host,
        mail.smtp_port,
        mail.smtp_security,
        mail.smtp_username,
        mail.smtp_password.get_secret_value() or None,
    )
