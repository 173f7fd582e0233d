from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, SecretStr, TypeAdapter, ValidationError, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from services.publisher.domain.access import App
from shared.encryption import Vault
from shared.events import NetworkName
from shared.sealing import Opener
from shared.settings import MediaSettings, ServiceName, ServiceSettings

_WEB_ADDRESS = r"^https?://[^\s?#]+[^/\s?#]$"


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


Delays = Annotated[
    tuple[Annotated[float, Field(ge=0)], ...], NoDecode, BeforeValidator(_split), Field(min_length=1)
]
"""Seconds, separated by commas in the environment."""

_APPS = TypeAdapter(dict[NetworkName, App])


class Settings(ServiceSettings):
    """What the publisher is told by its environment."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_PUBLISHER_")
    service: ClassVar[ServiceName] = "publisher"

    port: int = Field(default=8083, ge=1, le=65_535, description="Port the HTTP server listens on.")
    sealing_private_key: SecretStr = Field(
        description="Opens credentials that were sealed for the publisher: base64 of 32 bytes."
    )
    encryption_keys: SecretStr = Field(
        description="Keys for credentials at rest: base64 of 32 bytes each, separated by commas; the first encrypts."
    )
    apps: SecretStr = Field(
        default=SecretStr("{}"),
        description="Applications that people consent to, as registered with the networks: JSON of network to"
        ' {"client_id": ..., "client_secret": ...}; "scopes" as a list, where LinkedIn did not give the app all.',
    )
    allow_private_addresses: bool = Field(
        default=False, description="Let accounts live on servers in private networks and on plain http."
    )
    concurrent_publications: int = Field(
        default=50, ge=1, le=1000, description="Most publications worked on at once; one an account."
    )
    concurrent_measurements: int = Field(
        default=5, ge=1, le=1000, description="Most accounts asked for figures at once, each by one call."
    )
    lease_seconds: float = Field(
        default=15.0, ge=0.5, description="After which the work of a replica that died is taken over."
    )
    call_seconds: float = Field(
        default=30.0, gt=0, description="Longest silence of a network before its answer counts as lost."
    )
    give_up_seconds: float = Field(
        default=3600.0, gt=0, description="After which a publication that could not be attempted fails."
    )
    held_up_seconds: float = Field(
        default=3.0,
        gt=0,
        description="A due post that was on its way for longer was held up, as by an outage.",
    )
    settle_seconds: float = Field(
        default=10.0,
        ge=0,
        description="How long a due post that was held up waits for a cancellation or edit that was held up too.",
    )
    lookup_delays: Delays = Field(
        default=(5.0, 30.0, 120.0, 600.0),
        description="Seconds before each look after an unknown outcome, such as 5,30,120: after the last one that"
        " finds nothing the post is certainly not there.",
    )
    repeat_delays: Delays = Field(
        default=(1.0, 5.0, 30.0, 120.0),
        description="Seconds before each repeat with the same key after an unknown outcome; the last one stays.",
    )
    uncertain_seconds: float = Field(
        default=900.0, gt=0, description="After which an unresolved outcome is told to a person."
    )
    keep_to_limits: bool = Field(
        default=True, description="Hold posts back where an account has used up what its network allows."
    )
    sandbox_url: str | None = Field(
        default=None,
        pattern=_WEB_ADDRESS,
        description="Publish to the sandbox at this address instead of the real networks.",
    )
    rehearsal_url: str | None = Field(
        default=None,
        pattern=_WEB_ADDRESS,
        description="Sandbox that posts are rehearsed on; without it, the one of SANDBOX_URL, if that is set.",
    )
    media: MediaSettings = Field(default_factory=MediaSettings)
    media_base_url: str | None = Field(
        default=None,
        pattern=_WEB_ADDRESS,
        description="Address under which networks reach the gateway, for those that fetch media themselves.",
    )

    @field_validator("sealing_private_key")
    @classmethod
    def _is_a_sealing_key(cls, value: SecretStr) -> SecretStr:
        Opener(value.get_secret_value())
        return value

    @field_validator("encryption_keys")
    @classmethod
    def _are_encryption_keys(cls, value: SecretStr) -> SecretStr:
        Vault(value.get_secret_value())
        return value

    @field_validator("apps")
    @classmethod
    def _are_apps(cls, value: SecretStr) -> SecretStr:
        read_apps(value)
        return value


def read_apps(setting: SecretStr) -> dict[NetworkName, App]:
    """The applications that a setting names.

    Raises:
        ValueError: It is not of the form; the message names the place, never a value.
    """
    try:
        return _APPS.validate_json(setting.get_secret_value())
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(step) for step in found["loc"]) or "the whole"
        raise ValueError(
            f'{place}: {found["msg"]}; write {{"x": {{"client_id": "...", "client_secret": "..."}}}}'
        ) from None
