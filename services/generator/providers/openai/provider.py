from collections.abc import Sequence

import openai
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

from services.generator.config import Settings
from services.generator.domain import Copy, Picture, Usage
from services.generator.errors import MalformedAnswerError
from services.generator.ports import Answer
from services.generator.providers.openai.answers import Written, copy_of
from services.generator.providers.openai.failures import failures_named
from services.generator.providers.openai.pictures import picture_of
from services.generator.providers.openai.prices import cost_micros_usd
from services.generator.providers.openai.prompts import (
    PROMPT_VERSION,
    RESPONSE_FORMAT,
    as_text,
    messages_for,
    picture_prompt,
)
from shared.capabilities import Registry
from shared.events import ContentRequested, NetworkName

_CONNECT_SECONDS = 10.0
# Where no network of a request takes pictures as they are: what is made of it is the gateway's matter.
_MOST_PICTURE_BYTES = 8 * 1024 * 1024


class OpenAIProvider:
    """Writes and draws by an OpenAI-compatible API.

    Each call is one HTTP request: the client's own retries are off, since a repeat is the service's to decide, count and
    pay for.
    """

    name = "openai"

    def __init__(self, settings: Settings, registry: Registry) -> None:
        self._settings = settings
        self._registry = registry
        self._client: AsyncOpenAI | None = None

    async def open(self) -> None:
        """Make the client; connections are opened with the first calls."""
        settings = self._settings
        self._client = self._client or AsyncOpenAI(
            api_key=settings.openai_api_key.get_secret_value(),
            base_url=settings.openai_base_url,
            max_retries=0,
            timeout=openai.Timeout(settings.call_seconds, connect=_CONNECT_SECONDS),
        )

    async def close(self) -> None:
        """Close what connections there are."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def write(
        self, request: ContentRequested, network: NetworkName, objection: str = ""
    ) -> Answer[Copy]:
        """Copy for a network, as JSON of the schema that was asked for."""
        messages = messages_for(request, self._registry[network], objection)
        with failures_named(self._settings):
            written = await (self._streamed if self._settings.openai_streaming else self._whole)(messages)
            usage = self._text_usage(written)
        return Answer(copy_of(written, usage), usage, as_text(messages), PROMPT_VERSION)

    async def draw(self, request: ContentRequested) -> Answer[Picture]:
        """A picture, checked to be one and small enough for every network asked for."""
        model = self._settings.openai_image_model
        older = model.startswith("dall-e")
        with failures_named(self._settings):
            # Newer models always answer in base64 and refuse to be asked for it.
            answer = await self._opened.images.generate(
                model=model,
                prompt=picture_prompt(request),
                size=self._settings.openai_image_size,
                n=1,
                response_format="b64_json" if older else openai.omit,
            )
            took = answer.usage
            inputs, outputs = (took.input_tokens, took.output_tokens) if took else (0, 0)
            usage = Usage(model, inputs, outputs, 1, cost_micros_usd(model, inputs, outputs, images=1))
        encoded = answer.data[0].b64_json if answer.data else None
        if not encoded:
            raise MalformedAnswerError("the answer holds no picture", usage=usage)
        limits = [
            kind.max_bytes.max
            for network in request.networks
            for kind in self._registry[network].media.kinds
            if kind.kind == "image"
        ]
        most = min(limits, default=_MOST_PICTURE_BYTES)
        return Answer(await picture_of(encoded, most, f"{request.brand}: {request.topic}", usage), usage)

    async def _whole(self, messages: Sequence[ChatCompletionMessageParam]) -> Written:
        answer: ChatCompletion = await self._opened.chat.completions.create(
            model=self._settings.openai_text_model, messages=messages, response_format=RESPONSE_FORMAT
        )
        choice = answer.choices[0] if answer.choices else None
        if choice is None:
            return Written()
        return Written(
            text=choice.message.content or "",
            refusal=choice.message.refusal or "",
            ended=choice.finish_reason,
            usage=answer.usage,
        )

    async def _streamed(self, messages: Sequence[ChatCompletionMessageParam]) -> Written:
        """The answer piece by piece: one that stalls is noticed by its silence, however long it is."""
        pieces: list[str] = []
        refusals: list[str] = []
        ended, usage = None, None
        stream = await self._opened.chat.completions.create(
            model=self._settings.openai_text_model,
            messages=messages,
            response_format=RESPONSE_FORMAT,
            stream=True,
            stream_options={"include_usage": True},
            timeout=openai.Timeout(self._settings.openai_silence_seconds, connect=_CONNECT_SECONDS),
        )
        async with stream:
            async for chunk in stream:
                usage = chunk.usage or usage
                for choice in chunk.choices:
                    pieces.append(choice.delta.content or "")
                    refusals.append(choice.delta.refusal or "")
                    ended = choice.finish_reason or ended
        return Written("".join(pieces), "".join(refusals), ended, usage)

    @property
    def _opened(self) -> AsyncOpenAI:
        assert self._client is not None, "the service opens its provider before it works"
        return self._client

    def _text_usage(self, written: Written) -> Usage:
        model, took = self._settings.openai_text_model, written.usage
        if took is None:
            return Usage(model)
        cached = (took.prompt_tokens_details and took.prompt_tokens_details.cached_tokens) or 0
        cost = cost_micros_usd(model, took.prompt_tokens, took.completion_tokens, cached_tokens=cached)
        return Usage(model, took.prompt_tokens, took.completion_tokens, 0, cost)
