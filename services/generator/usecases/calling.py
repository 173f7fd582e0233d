"""The call of a step, and what of its answer is kept."""

import asyncio
import hashlib
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from services.generator.domain import Copy, Picture, Step, Usage, picture_key, with_what_is_required
from services.generator.errors import MalformedAnswerError, PictureNotStoredError, ProviderTimeoutError
from services.generator.metrics import Metrics
from services.generator.ports import Answer, Objects, Provider
from shared.capabilities import Registry
from shared.events import ContentVariant, MediaObject, NetworkName
from shared.media.colors import colors_of

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step's result as it is kept, and what the call took."""

    result: dict[str, Any]
    usage: Usage


class CallProvider:
    """Calls a provider for a step, fits a text to its network, and puts a picture where it belongs."""

    def __init__(
        self, *, objects: Objects, registry: Registry, metrics: Metrics, call_seconds: float
    ) -> None:
        self._objects = objects
        self._registry = registry
        self._metrics = metrics
        self._call_seconds = call_seconds

    async def __call__(self, provider: Provider, step: Step) -> Outcome:
        """Make the call; nothing is committed.

        Raises:
            ProviderError: It brought nothing that can be used.
        """
        given = _given_text(step)
        if given is not None:
            usage = Usage("given")
            return Outcome(
                {"variant": given.model_dump(mode="json"), "provider": "given", "model": usage.model}, usage
            )
        if step.network is None:
            drawn = await self._within_time(provider.draw(step.brief))
            made: dict[str, Any] = {"media": await self._store(step, drawn)}
            usage = drawn.usage
        else:
            objection = step.last_detail if step.last_code == MalformedAnswerError.code else ""
            written = await self._within_time(provider.write(step.brief, step.network, objection))
            made = {
                "variant": self._fit(step, step.network, written).model_dump(mode="json"),
                "prompt": written.prompt,
                "prompt_version": written.prompt_version,
            }
            usage = written.usage
        return Outcome({**made, "provider": provider.name, "model": usage.model}, usage)

    async def _within_time(self, call: Coroutine[Any, Any, Made]) -> Made:
        with self._metrics.calls_running.track_inprogress():
            try:
                async with asyncio.timeout(self._call_seconds):
                    return await call
            except TimeoutError:
                raise ProviderTimeoutError(f"no answer within {self._call_seconds:g} seconds") from None

    def _fit(self, step: Step, network: NetworkName, written: Answer[Copy]) -> ContentVariant:
        copy = with_what_is_required(written.made, step.brief, network)
        length = step.brief.transform.length if step.brief.transform is not None else None
        try:
            fitted = self._registry.fit(
                network,
                copy.caption,
                copy.call_to_action,
                copy.hashtags,
                with_media=step.brief.picture,
                most_characters=length,
            )
        except ValueError as error:
            raise MalformedAnswerError(str(error), usage=written.usage) from error
        # Of the text alone: a title, a video or a board is for whoever plans the post to give.
        found = self._registry.validate(network, fitted.text)
        problems = [problem for problem in found if problem.field == "text"]
        if problems:
            raise MalformedAnswerError(problems[0].message, usage=written.usage)
        return ContentVariant(
            network=network,
            text=fitted.text,
            caption=fitted.caption,
            call_to_action=fitted.call_to_action,
            hashtags=fitted.hashtags,
        )

    async def _store(self, step: Step, drawn: Answer[Picture]) -> dict[str, Any]:
        picture = drawn.made
        colors = await asyncio.to_thread(colors_of, picture.data)
        media = MediaObject(
            key=picture_key(step.brief.organization_id, step.request_id, picture.media_type),
            media_type=picture.media_type,
            size=len(picture.data),
            sha256=hashlib.sha256(picture.data).hexdigest(),
            width=picture.width,
            height=picture.height,
            alt_text=picture.alt_text,
            colors=colors,
        )
        try:
            await self._objects.put(media.key, picture.data, media.media_type)
        except Exception as error:
            # Whatever the store's driver raises, the picture has been paid for and the step can be done again.
            raise PictureNotStoredError(
                f"the object store did not take it ({type(error).__name__})", usage=drawn.usage
            ) from error
        return media.model_dump(mode="json")


def _given_text(step: Step) -> ContentVariant | None:
    """The text that came with the request, published as it is; none where one is to be written."""
    return next(
        (
            ContentVariant(network=text.network, text=text.text, caption=text.text)
            for text in step.brief.texts
            if text.network == step.network
        ),
        None,
    )
