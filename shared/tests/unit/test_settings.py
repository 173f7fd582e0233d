"""Settings come from the environment; what is wrong is named in one line."""

from pathlib import Path
from typing import ClassVar

import pytest
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceName, ServiceSettings, load_settings


class Settings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_SCHEDULER_")
    service: ClassVar[ServiceName] = "scheduler"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTWRIGHT_SCHEDULER_DATABASE_URL", "postgresql://user:secret@db/scheduler")
    monkeypatch.setenv("POSTWRIGHT_SCHEDULER_PORT", "8082")
    monkeypatch.delenv("POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS", raising=False)


def test_values_come_from_the_environment_and_groups_have_their_own_prefix(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Kafka is the same for all services, the port is each one's own."""
    monkeypatch.setenv("POSTWRIGHT_KAFKA_TOPIC_PREFIX", "staging.")

    settings = load_settings(Settings)

    assert (settings.port, settings.kafka.topic_prefix, settings.kafka.bootstrap_servers) == (
        8082,
        "staging.",
        "127.0.0.1:9092",
    )


def test_a_file_may_hold_the_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As container secrets are mounted; the line end is not part of it."""
    secret = tmp_path / "url"
    secret.write_text("postgresql://from/file\n")
    monkeypatch.delenv("POSTWRIGHT_SCHEDULER_DATABASE_URL")
    monkeypatch.setenv("POSTWRIGHT_SCHEDULER_DATABASE_URL_FILE", str(secret))

    assert load_settings(Settings).database_url == "postgresql://from/file"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("POSTWRIGHT_SCHEDULER_PORT", "eighty", "POSTWRIGHT_SCHEDULER_PORT: Input should be a valid integer"),
        ("POSTWRIGHT_SCHEDULER_PORT", None, "POSTWRIGHT_SCHEDULER_PORT is not set."),
        (
            "POSTWRIGHT_SCHEDULER_DATABASE_URL",
            "mysql://x",
            "POSTWRIGHT_SCHEDULER_DATABASE_URL: String should match",
        ),
        ("POSTWRIGHT_KAFKA_PARTITIONS", "0", "POSTWRIGHT_KAFKA_PARTITIONS: Input should be greater than"),
        (
            "POSTWRIGHT_SCHEDULER_DATABASE_URL_FILE",
            "/nowhere",
            "POSTWRIGHT_SCHEDULER_DATABASE_URL_FILE: can't read",
        ),
    ],
)
def test_what_is_wrong_is_one_line_with_the_variable_and_the_process_ends_with_two(
    variable: str,
    value: str | None,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nobody should have to read a traceback to mend a variable."""
    if variable.endswith("_FILE"):
        monkeypatch.delenv(variable.removesuffix("_FILE"))
    if value is None:
        monkeypatch.delenv(variable)
    else:
        monkeypatch.setenv(variable, value)

    with pytest.raises(SystemExit) as ended:
        load_settings(Settings)

    lines = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2
    assert len(lines) == 1
    assert lines[0].startswith(f"configuration: {said}")


def test_a_wrong_value_is_not_repeated_since_it_may_be_a_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A password in the wrong variable must not end up in a log."""
    monkeypatch.setenv("POSTWRIGHT_SCHEDULER_PORT", "hunter2")

    with pytest.raises(SystemExit):
        load_settings(Settings)

    assert "hunter2" not in capsys.readouterr().err
