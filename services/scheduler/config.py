from typing import ClassVar

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceName, ServiceSettings


class Settings(ServiceSettings):
    """What the scheduler is told by its environment."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_SCHEDULER_")
    service: ClassVar[ServiceName] = "scheduler"

    port: int = Field(default=8082, ge=1, le=65_535, description="Port the HTTP server listens on.")
    grace_seconds: int = Field(
        default=3600,
        ge=0,
        le=31_536_000,
        description="How late a post may go out whose event does not say it.",
    )
    batch: int = Field(default=2000, ge=1, le=10_000, description="Most occurrences told in one transaction.")
    outbox_limit: int = Field(
        default=8000,
        ge=1,
        description="Records that may wait for Kafka before no more is told: a later post would queue behind them.",
    )
