"""Logs are JSON lines with their ids, and no secret gets into one."""

import json
import logging

import pytest
import structlog

from shared.logs import REDACTED, configure_logs, redact
from shared.settings import LogSettings


@pytest.mark.parametrize(
    "name",
    ["password", "access_token", "refreshToken", "Authorization", "client_secret", "api_key", "app_password"],
)
def test_what_is_named_like_a_secret_is_replaced_however_deep_it_lies(name: str) -> None:
    """By its name, in mappings inside lists inside mappings."""
    assert redact({"account": [{name: "s3cret", "handle": "mira"}]}) == {
        "account": [{name: REDACTED, "handle": "mira"}]
    }


def test_the_password_in_an_address_is_replaced() -> None:
    """Database addresses end up in error messages."""
    assert redact("can't reach postgresql://app:s3cret@db:5432/x") == (
        f"can't reach postgresql://{REDACTED}@db:5432/x"
    )


def test_a_record_is_one_json_line_with_what_was_bound_and_without_secrets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also one that a library wrote through the standard library."""
    before = structlog.get_config()
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        configure_logs(LogSettings(level="info", format="json"), service="publisher", instance="p-1")
        with structlog.contextvars.bound_contextvars(correlation_id="c-1"):
            structlog.get_logger("postwright").info("account connected", access_token="s3cret", handle="mira")
            logging.getLogger("library").warning("lost postgresql://u:s3cret@db/x")
    finally:
        structlog.configure(**before)
        structlog.contextvars.clear_contextvars()
        logging.getLogger().handlers[:] = handlers
        logging.getLogger().setLevel(level)

    output = capsys.readouterr().out
    first, second = (json.loads(line) for line in output.splitlines())
    assert (first["event"], first["handle"], first["service"], first["correlation_id"]) == (
        "account connected",
        "mira",
        "publisher",
        "c-1",
    )
    assert second["level"] == "warning"
    assert "s3cret" not in output
