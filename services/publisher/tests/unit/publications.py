"""A publication for tests of its rules."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.publisher.domain.content import Content
from services.publisher.domain.publications import Publication
from shared.events import Envelope

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ID = UUID(int=7)


def made_publication(**changes: Any) -> Publication:
    """One that waits, of a text on X, unless something else is said."""
    made: dict[str, Any] = {
        "publication_id": ID,
        "organization_id": ID,
        "post_id": ID,
        "account_id": ID,
        "network": "x",
        "revision": 1,
        "campaign_id": None,
        "request_id": None,
        "due_at": NOW,
        "content": Content(ID, "text", "en"),
        "cause": Envelope(ID, "//test", "test", NOW, "", ID, "correlation"),
        "state": "waiting",
        "give_up_at": NOW + timedelta(hours=1),
    }
    return Publication(**made | changes)
