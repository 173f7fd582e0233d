import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.calls import Calls
from sandbox.openai.dialect import REQUESTS, Body, OpenAI, new_id
from sandbox.openai.models import MODERATION, require_model

# Enough words to try both outcomes; the sandbox judges nothing.
WORDS = {
    "harassment": "idiot moron loser",
    "harassment/threatening": "threaten",
    "hate": "subhuman vermin",
    "hate/threatening": "exterminate",
    "illicit": "cocaine counterfeit",
    "illicit/violent": "bomb",
    "self-harm": "suicide",
    "self-harm/intent": "",
    "self-harm/instructions": "",
    "sexual": "porn",
    "sexual/minors": "",
    "violence": "kill murder massacre",
    "violence/graphic": "gore",
}
PATTERNS = {
    category: re.compile(rf"\b({'|'.join(words.split())})\w*", re.IGNORECASE)
    for category, words in WORDS.items()
    if words
}


class ModerationBody(Body):
    input: str | list[str] | list[dict[str, Any]]
    model: str = "omni-moderation-latest"


def flagged_words(text: str) -> list[str]:
    """The categories that a text falls into."""
    return [category for category, pattern in PATTERNS.items() if pattern.search(text)]


def add_calls(calls: Calls, provider: OpenAI) -> None:
    async def moderate(request: Request) -> Response:
        provider.require_key(request)
        body = await provider.read(request, ModerationBody)
        require_model(body.model, MODERATION)
        results = [_result(text) for text in _texts(body.input)]
        return JSONResponse({"id": new_id("modr"), "model": body.model, "results": results})

    calls.add("POST", "/v1/moderations", "moderations", moderate, REQUESTS)


def _texts(given: str | list[str] | list[dict[str, Any]]) -> list[str]:
    """One text a result; the parts of a multi-modal input are judged together."""
    if isinstance(given, str):
        return [given]
    texts = [item for item in given if isinstance(item, str)]
    return texts or [" ".join(str(part.get("text", "")) for part in given if isinstance(part, dict))]


def _result(text: str) -> dict[str, Any]:
    hits = set(flagged_words(text))
    return {
        "flagged": bool(hits),
        "categories": {category: category in hits for category in WORDS},
        "category_scores": {category: 0.98 if category in hits else 0.0001 for category in WORDS},
        "category_applied_input_types": {category: ["text"] for category in WORDS},
    }
