"""Erasure and export: what an organisation or a person asks of every service that keeps something of them."""

from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.events.model import EventData, Instant

_SERVICE = Field(description="Which service this is about.", examples=["scheduler"])
_ROWS = Field(description="Rows by table.", examples=[{"posts": 12, "occurrences": 40}])


class ErasureEvent(EventData):
    """Comes through also where everything else of the organisation is dropped."""

    key_field: ClassVar[str] = "erasure_id"
    subject_kind: ClassVar[str] = "erasure"
    subject_field: ClassVar[str] = "erasure_id"

    erasure_id: UUID
    user_id: UUID | None = Field(
        default=None, description="The person to forget; without one, the whole organisation."
    )


class ErasureRequested(ErasureEvent):
    """An organisation, or a person, is to be forgotten by everybody who keeps something of them."""

    topic_name: ClassVar[str] = "erasure.requested"
    event_type: ClassVar[str] = "postwright.erasure.requested.v1"

    requested_at: Instant


class ErasureCompleted(ErasureEvent):
    """A service has forgotten them; what still comes in of the organisation is dropped."""

    topic_name: ClassVar[str] = "erasure.completed"
    event_type: ClassVar[str] = "postwright.erasure.completed.v1"

    service: str = _SERVICE
    rows: dict[str, int] = _ROWS
    objects: int = Field(ge=0, description="Files taken out of the object store.")
    completed_at: Instant


class _ExportEvent(EventData):
    key_field: ClassVar[str] = "export_id"
    subject_kind: ClassVar[str] = "export"
    subject_field: ClassVar[str] = "export_id"

    export_id: UUID


class ExportRequested(_ExportEvent):
    """An organisation wants all that is kept of it."""

    topic_name: ClassVar[str] = "export.requested"
    event_type: ClassVar[str] = "postwright.export.requested.v1"

    requested_at: Instant


class ExportedFile(BaseModel):
    """One file of an export: JSON Lines, a row a line."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    table: str
    key: str = Field(description="Where it lies in the object store.")
    rows: int = Field(ge=0)
    size: int = Field(ge=0, description="Bytes.")
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class ExportCompleted(_ExportEvent):
    """A service has written down what it keeps of the organisation."""

    topic_name: ClassVar[str] = "export.completed"
    event_type: ClassVar[str] = "postwright.export.completed.v1"

    service: str = _SERVICE
    files: tuple[ExportedFile, ...]
    completed_at: Instant
