"""A wrong setting stops the start with one line that names it."""

import pytest

from services.generator.config import Settings
from shared.settings import load_settings

DATABASE = {"DATABASE_URL": "postgresql://postwright@127.0.0.1/generator"}


def load(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in {**DATABASE, **variables}.items():
        monkeypatch.setenv(f"POSTWRIGHT_GENERATOR_{name}", value)
    return load_settings(Settings)


def test_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without anything but a database it works offline, with five calls at once."""
    settings = load(monkeypatch)

    assert (settings.provider, settings.fallback, settings.concurrent_calls) == ("offline", "none", 5)


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"PROVIDER": "openai"}, "OPENAI_API_KEY"),
        ({"PROVIDER": "gemini"}, "PROVIDER"),
        ({"CONCURRENT_CALLS": "0"}, "CONCURRENT_CALLS"),
        ({"OPENAI_BASE_URL": "ftp://models"}, "OPENAI_BASE_URL"),
        ({"FALLBACK": "yes"}, "FALLBACK"),
    ],
)
def test_wrong(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variables: dict[str, str],
    named: str,
) -> None:
    """One line, the variable's name, exit 2."""
    with pytest.raises(SystemExit) as caught:
        load(monkeypatch, **variables)

    assert caught.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert f"POSTWRIGHT_GENERATOR_{named}" in line
