"""What every provider keeps to: the offline one, the one by API, and the one that other tests watch."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from services.generator.config import Settings
from services.generator.domain import Copy, Picture, Usage
from services.generator.ports import Provider
from services.generator.providers.offline import OfflineProvider
from services.generator.providers.openai import OpenAIProvider
from services.generator.tests.providers import RecordingProvider
from services.generator.tests.requests import examples
from shared import capabilities
from shared.events import ContentRequested, MediaObject

REGISTRY = capabilities.load()


@pytest.fixture(params=["offline", "openai", "recording"])
async def provider(request: pytest.FixtureRequest, openai_settings: Settings) -> AsyncIterator[Provider]:
    providers: dict[str, Provider] = {
        "offline": OfflineProvider(),
        "openai": OpenAIProvider(openai_settings, REGISTRY),
        "recording": RecordingProvider(),
    }
    provider = providers[request.param]
    await provider.open()
    await provider.open()  # a repeat is harmless
    yield provider
    await provider.close()
    await provider.close()


@pytest.mark.parametrize("brief", examples()[::3], ids=lambda brief: brief.language)
async def test_copy(provider: Provider, brief: ContentRequested) -> None:
    """Copy has a caption, tags without number signs, can be fitted to its network, and is metered."""
    for network in brief.networks:
        answer = await provider.write(brief, network)
        copy = answer.made

        assert isinstance(copy, Copy)
        assert copy.caption == copy.caption.strip() != ""
        assert not any("#" in tag or " " in tag for tag in copy.hashtags)
        text = REGISTRY.fit(network, copy.caption, copy.call_to_action, copy.hashtags).text
        assert REGISTRY.validate(network, text) == []
        assert_metered(answer.usage, images=0)


async def test_objection(provider: Provider) -> None:
    """An objection to the last answer is taken, and copy comes all the same."""
    assert (await provider.write(examples()[0], "x", "caption: it is empty")).made.caption


@pytest.mark.parametrize("brief", examples()[1::4], ids=lambda brief: brief.language)
async def test_picture(provider: Provider, brief: ContentRequested) -> None:
    """A picture is what it says it is, has an alternative text, is taken by every network, and is metered."""
    answer = await provider.draw(brief)
    picture = answer.made

    assert isinstance(picture, Picture)
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.size == (picture.width, picture.height)
        assert Image.MIME[image.format or ""] == picture.media_type
    media = MediaObject(
        key="key",
        media_type=picture.media_type,
        size=len(picture.data),
        sha256="0" * 64,
        width=picture.width,
        height=picture.height,
        alt_text=picture.alt_text,
    )
    assert brief.topic in picture.alt_text
    for network in brief.networks:
        assert REGISTRY.validate(network, "text", [media]) == []
    assert_metered(answer.usage, images=1)


def assert_metered(usage: Usage, *, images: int) -> None:
    assert usage.model
    assert usage.images == images
    assert min(usage.input_tokens, usage.output_tokens, usage.cost_micros_usd) >= 0
