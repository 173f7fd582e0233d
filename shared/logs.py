"""Structured logs: JSON lines on standard output, with correlation and trace ids and without secrets."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from shared.settings import LogSettings

_SECRET = re.compile(
    r"password|passwd|secret|token|authorization|credential|api_?key|private_key|signing_key|encryption_key|cookie",
    re.IGNORECASE,
)
# Names that hold such a word and are no secret themselves.
_HARMLESS = frozenset(
    {"token_type", "tokens_used", "input_tokens", "output_tokens", "max_tokens", "token_expires_at"}
)
REDACTED = "[redacted]"
# user:password@ in an address that ends up in a message.
_USER_INFO = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)[^/\s:@]+:[^/\s@]+@", re.IGNORECASE)


def redact(value: Any) -> Any:
    """A copy in which everything that is named like a secret, and each password in an address, is replaced."""
    if isinstance(value, dict):
        return {key: REDACTED if _is_secret(str(key)) else redact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [redact(item) for item in value]
    if isinstance(value, str):
        return _USER_INFO.sub(rf"\g<scheme>{REDACTED}@", value)
    return value


def _is_secret(name: str) -> bool:
    return name not in _HARMLESS and _SECRET.search(name) is not None


def _redact_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    redacted: dict[str, Any] = redact(dict(event))
    return redacted


def configure_logs(settings: LogSettings, *, service: str, instance: str) -> None:
    """Send structlog's and the standard library's records through one pipeline to standard output."""
    shared_processors: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact_event,
    ]
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if settings.format == "console"
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared_processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.level.upper())),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared_processors,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.level.upper())
    # Their chatter at info says nothing that our own lines do not.
    for name in ("aiokafka", "faststream", "uvicorn.access", "httpx", "httpx2"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(service=service, instance=instance)
