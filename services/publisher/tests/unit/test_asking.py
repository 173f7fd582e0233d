"""Calls of connectors end in an error of theirs, whatever happens inside."""

import asyncio

import pytest

from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.usecases.asking import ask


async def faulty() -> None:
    raise KeyError("held-secret")


async def refused() -> None:
    raise RefusedError(failure("invalid", "x.request_invalid", "no"))


async def test_a_fault_of_ours() -> None:
    """Nobody knows whether the call went out; what was in the fault's words is not told."""
    with pytest.raises(UnknownOutcomeError) as caught:
        await ask(faulty(), 1.0)
    why = caught.value.failure
    assert (why.code, why.detail, why.who_must_act) == ("publisher.internal_error", "KeyError", "operator")


async def test_the_network_s_own_word() -> None:
    """It stays what it is."""
    with pytest.raises(RefusedError, match="request_invalid"):
        await ask(refused(), 1.0)


async def test_too_long() -> None:
    """A call is given up, and its outcome is not known."""
    with pytest.raises(UnknownOutcomeError, match="timed_out"):
        await ask(asyncio.Event().wait(), 0.001)
