"""All that is kept of an organisation."""

from uuid import UUID

from services.gateway.domain.event_types.model import EventFields, EventType, Instant


class ExportData(EventFields):
    export_id: UUID
    at: Instant


TYPES = (
    EventType(
        "export.ready",
        "All that is kept of the organisation is written down and can be fetched.",
        ExportData,
        {"export_id": "0197f3a4-7d15-7a10-8a6e-2f1c0b8d9e13", "at": "2026-11-21T09:00:00+00:00"},
        subject_field="export_id",
        audience="organization:manage",
        title="The export is ready",
        body="It can be fetched for seven days.",
    ),
)
