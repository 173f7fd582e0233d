"""Settings come from the environment alone; each variable may name a file instead, by `<NAME>_FILE`."""

import base64
import os
import socket
import sys
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

_LEAST_KEY_BYTES = 32

ServiceName = Literal["gateway", "generator", "scheduler", "publisher", "analytics"]


class _FileSource(EnvSettingsSource):
    """Reads `<NAME>_FILE`: the path of a file that holds the value, as container secrets are mounted."""

    def get_field_value(
        self,
        field: FieldInfo,  # noqa: ARG002  part of the signature
        field_name: str,
    ) -> tuple[Any, str, bool]:
        variable = f"{self.env_prefix}{field_name}".upper() + "_FILE"
        path = os.environ.get(variable)
        if path is None:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except OSError as error:
            raise SettingsError(f"{variable}: can't read {path}: {error.strerror}") from error


class EnvironmentSettings(BaseSettings):
    """A group of settings with a prefix of its own."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  part of the signature; we read no .env
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  replaced by the _FILE source
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _FileSource(settings_cls)

    @classmethod
    def variable(cls, field: str) -> str:
        """The environment variable that a field is read from."""
        return f"{cls.model_config.get('env_prefix') or ''}{field}".upper()


class KafkaSettings(EnvironmentSettings):
    """Where Kafka is, and how topics are made."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_KAFKA_")

    bootstrap_servers: str = Field(
        default="127.0.0.1:9092",
        min_length=3,
        description="Broker addresses, host:port, separated by commas.",
    )
    topic_prefix: str = Field(
        default="",
        pattern=r"^[a-zA-Z0-9._-]*$",
        description="Put before every topic name, to share a cluster.",
    )
    partitions: int = Field(default=4, ge=1, le=512, description="Partitions of a topic that is made.")
    replication_factor: int = Field(default=1, ge=1, le=7, description="Replicas of a topic that is made.")
    create_topics: bool = Field(default=True, description="Make missing topics at start.")


class LogSettings(EnvironmentSettings):
    """What is logged, and how it looks."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_LOG_")

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "console"] = "json"


class ObjectSettings(EnvironmentSettings):
    """Where pictures and other large things lie."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_OBJECTS_")

    url: str = Field(
        default="file:///var/lib/postwright/objects",
        pattern=r"^(file:///|s3://|memory:///)",
        description="file:///folder or s3://bucket/prefix (with the usual AWS_ variables).",
    )
    presigns: bool = Field(
        default=True,
        description="Give clients addresses of the S3 store itself to send parts of large files to; false where they"
        " can't reach it.",
    )


class MediaSettings(EnvironmentSettings):
    """How media are shown to networks that fetch them."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_MEDIA_")

    signing_key: SecretStr = Field(
        default=SecretStr(""),
        description="Signs the addresses: base64 of at least 32 bytes, the same for gateway and publisher. Without it"
        " there are no such addresses.",
    )

    @field_validator("signing_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if text and len(base64.b64decode(text, validate=True)) < _LEAST_KEY_BYTES:
            raise ValueError(f"holds fewer than {_LEAST_KEY_BYTES} bytes")
        return value

    @property
    def key(self) -> bytes:
        """The key itself; empty where there is none."""
        return base64.b64decode(self.signing_key.get_secret_value())


class ServiceSettings(EnvironmentSettings):
    """What every service needs; a service subclasses this with its own prefix and adds its own."""

    service: ClassVar[ServiceName]

    database_url: str = Field(
        pattern=r"^postgres(ql)?://", description="PostgreSQL database of this service alone."
    )
    host: str = Field(default="127.0.0.1", description="Address the HTTP server listens on.")
    port: int = Field(ge=1, le=65_535, description="Port the HTTP server listens on.")
    instance: str = Field(
        default_factory=socket.gethostname,
        pattern=r"^[a-zA-Z0-9._-]{1,100}$",
        description="Name of this replica; replicas of a service have different ones.",
    )
    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    objects: ObjectSettings = Field(default_factory=ObjectSettings)
    log: LogSettings = Field(default_factory=LogSettings)


Loaded = TypeVar("Loaded", bound=BaseSettings)


def load_settings(settings: type[Loaded]) -> Loaded:
    """Read the settings, or say in one line a variable what is wrong and exit with status 2."""
    try:
        return settings()
    except ValidationError as error:
        problems = _problems(settings, error)
    except SettingsError as error:
        problems = [str(error.__cause__ or error)]
    for problem in problems:
        print(f"configuration: {problem}", file=sys.stderr)  # noqa: T201  before logging is configured
    raise SystemExit(2)


def _problems(settings: type[BaseSettings], error: ValidationError) -> list[str]:
    group = _group_named(settings, error.title)
    problems = []
    for detail in error.errors(include_url=False, include_input=False):
        field = str(detail["loc"][0]) if detail["loc"] else ""
        variable = group.variable(field) if issubclass(group, EnvironmentSettings) else field.upper()
        if detail["type"] == "missing":
            described = group.model_fields[field].description or ""
            problems.append(f"{variable} is not set. {described}".rstrip())
        else:
            problems.append(f"{variable}: {detail['msg']}")
    return problems


def _group_named(settings: type[BaseSettings], title: str) -> type[BaseSettings]:
    for field in settings.model_fields.values():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseSettings) and kind.__name__ == title:
            return kind
    return settings
