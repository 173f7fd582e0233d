"""Identifiers: time-ordered for what is new, derived for what must be the same on every retry."""

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid5, uuid7

_PUBLICATIONS = UUID("0d5c7a52-6f0e-5a0a-9f6e-3f1f3c7b9a10")


def new_id() -> UUID:
    """A new UUIDv7: unique, and ordered by the time it was made."""
    return uuid7()


def publication_id(post_id: UUID, account_id: UUID, occurrence_at: datetime) -> UUID:
    """The id of one occurrence of a post on one account.

    Every retry, replay and replica arrives at the same id, whatever zone the instant is written in.

    Args:
        post_id: The planned post.
        account_id: The account it goes to.
        occurrence_at: The instant it is due; aware.
    """
    instant = occurrence_at.astimezone(UTC).isoformat(timespec="microseconds")
    return uuid5(_PUBLICATIONS, f"{post_id.int:032x}/{account_id.int:032x}/{instant}")
