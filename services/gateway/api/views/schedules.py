from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from services.gateway.domain.schedules import Timing


class ScheduleView(BaseModel):
    """When it goes out: what was asked for, and the instant that means."""

    kind: Literal["none", "now", "local", "instant"]
    due_at: datetime | None = Field(description="The instant, in UTC.")
    local_time: str | None = None
    time_zone: str | None = None

    @classmethod
    def of(cls, timing: Timing) -> "ScheduleView":
        return cls(
            kind=timing.kind,
            due_at=timing.due_at,
            local_time=timing.local_time,
            time_zone=timing.time_zone,
        )
