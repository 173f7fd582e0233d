from typing import ClassVar, Literal

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.settings import ObjectSettings, ServiceName, ServiceSettings


class Settings(ServiceSettings):
    """What the generator is told by its environment."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_GENERATOR_")
    service: ClassVar[ServiceName] = "generator"

    port: int = Field(default=8081, ge=1, le=65_535, description="Port the HTTP server listens on.")
    objects: ObjectSettings = Field(default_factory=ObjectSettings)

    provider: Literal["offline"] = Field(
        default="offline", description="Who writes and draws; offline needs no key."
    )
    concurrent_calls: int = Field(
        default=5, ge=1, le=1_000, description="Most provider calls that this replica makes at once."
    )
    call_seconds: float = Field(default=120, gt=0, description="Longest a provider call may take.")
    call_attempts: int = Field(default=6, ge=1, description="Attempts at one call before it has failed.")
    lease_seconds: float = Field(
        default=20, ge=1, description="After how long without a sign of life a replica's work is taken over."
    )
