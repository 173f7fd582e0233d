import asyncio
import json
import random
from collections.abc import AsyncIterator
from typing import Any, Literal

from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from sandbox.calls import Calls
from sandbox.openai.dialect import REQUESTS, Body, OpenAI, new_id, refused
from sandbox.openai.models import TEXT, require_model
from sandbox.openai.schemas import conforming
from sandbox.openai.tokens import cut, pieces, token_count
from sandbox.openai.writing import Writer


class Message(Body):
    role: Literal["developer", "system", "user", "assistant", "tool", "function"]
    content: str | list[dict[str, Any]] | None = None
    name: str | None = None
    refusal: str | None = None
    tool_call_id: str | None = None
    tool_calls: list[dict[str, Any]] | None = None

    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(str(part.get("text", "")) for part in self.content if part.get("type") == "text")
        return self.content or ""


class JsonSchema(Body):
    name: str = Field(pattern=r"^[\w-]{1,64}$")
    description: str | None = None
    schema_: dict[str, Any] = Field(default_factory=dict, alias="schema")
    strict: bool | None = None


class ResponseFormat(Body):
    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None


class StreamOptions(Body):
    include_usage: bool = False
    include_obfuscation: bool = False


class ChatBody(Body):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    model: str
    messages: list[Message] = Field(min_length=1)
    response_format: ResponseFormat | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_tokens: int | None = Field(default=None, ge=1)
    max_completion_tokens: int | None = Field(default=None, ge=1)
    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, ge=0, le=1)
    n: int | None = Field(default=None, ge=1, le=8)
    seed: int | None = None
    stop: str | list[str] | None = None
    frequency_penalty: float | None = Field(default=None, ge=-2, le=2)
    presence_penalty: float | None = Field(default=None, ge=-2, le=2)
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | None = None
    verbosity: Literal["low", "medium", "high"] | None = None
    service_tier: str | None = None
    store: bool | None = None
    metadata: dict[str, str] | None = None
    user: str | None = None
    safety_identifier: str | None = None
    prompt_cache_key: str | None = None


def add_calls(calls: Calls, provider: OpenAI) -> None:
    calls.add("POST", "/v1/chat/completions", "chat", ChatCalls(provider).complete, REQUESTS)


class ChatCalls:
    def __init__(self, provider: OpenAI) -> None:
        self._provider = provider
        self._state = provider.state

    async def complete(self, request: Request) -> Response:
        self._provider.require_key(request)
        body = await self._provider.read(request, ChatBody)
        require_model(body.model, TEXT)
        answers = [_answer(body, choice) for choice in range(body.n or 1)]
        envelope = {"id": new_id("chatcmpl"), "created": int(self._state.now()), "model": body.model}
        if body.stream:
            return StreamingResponse(self._streamed(body, envelope, answers), media_type="text/event-stream")
        choices: list[dict[str, Any]] = [
            {
                "index": index,
                "message": {"role": "assistant", "content": text, "refusal": None, "annotations": []},
                "logprobs": None,
                "finish_reason": reason,
            }
            for index, (text, reason) in enumerate(answers)
        ]
        return JSONResponse(
            {
                **envelope,
                "object": "chat.completion",
                "choices": choices,
                "usage": _usage(body, answers),
                "service_tier": "default",
            }
        )

    async def _streamed(
        self, body: ChatBody, envelope: dict[str, Any], answers: list[tuple[str, str]]
    ) -> AsyncIterator[str]:
        """Server-Sent Events as the provider sends them: role, words, reason, usage when asked for, [DONE]."""
        wants_usage = bool(body.stream_options and body.stream_options.include_usage)

        def event(choices: list[dict[str, Any]], usage: dict[str, Any] | None = None) -> str:
            chunk = {**envelope, "object": "chat.completion.chunk", "choices": choices}
            return f"data: {json.dumps({**chunk, 'usage': usage} if wants_usage else chunk)}\n\n"

        def delta(index: int, change: dict[str, Any], reason: str | None = None) -> str:
            return event([{"index": index, "delta": change, "logprobs": None, "finish_reason": reason}])

        for index, (text, reason) in enumerate(answers):
            yield delta(index, {"role": "assistant", "content": "", "refusal": None})
            for piece in pieces(text):
                if self._state.settings.openai_token_delay_ms:
                    await asyncio.sleep(self._state.settings.openai_token_delay_ms / 1000)
                yield delta(index, {"content": piece})
            yield delta(index, {}, reason)
        if wants_usage:
            yield event([], _usage(body, answers))
        yield "data: [DONE]\n\n"


def _answer(body: ChatBody, choice: int) -> tuple[str, str]:
    """The text and why it ends. The same seed writes the same; without one, each answer is new."""
    chance = random.Random(f"{body.seed}:{choice}" if body.seed is not None else None)  # noqa: S311  # wording only
    writer = Writer("\n".join(message.text() for message in body.messages), chance)
    text = _written(body, writer)
    for stop in [body.stop] if isinstance(body.stop, str) else body.stop or []:
        text = text.split(stop)[0]
    most = body.max_completion_tokens or body.max_tokens
    if most is not None and token_count(text) > most:
        return cut(text, most), "length"
    return text, "stop"


def _written(body: ChatBody, writer: Writer) -> str:
    wanted = body.response_format
    if wanted is None or wanted.type == "text":
        return writer.message()
    if wanted.type == "json_schema":
        if wanted.json_schema is None:
            words = "Missing required parameter: 'response_format.json_schema'."
            raise refused(400, words, param="response_format.json_schema")
        return json.dumps(conforming(wanted.json_schema.schema_, writer), ensure_ascii=False)
    if not any("json" in message.text().lower() for message in body.messages):
        words = "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
        raise refused(400, words, param="messages")
    return json.dumps(
        {
            "caption": writer.paragraph(),
            "hashtags": writer.tags(4),
            "call_to_action": writer.call_to_action(),
        },
        ensure_ascii=False,
    )


def _usage(body: ChatBody, answers: list[tuple[str, str]]) -> dict[str, Any]:
    asked = sum(token_count(message.text()) + 4 for message in body.messages) + 3
    given = sum(token_count(text) for text, _ in answers)
    return {
        "prompt_tokens": asked,
        "completion_tokens": given,
        "total_tokens": asked + given,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }
