"""Content that comes in is held against the rules of its brand."""

from collections.abc import Sequence
from dataclasses import replace

from services.gateway.domain.compliance import Checked, report_on
from services.gateway.domain.content import ContentRequest, Trouble
from services.gateway.repository import content
from shared.unit_of_work import UnitOfWork


async def judged(work: UnitOfWork, made: Sequence[ContentRequest]) -> list[ContentRequest]:
    """Requests whose content is made, each with what its brand's rules find in it.

    What breaks a rule of a kit that blocks waits for a person instead of being planned.
    """
    requests = [_judged(request) for request in made]
    changed = [request for request in requests if request.compliance is not None]
    if changed:
        await content.keep_compliance(work.connection, changed)
    return requests


def _judged(request: ContentRequest) -> ContentRequest:
    if request.brand_rules is None:
        return request
    report = report_on(
        request.brand_rules,
        [Checked(variant.network, variant.text) for variant in request.variants or ()],
        () if request.picture is None else (request.picture,),
        language=request.language,
        about=request.about,
    )
    if not report.blocks:
        return replace(request, compliance=report)
    trouble = Trouble(
        "compliance.failed", f"It breaks rules of the brand kit {report.kit_name}. {report.summary}"
    )
    return replace(request, compliance=report, state="needs_attention", problem=trouble)
