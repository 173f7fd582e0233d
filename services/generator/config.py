from typing import ClassVar, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceName, ServiceSettings


class Settings(ServiceSettings):
    """What the generator is told by its environment."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_GENERATOR_")
    service: ClassVar[ServiceName] = "generator"

    port: int = Field(default=8081, ge=1, le=65_535, description="Port the HTTP server listens on.")

    provider: Literal["offline", "openai"] = Field(
        default="offline", description="offline needs no key; openai is any OpenAI-compatible API."
    )
    openai_base_url: str = Field(
        default="https://api.openai.com/v1", pattern=r"^https?://", description="Address of that API."
    )
    openai_api_key: SecretStr = Field(
        default=SecretStr(""), validate_default=True, description="Needed for the provider openai."
    )
    openai_text_model: str = Field(default="gpt-5-mini", min_length=1, description="Writes the copy.")
    openai_image_model: str = Field(default="gpt-image-1", min_length=1, description="Draws the picture.")
    openai_image_size: Literal["1024x1024", "1536x1024", "1024x1536"] = Field(
        default="1024x1024", description="Pixels of the picture."
    )
    openai_streaming: bool = Field(
        default=True, description="Take copy piece by piece; false for a server that can't."
    )
    openai_silence_seconds: float = Field(
        default=30, gt=0, description="Longest silence within an answer that comes piece by piece."
    )
    fallback: Literal["none", "offline"] = Field(
        default="none",
        description="What a request gets when the provider has failed for good: content.failed, or the offline"
        " provider's work.",
    )

    concurrent_calls: int = Field(
        default=5, ge=1, le=1_000, description="Most provider calls that this replica makes at once."
    )
    call_seconds: float = Field(default=120, gt=0, description="Longest a provider call may take.")
    call_attempts: int = Field(default=6, ge=1, description="Attempts at one call before it has failed.")
    lease_seconds: float = Field(
        default=20, ge=1, description="After how long without a sign of life a replica's work is taken over."
    )

    @field_validator("openai_api_key", mode="after")
    @classmethod
    def _openai_has_a_key(cls, key: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("provider") == "openai" and not key.get_secret_value():
            raise ValueError("must be set for the provider openai")
        return key
