"""Content requests and posts made of templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.gateway.domain.batches import Items, Row, RowProblem, value_problems
from services.gateway.domain.briefs import Brief, brief_of
from services.gateway.domain.content import Batch, ContentRequest
from services.gateway.domain.edits import Wish
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.handmade import NewPost
from services.gateway.domain.identity import Caller
from services.gateway.domain.material import Material
from services.gateway.domain.planning import flaw_of
from services.gateway.domain.posts import Post
from services.gateway.domain.schedules import InstantSchedule, LocalSchedule, NowSchedule
from services.gateway.domain.templates import GivenValue, Rendered, StoredTemplate, TemplateDefinition
from services.gateway.usecases.content_requests import ContentRequests
from services.gateway.usecases.posts import Posts
from services.gateway.usecases.templates import Templates, filled_in
from shared.capabilities import Problem, Registry
from shared.events import GivenText, NetworkName
from shared.unit_of_work import UnitOfWork

_LONGEST_TOPIC = 300


@dataclass(frozen=True, slots=True)
class PostWish:
    """A post of a template, as a client asks for it."""

    values: Mapping[str, GivenValue]
    networks: Sequence[NetworkName]
    schedule: NowSchedule | LocalSchedule | InstantSchedule
    campaign_id: UUID | None


@dataclass(frozen=True)
class FromTemplates:
    templates: Templates
    requests: ContentRequests
    posts: Posts
    registry: Registry

    async def preview(
        self,
        work: UnitOfWork,
        template_id: UUID,
        values: Mapping[str, GivenValue],
        networks: Sequence[NetworkName] | None,
    ) -> tuple[Rendered, list[tuple[NetworkName, int, list[Problem]]]]:
        """What comes of a template, with each text's length as its network counts, and what that would refuse.

        Raises:
            NotFoundError: There is no such template in the caller's organisation.
            FlawedError: Values are missing or wrong, or it takes too much work.
        """
        definition = (await self.templates.get(work, template_id)).definition
        wanted = networks or list(definition.texts)
        if definition.text and networks is None:
            wanted = [capability.network for capability in self.registry]
        made = await filled_in(work, definition, values, wanted)
        return made, [
            (network, self.registry.count_text(network, text), self._problems(network, text))
            for network, text in made.texts.items()
        ]

    async def request(
        self,
        work: UnitOfWork,
        caller: Caller,
        template_id: UUID,
        values: Mapping[str, GivenValue],
        brief: Mapping[str, Any],
    ) -> ContentRequest:
        """Ask for content whose texts are the template's; a poster is drawn as the template says.

        Args:
            work: The caller's unit of work.
            caller: Who asks.
            template_id: The organisation's.
            values: By variable.
            brief: Fields of a brief; what a template can say itself may be left out.

        Raises:
            NotFoundError: There is no such template in the caller's organisation.
            FlawedError: Values are missing or wrong, or a network would refuse a text.
        """
        template = await self._open(work, template_id)
        wanted, material = await self._brief(work, template.definition, values, brief)
        return await self.requests.request(work, caller, wanted, material)

    async def batch(
        self,
        work: UnitOfWork,
        caller: Caller,
        template_id: UUID,
        rows: Sequence[Mapping[str, GivenValue]],
        brief: Mapping[str, Any],
    ) -> tuple[Batch, list[ContentRequest]]:
        """Ask for content of each of many rows of values; those that can't be taken become problems of the batch.

        Raises:
            NotFoundError: There is no such template in the caller's organisation.
            FlawedError: None can be taken.
        """
        definition = (await self._open(work, template_id)).definition
        good: list[Row] = []
        problems: list[RowProblem] = []
        for number, values in enumerate(rows, start=1):
            try:
                wanted, material = await self._brief(work, definition, values, brief)
            except FlawedError as error:
                problems += value_problems(number, error.flaws)
            else:
                good.append(Row(number, wanted, material))
        return await self.requests.request_batch(work, caller, "json", Items(tuple(good), tuple(problems)))

    async def _brief(
        self,
        work: UnitOfWork,
        definition: TemplateDefinition,
        values: Mapping[str, GivenValue],
        brief: Mapping[str, Any],
    ) -> tuple[Brief, Material]:
        """What is asked for when a template is filled in with these values."""
        networks: Sequence[NetworkName] = brief["networks"]
        made = await filled_in(work, definition, values, networks)
        _require_no_media(made)
        self._require_texts(definition, made, networks)
        is_drawn = brief.get("picture", made.poster is not None)
        wanted = {**_brief_fields(definition, made), **brief, "picture": is_drawn}
        if made.colors and not wanted.get("brand_colors"):
            wanted["brand_colors"] = list(made.colors)
        material = Material(
            origin="template",
            texts=tuple(GivenText(network=network, text=text) for network, text in made.texts.items()),
            poster=made.poster if is_drawn else None,
        )
        return brief_of(wanted), material

    async def post(self, work: UnitOfWork, caller: Caller, template_id: UUID, wish: PostWish) -> Post:
        """Plan a post with the template's texts and the media that are given for it.

        Raises:
            NotFoundError: There is no such template in the caller's organisation.
            FlawedError: Values are missing or wrong, or it can't be planned as asked.
        """
        template = await self._open(work, template_id)
        made = await filled_in(work, template.definition, wish.values, wish.networks)
        _require_text_everywhere(made, wish.networks)
        wishes = tuple(
            Wish(f"/texts/{network}", None, network, made.texts[network], media_ids=made.media)
            for network in wish.networks
        )
        wanted = NewPost(wishes, wish.schedule, wish.campaign_id, template.definition.language)
        return await self.posts.create(work, caller, wanted)

    async def _open(self, work: UnitOfWork, template_id: UUID) -> StoredTemplate:
        template = await self.templates.get(work, template_id)
        if template.archived_at is not None:
            detail = "is archived; restore it with POST /v1/templates/{template_id}/restore"
            raise FlawedError([Flaw("/template_id", detail, "template.archived")])
        return template

    def _require_texts(
        self, definition: TemplateDefinition, made: Rendered, networks: Sequence[NetworkName]
    ) -> None:
        if definition.kind == "copy" or made.texts:
            _require_text_everywhere(made, networks)
        flaws = [
            flaw_of(problem, f"/texts/{network}")
            for network, text in made.texts.items()
            for problem in self._problems(network, text)
        ]
        if flaws:
            raise FlawedError(flaws)

    def _problems(self, network: NetworkName, text: str) -> list[Problem]:
        """What the network would refuse of the text; what else it needs is for whoever plans the post."""
        return [problem for problem in self.registry.validate(network, text) if problem.field == "text"]


def _require_text_everywhere(made: Rendered, networks: Sequence[NetworkName]) -> None:
    flaws = [
        Flaw(
            f"/networks/{position}",
            f"the template comes to no text for {network}; give its variables values, or leave the network out",
            "template.empty",
        )
        for position, network in enumerate(networks)
        if network not in made.texts
    ]
    if flaws:
        raise FlawedError(flaws)


def _require_no_media(made: Rendered) -> None:
    if made.media:
        detail = "media go with posts; send them to POST /v1/templates/{template_id}/posts"
        raise FlawedError([Flaw("/values", detail, "template.media_not_taken")])


def _brief_fields(definition: TemplateDefinition, made: Rendered) -> dict[str, Any]:
    """What a brief needs and the template says."""
    said = [*list(made.texts.values())[:1]]
    if made.poster is not None:
        said += [part for part in (made.poster.headline, made.poster.line) if part]
    headline = made.poster.headline if made.poster is not None else definition.name
    return {
        "brand": definition.name,
        "topic": headline[:_LONGEST_TOPIC],
        "brief": "\n".join(said) or definition.name,
        "language": definition.language,
    }
