"""Rows to domain and back, where asyncpg's own types do not do."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
from pydantic import TypeAdapter

from services.publisher.domain.accounts import Account
from services.publisher.domain.content import Content, Prepared
from services.publisher.domain.failures import Failure
from services.publisher.domain.publications import PartEnd, Publication
from shared.events import Envelope, MediaObject, PostDetails

_MEDIA = TypeAdapter(tuple[MediaObject, ...])
_ENDS = TypeAdapter(tuple[PartEnd, ...])


def envelope_document(envelope: Envelope) -> dict[str, str]:
    """An envelope as a JSON object: its headers."""
    return {name: value.decode() for name, value in envelope.to_headers()}


def envelope_text(envelope: Envelope) -> str:
    """The same as text, for statements that take arrays of JSON."""
    return json.dumps(envelope_document(envelope))


def media_text(media: Sequence[MediaObject]) -> str:
    """Attachments as a JSON array."""
    return _MEDIA.dump_json(tuple(media)).decode()


def details_text(details: PostDetails) -> str:
    """What is said beyond the defaults, as a JSON object."""
    return details.model_dump_json(exclude_defaults=True)


def ends_document(ends: Sequence[PartEnd]) -> list[dict[str, Any]]:
    """Ends of parts as a JSON array."""
    document: list[dict[str, Any]] = _ENDS.dump_python(tuple(ends), mode="json")
    return document


def to_envelope(document: Mapping[str, str]) -> Envelope:
    return Envelope.from_headers((name, value.encode()) for name, value in document.items())


def to_publication(row: asyncpg.Record) -> Publication:
    """A row of publications."""
    return Publication(
        publication_id=row["publication_id"],
        organization_id=row["organization_id"],
        post_id=row["post_id"],
        account_id=row["account_id"],
        network=row["network"],
        revision=row["revision"],
        campaign_id=row["campaign_id"],
        request_id=row["request_id"],
        due_at=row["due_at"],
        content=Content(
            row["publication_id"],
            row["text"],
            row["language"],
            _MEDIA.validate_python(row["media"]),
            PostDetails.model_validate(row["details"]),
        ),
        cause=to_envelope(row["cause"]),
        state=row["state"],
        give_up_at=row["give_up_at"],
        attempts=row["attempts"],
        setbacks=row["setbacks"],
        looks=row["looks"],
        repeats=row["repeats"],
        attempt_id=row["attempt_id"],
        unknown_since=row["unknown_since"],
        prepared=_prepared(row),
        processing_since=row["processing_since"],
        ends=_ENDS.validate_python(row["ends"]),
        reconciled=row["reconciled"],
        held_code=row["held_code"],
        failure=_failure(row),
        published_at=row["published_at"],
        waits_for_account=row["waits_for_account"],
    )


def _prepared(row: asyncpg.Record) -> Prepared | None:
    if row["prepared"] is None:
        return None
    return Prepared(row["prepared"], row["prepared_until"], row["prepared_ready_in"])


def _failure(row: asyncpg.Record) -> Failure | None:
    if row["code"] is None:
        return None
    return Failure(row["error_class"], row["code"], row["detail"], row["who_must_act"], row["retry_can_help"])


def to_account(row: asyncpg.Record) -> Account:
    """A row of accounts."""
    return Account(
        account_id=row["account_id"],
        organization_id=row["organization_id"],
        network=row["network"],
        base_url=row["base_url"],
        state=row["state"],
        credentials=row["credentials"],
        credentials_version=row["credentials_version"],
        former_credentials=row["former_credentials"],
        former_until=row["former_until"],
        refresh_at=row["refresh_at"],
        expires_at=row["expires_at"],
        remote_id=row["remote_id"],
        handle=row["handle"],
        display_name=row["display_name"],
        profile_url=row["profile_url"],
        revision=row["revision"],
        checks=row["checks"],
        cause=to_envelope(row["cause"]),
    )
