"""One step: call the provider, then commit what came of it."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from services.generator.domain import Step, Usage, delay_before_next
from services.generator.errors import (
    CallsInterruptedError,
    ProviderError,
    ProviderRateLimitedError,
    StepBrokenError,
)
from services.generator.metrics import Metrics
from services.generator.ports import Provider
from services.generator.repository import JobRepository
from services.generator.usecases.calling import CallProvider, Outcome
from services.generator.usecases.finishing import tell_progress
from shared import tracing
from shared.clock import Clock
from shared.postgres import once_reached
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Policy:
    """What is done about a call that failed.

    Attributes:
        attempts: Most calls of a step.
        fallback: Who does the step when the provider has failed for good; None: it fails.
        hold_back: Makes this replica begin no call for that many seconds.
    """

    attempts: int
    fallback: Provider | None
    hold_back: Callable[[float], None]


class PerformStep:
    """Makes one call outside any transaction and commits its outcome, its cost and what is told of it together.

    After a crash the call may have been made; it is simply made again, and both are in the ledger.
    """

    def __init__(
        self,
        *,
        provider: Provider,
        call: CallProvider,
        policy: Policy,
        units: UnitOfWorkFactory,
        repository: JobRepository,
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        self._provider = provider
        self._call = call
        self._policy = policy
        self._units = units
        self._repository = repository
        self._metrics = metrics
        self._clock = clock

    async def __call__(self, step: Step) -> None:
        """Perform a claimed step."""
        tracing.current.set(step.context)
        structlog.contextvars.bind_contextvars(
            correlation_id=step.context.correlation_id, request_id=str(step.request_id), step=step.name
        )
        started = self._clock.monotonic()
        try:
            outcome = await self._called(step)
        except ProviderError as error:
            await self._failed(step, error, self._clock.monotonic() - started)
        except Exception as error:
            logger.exception("step broken")
            broken = StepBrokenError(f"the generator itself failed ({type(error).__name__})")
            await self._failed(step, broken, self._clock.monotonic() - started)
        else:
            seconds = self._clock.monotonic() - started
            await self._commit(step, outcome, "done", outcome.usage, seconds)

    async def _called(self, step: Step) -> Outcome:
        if step.attempt > self._policy.attempts:
            raise CallsInterruptedError(f"the process ended during each of {self._policy.attempts} calls")
        return await self._call(self._provider, step)

    async def _failed(self, step: Step, error: ProviderError, seconds: float) -> None:
        delay = self._delay_before_next(step, error)
        logger.warning(
            "provider call failed",
            code=error.code,
            detail=error.detail,
            attempt=step.attempt,
            again_in_seconds=delay,
        )
        if delay is not None:
            await self._postpone(step, error, delay, seconds)
        elif self._policy.fallback is not None:
            outcome = await self._stood_in(self._policy.fallback, step, error)
            await self._commit(step, outcome, error.code, error.usage, seconds)
        else:
            await self._commit(step, error, error.code, error.usage, seconds)

    def _delay_before_next(self, step: Step, error: ProviderError) -> float | None:
        """Seconds until the step is tried again, None if it is not."""
        repeated = error.tries_once and step.last_code == error.code
        if not error.tries_again or repeated or step.attempt >= self._policy.attempts:
            return None
        if error.tries_once:
            return 0.0
        return delay_before_next(step.attempt, error.retry_after, random.random())  # noqa: S311  jitter

    async def _postpone(self, step: Step, error: ProviderError, delay: float, seconds: float) -> None:
        if isinstance(error, ProviderRateLimitedError):
            # The other steps would be refused as well, and use up their attempts.
            self._policy.hold_back(delay)

        async def postpone() -> None:
            async with self._units() as work:
                await self._repository.end_call(work.connection, step, error.code, error.usage, seconds)
                await self._repository.postpone_step(work.connection, step, delay, error.as_problem())

        await once_reached(postpone, self._clock)
        self._count(step, error.code, error.usage, seconds)

    async def _stood_in(
        self, fallback: Provider, step: Step, error: ProviderError
    ) -> Outcome | ProviderError:
        try:
            outcome = await self._call(fallback, step)
        except ProviderError as second:
            logger.warning("fallback failed as well", provider=fallback.name, code=second.code)
            return error
        logger.warning("another provider stood in", provider=fallback.name, code=error.code)
        return outcome

    async def _commit(
        self,
        step: Step,
        ended: Outcome | ProviderError,
        call_outcome: str,
        usage: Usage | None,
        seconds: float,
    ) -> None:
        """End the step, if it is still ours, together with what is told of it."""
        problem = ended.as_problem() if isinstance(ended, ProviderError) else None
        result = None if isinstance(ended, ProviderError) else ended.result

        async def end() -> None:
            async with self._units() as work:
                await self._repository.lock(work.connection, step.request_id)
                await self._repository.end_call(work.connection, step, call_outcome, usage, seconds)
                if await self._repository.end_step(work.connection, step, result=result, problem=problem):
                    await self._advance(work, step, failed=problem is not None)

        # What was made may have been paid for.
        await once_reached(end, self._clock)
        self._count(step, call_outcome, usage, seconds)

    async def _advance(self, work: UnitOfWork, step: Step, *, failed: bool) -> None:
        progress = await self._repository.advance(work.connection, step.request_id, failed=failed)
        outcome = await tell_progress(
            work, self._repository, step, progress, step_failed=failed, now=self._clock.now()
        )
        if outcome:
            self._metrics.requests.labels(outcome).inc()

    def _count(self, step: Step, outcome: str, usage: Usage | None, seconds: float) -> None:
        name = self._provider.name
        self._metrics.calls.labels(name, step.kind, outcome).inc()
        self._metrics.call_seconds.labels(name, step.kind).observe(seconds)
        if usage:
            self._metrics.tokens.labels(name, usage.model, "input").inc(usage.input_tokens)
            self._metrics.tokens.labels(name, usage.model, "output").inc(usage.output_tokens)
            self._metrics.images.labels(name, usage.model).inc(usage.images)
            self._metrics.cost.labels(name, usage.model).inc(usage.cost_micros_usd / 1e6)
