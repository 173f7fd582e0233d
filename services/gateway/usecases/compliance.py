"""Content that comes in is held against the rules of its brand."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from services.gateway.domain.compliance import Checked, ComplianceReport, report_on
from services.gateway.domain.content import ContentRequest, Trouble
from services.gateway.domain.content_items import Content
from services.gateway.repository import content
from services.gateway.usecases.brand_kits import rules_for
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


async def report_for(
    work: UnitOfWork,
    content: Content,
    *,
    organization_id: UUID,
    brand_kit_id: UUID | None,
    campaign_id: UUID | None,
    about: str,
) -> ComplianceReport | None:
    """Hold content against the kit named, else the campaign's, else the organisation's; None where there is none.

    Raises:
        FlawedError: The kit named is not there.
    """
    rules = await rules_for(work, organization_id, brand_kit_id=brand_kit_id, campaign_id=campaign_id)
    if rules is None:
        return None
    pictures = {item.sha256: item for variant in content.variants for item in variant.media}
    return report_on(
        rules,
        [Checked(variant.network, variant.text) for variant in content.variants],
        [item for item in pictures.values() if item.media_type.startswith("image/")],
        language=content.language,
        about=about,
    )
