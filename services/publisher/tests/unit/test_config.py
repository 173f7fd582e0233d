"""Settings."""

import base64

import pytest

from services.publisher.config import Settings
from shared.sealing import generate_key_pair
from shared.settings import load_settings

PREFIX = "POSTWRIGHT_PUBLISHER_"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", "postgresql://localhost/publisher")
    monkeypatch.setenv(f"{PREFIX}SEALING_PRIVATE_KEY", generate_key_pair()[0])
    monkeypatch.setenv(f"{PREFIX}ENCRYPTION_KEYS", base64.b64encode(bytes(32)).decode())


def test_delays_are_seconds_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a person would write them."""
    monkeypatch.setenv(f"{PREFIX}LOOKUP_DELAYS", "1, 5,30")

    assert load_settings(Settings).lookup_delays == (1.0, 5.0, 30.0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOOKUP_DELAYS", "soon"),
        ("REPEAT_DELAYS", "1,-5"),
        ("SEALING_PRIVATE_KEY", "not-a-key-of-ours"),
        ("ENCRYPTION_KEYS", "not-a-key-of-ours"),
        ("SANDBOX_URL", "x.com"),
        ("CONCURRENT_PUBLICATIONS", "0"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    """One line, status 2."""
    monkeypatch.setenv(f"{PREFIX}{name}", value)

    with pytest.raises(SystemExit) as caught:
        load_settings(Settings)

    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert f"{PREFIX}{name}" in told
    assert "not-a-key-of-ours" not in told


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("not json", "the whole"),
        ('{"x": {"client_secret": "planted-secret"}}', "x.client_id"),
        ('{"X!": {"client_id": "a"}}', "X!"),
    ],
)
def test_wrong_applications_are_named_by_their_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str, place: str
) -> None:
    """The variable, the place and the form; never a value."""
    monkeypatch.setenv(f"{PREFIX}APPS", value)

    with pytest.raises(SystemExit):
        load_settings(Settings)

    said = capsys.readouterr().err
    assert said.startswith(f"configuration: {PREFIX}APPS: Value error, {place}")
    assert "planted-secret" not in said
