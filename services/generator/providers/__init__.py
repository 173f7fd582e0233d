"""Those who write and draw."""

from services.generator.config import Settings
from services.generator.ports import Provider
from services.generator.providers.offline import OfflineProvider
from shared.capabilities import Registry


def make_provider(settings: Settings, registry: Registry) -> Provider:
    """The provider that the settings name."""
    if settings.provider == "offline":
        return OfflineProvider()
    from services.generator.providers.openai import OpenAIProvider  # noqa: PLC0415  a second and 40 MB

    return OpenAIProvider(settings, registry)


def make_fallback(settings: Settings) -> Provider | None:
    """Who stands in when the provider has failed for good, if anybody."""
    return OfflineProvider() if settings.fallback == "offline" and settings.provider != "offline" else None
