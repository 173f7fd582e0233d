"""What is told when a step has ended, and when it was the last of its job."""

from datetime import datetime
from typing import Literal

from services.generator.domain import Step
from services.generator.repository import JobProgress, JobRepository, StepResult
from shared.events import ContentFailed, ContentGenerated, ContentProgressed, ContentVariant, MediaObject
from shared.unit_of_work import UnitOfWork


async def tell_progress(
    work: UnitOfWork,
    repository: JobRepository,
    step: Step,
    progress: JobProgress,
    *,
    step_failed: bool,
    now: datetime,
) -> Literal["generated", "failed"] | None:
    """Tell that a step has ended and, if it was the last, how the job did.

    Returns:
        How the job ended, None while it goes on.
    """
    total = progress.steps_total + 1  # putting it all together is the last one
    if not step_failed:
        work.tell(_progressed(step, progress, progress.revision, step.kind, total))
    if not progress.has_ended:
        return None
    failed = progress.steps_failed > 0
    revision = await repository.end_job(work.connection, step.request_id, failed=failed)
    results = await repository.results(work.connection, step.request_id)
    if failed:
        work.tell(_failed(step, results, revision, now))
        return "failed"
    work.tell(_progressed(step, progress, revision - 1, "finish", total))
    work.tell(_generated(step, results, revision=revision, cost=progress.cost_micros_usd, now=now))
    return "generated"


def _progressed(step: Step, progress: JobProgress, revision: int, name: str, total: int) -> ContentProgressed:
    is_finish = name == "finish"
    return ContentProgressed(
        organization_id=step.brief.organization_id,
        request_id=step.request_id,
        revision=revision,
        step=name,
        network=None if is_finish else step.network,
        steps_done=total if is_finish else progress.steps_done,
        steps_total=total,
    )


def _generated(
    step: Step, results: list[StepResult], *, revision: int, cost: int, now: datetime
) -> ContentGenerated:
    made = {result.name: result.result for result in results if result.result is not None}
    captions = [made[f"caption/{network}"] for network in dict.fromkeys(step.brief.networks)]
    picture = made.get("picture")
    providers = dict.fromkeys(result["provider"] for result in made.values())
    return ContentGenerated(
        organization_id=step.brief.organization_id,
        request_id=step.request_id,
        revision=revision,
        campaign_id=step.brief.campaign_id,
        language=step.brief.language,
        variants=tuple(ContentVariant.model_validate(caption["variant"]) for caption in captions),
        picture=MediaObject.model_validate(picture["media"]) if picture else None,
        provider="+".join(sorted(providers)),
        model=captions[0]["model"],
        cost_micros_usd=cost,
        prompt=captions[0].get("prompt"),
        prompt_version=captions[0].get("prompt_version"),
        rules=step.brief.brand_rules,
        generated_at=now,
    )


def _failed(step: Step, results: list[StepResult], revision: int, now: datetime) -> ContentFailed:
    """The first problem speaks for all; it can be retried when every one of them can."""
    problems = {result.name: result.problem for result in results if result.problem and result.result is None}
    name, first = next(iter(problems.items()))
    return ContentFailed(
        organization_id=step.brief.organization_id,
        request_id=step.request_id,
        revision=revision,
        code=first["code"],
        detail=f"{name}: {first['detail']}",
        retryable=all(problem["retryable"] for problem in problems.values()),
        failed_at=now,
    )
