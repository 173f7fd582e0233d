from typing import ClassVar

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceName, ServiceSettings


class Settings(ServiceSettings):
    """What analytics is told by its environment."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_ANALYTICS_")
    service: ClassVar[ServiceName] = "analytics"

    port: int = Field(default=8084, ge=1, le=65_535, description="Port the HTTP server listens on.")
    pause_seconds: float = Field(
        default=0.2,
        ge=0,
        le=60,
        description="Rest between two tellings of figures; what changes meanwhile is told together.",
    )
    batch: int = Field(
        default=5000, ge=1, le=100_000, description="Most changes added up in one transaction."
    )
