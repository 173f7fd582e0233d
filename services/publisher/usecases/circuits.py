"""A network that does not answer is left alone for a while, and tried with one call before all go on.

The libraries for this keep wall-clock time, let every waiting call through at once when the time is over, and count
refusals as failures; the rule here is the whole of what is needed.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from services.publisher.domain.failures import failure
from services.publisher.errors import NotSentError, RefusedError, UnknownOutcomeError
from services.publisher.metrics import Metrics
from shared.clock import Clock
from shared.events import NetworkName

_FAILURES = 25
_SHORTEST_SECONDS = 2.0
_LONGEST_SECONDS = 15.0


@dataclass
class _Circuit:
    failures: int = 0
    open_seconds: float = 0.0
    open_until: float = 0.0
    trying: bool = False


class Circuits:
    """One for each server that a network's calls go to.

    Args:
        clock: Time.
        metrics: Shows which are open.
    """

    def __init__(self, clock: Clock, metrics: Metrics) -> None:
        self._clock = clock
        self._metrics = metrics
        self._circuits: dict[str, _Circuit] = {}

    @asynccontextmanager
    async def through(
        self, network: NetworkName, server: str, *, is_call: bool = True
    ) -> AsyncIterator[None]:
        """Around calls to a server.

        Args:
            network: Whose it is.
            server: Where the calls go.
            is_call: Whether it is certain that a call is made, so that no failure means an answer.

        Raises:
            NotSentError: It has not answered for a while; nothing was sent.
        """
        circuit = self._circuits.setdefault(server, _Circuit())
        self._pass(circuit, network)
        try:
            yield
        except (UnknownOutcomeError, NotSentError):
            self._failed(circuit, network)
            raise
        except RefusedError:
            self._answered(circuit, network)
            raise
        else:
            if is_call:
                self._answered(circuit, network)
        finally:
            circuit.trying = False

    def answered(self, network: NetworkName, server: str) -> None:
        """The server answered a call that was not held back: whatever it lost before, it is there."""
        if server in self._circuits:
            self._answered(self._circuits[server], network)

    def _pass(self, circuit: _Circuit, network: NetworkName) -> None:
        left = circuit.open_until - self._clock.monotonic()
        if circuit.open_seconds == 0 or (left <= 0 and not circuit.trying):
            circuit.trying = circuit.open_seconds > 0
            return
        wait = max(left, 1.0)
        raise NotSentError(
            failure(
                "transient",
                "network.circuit_open",
                f"{network} has not answered {circuit.failures} calls in a row; it is tried again in {wait:.0f} s",
                retry_at=self._clock.now() + timedelta(seconds=wait),
            )
        )

    def _failed(self, circuit: _Circuit, network: NetworkName) -> None:
        circuit.failures += 1
        is_straggler = circuit.open_seconds > 0 and not circuit.trying
        if circuit.failures < _FAILURES or is_straggler:
            return
        circuit.open_seconds = min(max(_SHORTEST_SECONDS, circuit.open_seconds * 2), _LONGEST_SECONDS)
        circuit.open_until = self._clock.monotonic() + circuit.open_seconds
        self._metrics.circuits.labels(network).set(1)

    def _answered(self, circuit: _Circuit, network: NetworkName) -> None:
        circuit.failures = 0
        circuit.open_seconds = circuit.open_until = 0.0
        self._metrics.circuits.labels(network).set(0)
