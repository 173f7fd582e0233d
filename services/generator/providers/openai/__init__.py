"""Any API that speaks as OpenAI's does: writes by chat completions, draws by images."""

from services.generator.providers.openai.provider import OpenAIProvider

__all__ = ["OpenAIProvider"]
