"""E-mail from the queue to a real SMTP server, and into a folder."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from services.gateway.config import Settings
from services.gateway.mail import Sender, SmtpServer
from services.gateway.metrics import Metrics
from services.gateway.repository import emails
from services.gateway.tenancy import TENANT_ROLE, Tenancy
from services.gateway.tests.conftest import Person
from services.gateway.tests.mailbox import Mailbox, text_of
from services.gateway.usecases.mailing import Email, Mailing, queue_emails
from shared.clock import SystemClock
from shared.postgres import Database
from shared.service import Service
from shared.unit_of_work import UnitOfWorkFactory
from shared.working import Lease

CLOCK = SystemClock()
LEASE = Lease.of("test", 60.0)
SENDER = Sender("postwright@example.org", "Postwright")


@dataclass
class Answers:
    """What a server does with mail."""

    recipient: str = "250 OK"
    data: str = "250 OK"
    hang_up: bool = False
    taken: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  as aiosmtpd calls it
        self, server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.hang_up:
            server.transport.abort()
        if self.recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        return self.data


@contextlib.asynccontextmanager
async def serving(answers: Answers, **options: Any) -> AsyncIterator[SmtpServer]:
    """A server on a port of its own, and the way to it."""
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: SMTP(answers, loop=loop, **options), "127.0.0.1", 0)
    try:
        port = listening.sockets[0].getsockname()[1]
        yield SmtpServer("127.0.0.1", port, "none", timeout_seconds=5)
    finally:
        listening.close()
        await listening.wait_closed()


@pytest_asyncio.fixture(loop_scope="module")
async def tenants(settings: Settings) -> AsyncIterator[Tenancy]:
    database = Database(settings.database_url, role=TENANT_ROLE, application_name="test")
    await database.open()
    yield Tenancy(UnitOfWorkFactory(database, "gateway", CLOCK))
    await database.close()


def address() -> str:
    return f"{uuid4().hex}@example.org"


def notice(to: str, **more: Any) -> Email:
    parameters = {"subject": "News", "username": "ada", "lines": ["It <happened>."], "url": None}
    return Email(to, "notice", parameters, **more)


async def queued(gateway: Service, email: Email, transport: SmtpServer) -> tuple[Mailing, Any]:
    """A mailing that has claimed this one, before the gateway's own could."""
    metrics: Any = gateway.metrics
    assert isinstance(metrics, Metrics)
    mailing = Mailing(gateway._database, transport, SENDER, CLOCK, LEASE, metrics)
    async with UnitOfWorkFactory(gateway._database, "gateway", CLOCK)() as work:
        await queue_emails(work, [email])
        # Inside the transaction that queues it: nobody else can.
        await work.connection.execute(
            "update emails set lease_owner = $1, lease_until = now() + interval '1 hour' where email_id = $2",
            LEASE.owner,
            email.email_id,
        )
        row = await work.connection.fetchrow("select * from emails where email_id = $1", email.email_id)
    assert row is not None
    return mailing, emails._job(row)


async def state_of(gateway: Service, email: Email) -> dict[str, Any]:
    async with gateway._database.acquire() as connection:
        row = await connection.fetchrow("select * from emails where email_id = $1", email.email_id)
    assert row is not None
    return dict(row)


async def test_mail_of_owner_and_tenant_arrives_in_the_folder(
    gateway: Service, tenants: Tenancy, person: Person, mailbox: Mailbox
) -> None:
    """Queued before anybody is signed in or inside an organisation: it is sent, once its transaction is committed."""
    before, inside = notice(address()), notice(address())
    async with UnitOfWorkFactory(gateway._database, "gateway", CLOCK)() as work:
        await queue_emails(work, [before])
    async with tenants.work(UUID(person.organization_id)) as work:
        await queue_emails(work, [inside])

    assert "It <happened>." in text_of(await mailbox.newest_for(before.to))
    assert str((await mailbox.newest_for(inside.to))["Message-ID"]).startswith(f"<{inside.email_id}@")


async def test_nothing_is_sent_of_a_transaction_that_failed(gateway: Service, mailbox: Mailbox) -> None:
    """The mail is part of what did not happen."""
    undone, done = notice(address()), notice(address())
    with contextlib.suppress(ZeroDivisionError):
        async with UnitOfWorkFactory(gateway._database, "gateway", CLOCK)() as work:
            await queue_emails(work, [undone])
            1 / 0  # noqa: B018  something goes wrong
    async with UnitOfWorkFactory(gateway._database, "gateway", CLOCK)() as work:
        await queue_emails(work, [done])
    await mailbox.newest_for(done.to)

    assert mailbox.all_for(undone.to) == []


async def test_a_sent_mail_is_forgotten(gateway: Service) -> None:
    """A server takes it whole; what it said is gone from the database."""
    answers = Answers()
    email = notice(address(), unsubscribe_url="https://postwright.example/u/1")
    async with serving(answers) as server:
        mailing, job = await queued(gateway, email, server)
        await mailing.handle(job)

    state = await state_of(gateway, email)
    assert [envelope.rcpt_tos for envelope in answers.taken] == [[email.to]]
    content = answers.taken[0].content
    assert isinstance(content, bytes)
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in content
    assert (state["state"], state["body_text"], state["body_html"], state["subject"]) == (
        "sent",
        None,
        None,
        None,
    )
    assert state["unsubscribe_url"] is None


async def test_an_address_with_other_letters_is_written_to(gateway: Service) -> None:
    """By a server that takes such addresses; one that does not is asked again later, for the operator may change it."""
    answers, deaf = Answers(), Answers()
    email, stays = (notice(f"jürgen-{uuid4().hex}@bücher.example") for _ in range(2))
    async with serving(answers, enable_SMTPUTF8=True) as server:
        mailing, job = await queued(gateway, email, server)
        await mailing.handle(job)
    async with serving(deaf) as server:
        mailing, job = await queued(gateway, stays, server)
        await mailing.handle(job)

    ascii_domain = email.to.replace("bücher", "xn--bcher-kva")
    assert [envelope.rcpt_tos for envelope in answers.taken] == [[ascii_domain]]
    assert (await state_of(gateway, email))["state"] == "sent"
    assert deaf.taken == []
    assert (await state_of(gateway, stays))["state"] == "waiting"


@pytest.mark.parametrize(
    ("answers", "state", "problem"),
    [
        (Answers(recipient="550 No such user"), "refused", "recipient refused: 550"),
        (Answers(recipient="450 Try later"), "waiting", "recipient refused: 450"),
        (Answers(data="554 Spam"), "refused", "message refused: 554"),
        (Answers(data="451 Busy"), "waiting", "message refused: 451"),
        (Answers(hang_up=True), "waiting", "SMTPServerDisconnected"),
    ],
    ids=["no such user", "greylisted", "refused", "busy", "hung up"],
)
async def test_a_server_that_says_no(gateway: Service, answers: Answers, state: str, problem: str) -> None:
    """What is final is given up and its words are deleted; what may pass is tried again, and the answer is noted."""
    email = notice(address())
    async with serving(answers) as server:
        mailing, job = await queued(gateway, email, server)
        await mailing.handle(job)

    after = await state_of(gateway, email)
    assert (after["state"], after["problem"].partition(" (")[0]) == (state, problem)
    assert (after["body_text"] is None) == (state == "refused")
    assert (after["retry_at"] > after["created_at"], after["attempts"]) == (state == "waiting", 1)


async def test_a_server_that_is_away(gateway: Service) -> None:
    """Nothing listens there: the mail waits."""
    email = notice(address())
    mailing, job = await queued(gateway, email, SmtpServer("127.0.0.1", 1, "none", timeout_seconds=2))
    await mailing.handle(job)

    assert (await state_of(gateway, email))["state"] == "waiting"


async def test_an_address_that_cannot_be_written_is_given_up(gateway: Service) -> None:
    """It does not stop the others."""
    email = notice("two words@example.org")
    mailing, job = await queued(gateway, email, SmtpServer("127.0.0.1", 1, "none"))
    await mailing.handle(job)

    assert (await state_of(gateway, email))["state"] == "refused"


async def test_a_password_is_only_told_after_tls(gateway: Service) -> None:
    """A server that offers no STARTTLS gets neither password nor mail."""
    answers = Answers()
    seen: list[LoginPassword] = []

    def authenticator(_s: Any, _session: Any, _e: Any, _m: str, data: LoginPassword) -> AuthResult:
        seen.append(data)
        return AuthResult(success=True)

    email = notice(address())
    async with serving(answers, authenticator=authenticator, auth_require_tls=False) as server:
        guarded = replace(server, security="starttls", username="ada", password="secret")
        mailing, job = await queued(gateway, email, guarded)
        await mailing.handle(job)
        assert (seen, answers.taken) == ([], [])

        plain = replace(server, username="ada", password="secret")
        mailing, job = await queued(gateway, notice(email.to), plain)
        await mailing.handle(job)

    assert [one.password for one in seen] == [b"secret"]
    assert len(answers.taken) == 1


async def test_a_certificate_that_nobody_signed_is_refused(
    gateway: Service, certificate: ssl.SSLContext
) -> None:
    """With `starttls` the server must prove who it is before anything is told."""
    answers = Answers()
    email = notice(address())
    async with serving(answers, tls_context=certificate) as server:
        mailing, job = await queued(gateway, email, replace(server, security="starttls"))
        await mailing.handle(job)

    assert answers.taken == []
    assert (await state_of(gateway, email))["state"] == "waiting"


@pytest.fixture
def certificate(tmp_path: Path) -> ssl.SSLContext:
    """Of 127.0.0.1, by nobody."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(CLOCK.now() - timedelta(days=1))
        .not_valid_after(CLOCK.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    return context
