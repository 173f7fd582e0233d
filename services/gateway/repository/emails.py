"""E-mails in the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import asyncpg

from services.gateway.domain.mail import Email, EmailJob, RenderedEmail
from shared.postgres import Connection
from shared.sql import load_queries

QUERIES = load_queries(Path(__file__).parents[1] / "queries" / "emails.sql")


async def add(connection: Connection, emails: Sequence[tuple[Email, RenderedEmail]], at: datetime) -> None:
    rows = [
        {
            "email_id": str(email.email_id),
            "organization_id": None if email.organization_id is None else str(email.organization_id),
            "recipient": email.to,
            "template": email.template,
            "subject": rendered.subject,
            "body_text": rendered.text,
            "body_html": rendered.html,
            "unsubscribe_url": email.unsubscribe_url,
            "created_at": at.isoformat(),
        }
        for email, rendered in emails
    ]
    await connection.execute(QUERIES["insert_emails"], rows)


async def claim(connection: Connection, limit: int, owner: str, seconds: float) -> list[EmailJob]:
    return [_job(row) for row in await connection.fetch(QUERIES["claim_emails"], limit, owner, seconds)]


async def renew(connection: Connection, email_ids: Collection[UUID], owner: str, seconds: float) -> None:
    await connection.execute(QUERIES["renew_emails"], email_ids, owner, seconds)


async def release(connection: Connection, email_ids: Collection[UUID], owner: str) -> None:
    await connection.execute(QUERIES["release_emails"], email_ids, owner)


async def finish(
    connection: Connection, email_id: UUID, owner: str, *, problem: str | None, at: datetime
) -> None:
    """It was sent, or there is a problem that no other try can mend."""
    state = "sent" if problem is None else "refused"
    await connection.execute(QUERIES["finish_email"], email_id, owner, state, problem, at)


async def postpone(
    connection: Connection, email_id: UUID, owner: str, *, seconds: float, problem: str
) -> None:
    await connection.execute(QUERIES["postpone_email"], email_id, owner, seconds, problem)


def _job(row: asyncpg.Record) -> EmailJob:
    return EmailJob(
        email_id=row["email_id"],
        recipient=row["recipient"],
        template=row["template"],
        rendered=RenderedEmail(row["subject"], row["body_text"], row["body_html"]),
        unsubscribe_url=row["unsubscribe_url"],
        created_at=row["created_at"],
        attempts=row["attempts"],
    )
