"""Calls of connectors, bounded in time; whatever else they raise is an outcome that nobody knows."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import structlog

from services.publisher.domain.failures import failure
from services.publisher.errors import NetworkError, UnknownOutcomeError

logger = structlog.get_logger(__name__)
Answer = TypeVar("Answer")


async def ask(call: Awaitable[Answer], seconds: float) -> Answer:
    """The answer.

    Raises:
        NetworkError: As the connector says; UnknownOutcomeError where it took too long or is itself at fault.
    """
    try:
        async with asyncio.timeout(seconds):
            return await call
    except NetworkError:
        raise
    except TimeoutError as error:
        why = failure("transient", "network.timed_out", f"no complete answer within {seconds:g} seconds")
        raise UnknownOutcomeError(why) from error
    except Exception as error:
        logger.exception("a connector failed in a way that it does not know")
        why = failure("transient", "publisher.internal_error", type(error).__name__, who_must_act="operator")
        raise UnknownOutcomeError(why) from error
