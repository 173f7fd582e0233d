"""One step: call the provider, then commit what came of it."""

import asyncio
import hashlib
import random
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

from services.generator.domain import Copy, Picture, Step, Usage, delay_before_next, picture_key
from services.generator.errors import (
    CallsInterruptedError,
    MalformedAnswerError,
    PictureNotStoredError,
    ProviderError,
    ProviderTimeoutError,
)
from services.generator.metrics import Metrics
from services.generator.ports import Answer, Objects, Provider
from services.generator.repository import JobRepository
from services.generator.usecases.finishing import tell_progress
from shared import tracing
from shared.capabilities import Registry
from shared.clock import Clock
from shared.events import ContentVariant, MediaObject, NetworkName
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

Made = TypeVar("Made")
logger = structlog.get_logger(__name__)


class PerformStep:
    """Makes one call outside any transaction and commits its outcome, its cost and what is told of it together.

    After a crash the call may have been made; it is simply made again, and both are in the ledger.
    """

    def __init__(
        self,
        *,
        provider: Provider,
        objects: Objects,
        units: UnitOfWorkFactory,
        repository: JobRepository,
        registry: Registry,
        metrics: Metrics,
        clock: Clock,
        call_seconds: float,
        call_attempts: int,
    ) -> None:
        self._provider = provider
        self._objects = objects
        self._units = units
        self._repository = repository
        self._registry = registry
        self._metrics = metrics
        self._clock = clock
        self._call_seconds = call_seconds
        self._call_attempts = call_attempts

    async def __call__(self, step: Step) -> None:
        """Perform a claimed step."""
        tracing.current.set(step.context)
        structlog.contextvars.bind_contextvars(
            correlation_id=step.context.correlation_id, request_id=str(step.request_id), step=step.name
        )
        started = self._clock.monotonic()
        try:
            if step.attempt > self._call_attempts:
                raise CallsInterruptedError(
                    f"the process ended during each of {self._call_attempts} attempts"
                )
            result, usage = await self._call(step)
        except ProviderError as error:
            await self._commit_failure(step, error, self._clock.monotonic() - started)
        else:
            await self._commit_success(step, result, usage, self._clock.monotonic() - started)

    async def _call(self, step: Step) -> tuple[dict[str, Any], Usage]:
        """The step's result as it is kept, and what it took."""
        if step.network is None:
            drawn = await self._within_time(self._provider.draw(step.brief))
            return {"media": await self._store(step, drawn)}, drawn.usage
        written = await self._within_time(self._provider.write(step.brief, step.network))
        variant = self._fit(step.network, written)
        return {"variant": variant.model_dump(mode="json"), "model": written.usage.model}, written.usage

    def _fit(self, network: NetworkName, written: Answer[Copy]) -> ContentVariant:
        copy = written.made
        try:
            fitted = self._registry.fit(network, copy.caption, copy.call_to_action, copy.hashtags)
        except ValueError as error:
            raise MalformedAnswerError(str(error), usage=written.usage) from error
        return ContentVariant(
            network=network,
            text=fitted.text,
            caption=fitted.caption,
            call_to_action=fitted.call_to_action,
            hashtags=fitted.hashtags,
        )

    async def _within_time(self, call: Coroutine[Any, Any, Made]) -> Made:
        with self._metrics.calls_running.track_inprogress():
            try:
                async with asyncio.timeout(self._call_seconds):
                    return await call
            except TimeoutError:
                raise ProviderTimeoutError(f"no answer within {self._call_seconds:g} seconds") from None

    async def _store(self, step: Step, drawn: Answer[Picture]) -> dict[str, Any]:
        picture = drawn.made
        media = MediaObject(
            key=picture_key(step.brief.organization_id, step.request_id),
            media_type=picture.media_type,
            size=len(picture.data),
            sha256=hashlib.sha256(picture.data).hexdigest(),
            width=picture.width,
            height=picture.height,
            alt_text=picture.alt_text,
        )
        try:
            await self._objects.put(media.key, picture.data, media.media_type)
        except Exception as error:
            # Whatever the store's driver raises, the picture has been paid for and the step can be done again.
            raise PictureNotStoredError(
                f"the object store did not take it: {error}", usage=drawn.usage
            ) from error
        return media.model_dump(mode="json")

    async def _commit_success(self, step: Step, result: dict[str, Any], usage: Usage, seconds: float) -> None:
        async with self._units() as work:
            await self._repository.end_call(work.connection, step, "done", usage, seconds)
            if await self._repository.end_step(work.connection, step, result=result):
                await self._advance(work, step, failed=False)
        self._count(step, "done", usage, seconds)

    async def _commit_failure(self, step: Step, error: ProviderError, seconds: float) -> None:
        problem = {"code": error.code, "detail": error.detail, "retryable": error.retryable}
        gives_up = not error.tries_again or step.attempt >= self._call_attempts
        async with self._units() as work:
            await self._repository.end_call(work.connection, step, error.code, error.usage, seconds)
            if gives_up:
                if await self._repository.end_step(work.connection, step, problem=problem):
                    await self._advance(work, step, failed=True)
            else:
                delay = delay_before_next(step.attempt, error.retry_after, random.random())  # noqa: S311  jitter
                await self._repository.postpone_step(work.connection, step, delay, problem)
        self._count(step, error.code, error.usage, seconds)
        logger.warning(
            "provider call failed",
            code=error.code,
            detail=error.detail,
            attempt=step.attempt,
            gives_up=gives_up,
        )

    async def _advance(self, work: UnitOfWork, step: Step, *, failed: bool) -> None:
        progress = await self._repository.advance(work.connection, step.request_id, failed=failed)
        outcome = await tell_progress(
            work,
            self._repository,
            step,
            progress,
            step_failed=failed,
            provider=self._provider.name,
            now=self._clock.now(),
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
