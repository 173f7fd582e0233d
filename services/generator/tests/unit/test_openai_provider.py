"""The openai client against the sandbox's OpenAI-compatible API."""

import contextlib
import io
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from PIL import Image
from pydantic import SecretStr

from services.generator.config import Settings
from services.generator.errors import (
    CallRefusedError,
    ContentRefusedError,
    MalformedAnswerError,
    ProviderRateLimitedError,
    ProviderRefusedKeyError,
    ProviderTimeoutError,
    ProviderUnavailableError,
)
from services.generator.providers.openai import OpenAIProvider
from services.generator.providers.openai.prices import cost_micros_usd
from services.generator.tests.requests import request
from services.generator.tests.sandbox import KEY, Sandbox
from shared import capabilities

Open = Callable[..., AbstractAsyncContextManager[OpenAIProvider]]


@pytest.fixture
def opened(openai_settings: Settings) -> Open:
    """Opens a provider; its settings may differ in what is named."""

    @contextlib.asynccontextmanager
    async def open_provider(**changes: Any) -> AsyncIterator[OpenAIProvider]:
        provider = OpenAIProvider(openai_settings.model_copy(update=changes), capabilities.load())
        await provider.open()
        try:
            yield provider
        finally:
            await provider.close()

    return open_provider


@pytest.mark.parametrize("streaming", [True, False])
async def test_text(opened: Open, sandbox: Sandbox, *, streaming: bool) -> None:
    """Copy comes as parts that can be published, and is metered, whole or piece by piece."""
    async with opened(openai_streaming=streaming) as provider:
        answer = await provider.write(request(), "bluesky")

    assert answer.made.caption
    assert answer.made.hashtags
    assert not any(character in tag for tag in answer.made.hashtags for character in "# ")
    assert answer.usage.input_tokens > 50
    assert answer.usage.output_tokens > 5
    assert answer.usage.cost_micros_usd == cost_micros_usd(
        "gpt-5-mini", answer.usage.input_tokens, answer.usage.output_tokens
    )
    assert sandbox.calls("chat") == {"200": 1}


@pytest.mark.parametrize(("model", "images_cost"), [("gpt-image-1", None), ("dall-e-3", 40_000)])
async def test_picture(opened: Open, model: str, images_cost: int | None) -> None:
    """A picture comes as a file that every network takes, and is metered by tokens or by the piece."""
    async with opened(openai_image_model=model) as provider:
        answer = await provider.draw(request(networks=("mastodon", "bluesky", "x"), picture=True))

    with Image.open(io.BytesIO(answer.made.data)) as image:
        assert image.size == (answer.made.width, answer.made.height) == (1024, 1024)
    assert answer.made.alt_text == "Chai & Co.: Monsoon sale"
    assert answer.usage.images == 1
    assert answer.usage.cost_micros_usd == (images_cost or answer.usage.cost_micros_usd) > 0


@pytest.mark.parametrize("streaming", [True, False])
async def test_rate_limit(opened: Open, sandbox: Sandbox, *, streaming: bool) -> None:
    """A 429 says when another call is welcome, and is not repeated behind the service's back."""
    sandbox.fault("chat", "rate_limited", seconds=7)
    async with opened(openai_streaming=streaming) as provider:
        with pytest.raises(ProviderRateLimitedError) as caught:
            await provider.write(request(), "x")

    assert caught.value.retry_after == pytest.approx(7, abs=0.5)
    assert sandbox.calls("chat") == {"429": 1}


@pytest.mark.parametrize("streaming", [True, False])
@pytest.mark.parametrize("variant", ["json", "html", "content"])
async def test_malformed_text(opened: Open, sandbox: Sandbox, *, streaming: bool, variant: str) -> None:
    """A 200 without usable copy is malformed, whatever it holds instead."""
    sandbox.fault("chat", "malformed", variant=variant)
    async with opened(openai_streaming=streaming) as provider:
        with pytest.raises(MalformedAnswerError) as caught:
            await provider.write(request(), "x")

    if variant == "content" and not streaming:
        assert caught.value.usage is not None
        assert caught.value.usage.cost_micros_usd > 0, "a malformed answer is paid for all the same"


@pytest.mark.parametrize("variant", ["json", "html", "content"])
async def test_malformed_picture(opened: Open, sandbox: Sandbox, variant: str) -> None:
    """A 200 without a picture in it is malformed."""
    sandbox.fault("images", "malformed", variant=variant)
    async with opened() as provider:
        with pytest.raises(MalformedAnswerError):
            await provider.draw(request(picture=True))


@pytest.mark.parametrize("streaming", [True, False])
async def test_time_out(opened: Open, sandbox: Sandbox, *, streaming: bool) -> None:
    """An answer that does not come is given up."""
    sandbox.fault("chat", "slow", seconds=1)
    async with opened(openai_streaming=streaming, call_seconds=0.2, openai_silence_seconds=0.2) as provider:
        with pytest.raises(ProviderTimeoutError):
            await provider.write(request(), "x")


async def test_stalled_stream(opened: Open, sandbox: Sandbox) -> None:
    """A stream that falls silent in its midst is given up, long before the whole call's time is over."""
    sandbox.change(openai_token_delay_ms=500)
    async with opened(openai_silence_seconds=0.2) as provider:
        with pytest.raises(ProviderTimeoutError):
            await provider.write(request(), "x")


async def test_long_stream(opened: Open, sandbox: Sandbox) -> None:
    """A stream that keeps coming may take longer than any silence in it."""
    sandbox.change(openai_token_delay_ms=15)
    async with opened(openai_silence_seconds=0.5) as provider:
        answer = await provider.write(request(), "x")

    assert answer.made.caption


@pytest.mark.parametrize("mode", ["server_error", "drop_before_accept", "accept_then_drop"])
async def test_unavailable(opened: Open, sandbox: Sandbox, mode: str) -> None:
    """A broken provider can be asked again."""
    sandbox.fault("chat", mode)
    async with opened() as provider:
        with pytest.raises(ProviderUnavailableError) as caught:
            await provider.write(request(), "x")

    assert caught.value.tries_again


async def test_wrong_key(opened: Open) -> None:
    """A refused key asks for the operator, is not tried again, and is in no message."""
    key = "sk-of-somebody-else"
    async with opened(openai_api_key=SecretStr(key)) as provider:
        with pytest.raises(ProviderRefusedKeyError) as caught:
            await provider.write(request(), "x")

    assert "POSTWRIGHT_GENERATOR_OPENAI_API_KEY" in caught.value.detail
    assert not caught.value.tries_again
    assert key[:6] not in caught.value.detail


async def test_key_is_never_told(opened: Open, openai_settings: Settings) -> None:
    """Neither settings nor errors show the key."""
    async with opened(openai_base_url="http://127.0.0.1:9/v1") as provider:
        with pytest.raises(ProviderUnavailableError) as caught:
            await provider.write(request(), "x")

    assert KEY not in repr(openai_settings)
    assert KEY not in f"{caught.value.detail} {caught.value!r}"


async def test_unknown_model(opened: Open) -> None:
    """A model that does not exist is named and not asked for again."""
    async with opened(openai_text_model="gpt-0") as provider:
        with pytest.raises(CallRefusedError, match="gpt-0") as caught:
            await provider.write(request(), "x")

    assert not caught.value.tries_again


async def test_refused_picture(opened: Open) -> None:
    """What the provider will not draw can't be asked for again."""
    async with opened() as provider:
        with pytest.raises(ContentRefusedError) as caught:
            await provider.draw(request(topic="kill them all", picture=True))

    assert not caught.value.retryable
