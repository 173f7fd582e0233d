"""The openai client, the one the generator uses, is content with this provider."""

import base64
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import openai
import pytest
from openai import OpenAI
from PIL import Image

PROMPT = (
    "Brand: Lotus Tea\nTopic: monsoon sale\nAudience: tea lovers\nWrite a caption of at most 200 characters."
)
SCHEMA = {
    "type": "object",
    "properties": {
        "caption": {"type": "string", "maxLength": 120},
        "hashtags": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 5},
        "call_to_action": {"type": "string"},
        "tone": {"enum": ["warm", "dry"]},
        "score": {"type": "number", "minimum": 0.5, "maximum": 1},
        "again": {"anyOf": [{"$ref": "#/$defs/part"}, {"type": "null"}]},
    },
    "required": ["caption", "hashtags", "call_to_action", "tone", "score", "again"],
    "additionalProperties": False,
    "$defs": {
        "part": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 3}}, "required": ["n"]}
    },
}


@pytest.fixture
def client(address: str) -> Iterator[OpenAI]:
    with OpenAI(
        api_key="sk-sandbox-test", base_url=f"{address}/openai/v1", max_retries=0, timeout=10
    ) as client:
        yield client


def ask(client: OpenAI, **more: Any) -> Any:
    return client.chat.completions.create(
        model="gpt-5-mini", messages=[{"role": "user", "content": PROMPT}], **more
    )


def test_answer_is_about_the_prompt(client: OpenAI) -> None:
    """The text names what the prompt is about, keeps its limit and is metered."""
    answer = ask(client)
    text = answer.choices[0].message.content

    assert "monsoon sale" in text.lower()
    assert len(text) <= 200
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


def test_seed(client: OpenAI) -> None:
    """The same seed writes the same; without one the wording varies."""
    same = {ask(client, seed=7).choices[0].message.content for _ in range(2)}
    free = {ask(client).choices[0].message.content for _ in range(12)}

    assert len(same) == 1
    assert len(free) > 3


def test_json_schema(client: OpenAI) -> None:
    """A json_schema answer conforms to the schema."""
    wanted = {"type": "json_schema", "json_schema": {"name": "copy", "strict": True, "schema": SCHEMA}}
    answer = json.loads(ask(client, response_format=wanted).choices[0].message.content)

    jsonschema.validate(answer, SCHEMA)


def test_streaming(client: OpenAI) -> None:
    """A stream carries the text in pieces, then the reason, then the usage that was asked for."""
    chunks = list(ask(client, stream=True, stream_options={"include_usage": True}))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)

    assert "monsoon sale" in text.lower()
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage.completion_tokens > 0


def test_max_tokens(client: OpenAI) -> None:
    """A text cut off by the limit says so."""
    answer = ask(client, max_completion_tokens=3)

    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.completion_tokens == 3


@pytest.mark.parametrize("size", ["1024x1024", "1536x1024"])
def test_image(client: OpenAI, size: str) -> None:
    """A picture comes as a real PNG of the asked size."""
    answer = client.images.generate(model="gpt-image-1", prompt="tea field in rain", size=size)
    assert answer.data
    with Image.open(io.BytesIO(base64.b64decode(answer.data[0].b64_json or ""))) as image:
        assert (image.format, f"{image.width}x{image.height}") == ("PNG", size)


def test_moderation(client: OpenAI) -> None:
    answer = client.moderations.create(input=["a nice cup of tea", "kill them all"])

    assert [result.flagged for result in answer.results] == [False, True]


def test_refusals(client: OpenAI, address: str) -> None:
    """A wrong key, an unknown model and an unknown parameter are refused as the provider does."""
    with (
        OpenAI(api_key="sk-other", base_url=f"{address}/openai/v1") as stranger,
        pytest.raises(openai.AuthenticationError),
    ):
        ask(stranger)
    with pytest.raises(openai.NotFoundError, match="does not exist"):
        client.chat.completions.create(model="gpt-0", messages=[{"role": "user", "content": "hello"}])
    with pytest.raises(openai.BadRequestError, match="Unrecognized request argument"):
        ask(client, extra_body={"colour": "blue"})


def test_faults(client: OpenAI, fault: Callable[..., Any]) -> None:
    """Rate limits carry retry-after, slow calls time out, malformed answers come as 200."""
    fault(network="openai", call="chat", mode="rate_limited", seconds=7)
    with pytest.raises(openai.RateLimitError) as limited:
        ask(client)
    assert limited.value.response.headers["retry-after"] == "7"

    fault(network="openai", call="chat", mode="slow", seconds=2)
    with pytest.raises(openai.APITimeoutError):
        ask(client.with_options(timeout=0.3))

    fault(network="openai", call="chat", mode="malformed", variant="content")
    with pytest.raises(ValueError, match="Unterminated"):
        json.loads(ask(client).choices[0].message.content)

    fault(network="openai", call="chat", mode="drop_before_accept")
    with pytest.raises(openai.APIConnectionError):
        ask(client)
