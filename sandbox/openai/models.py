from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.calls import Calls
from sandbox.openai.dialect import REQUESTS, OpenAI, refused

TEXT = ("gpt-5", "gpt-5-mini", "gpt-4.1", "gpt-4.1-mini", "gpt-4o", "gpt-4o-mini", "sandbox-text")
IMAGE = ("gpt-image-1", "gpt-image-1-mini", "dall-e-3", "sandbox-image")
MODERATION = ("omni-moderation-latest", "text-moderation-latest")
CREATED = 1_754_000_000


def add_calls(calls: Calls, provider: OpenAI) -> None:
    async def listed(request: Request) -> Response:
        provider.require_key(request)
        return JSONResponse(
            {"object": "list", "data": [_model(name) for name in (*TEXT, *IMAGE, *MODERATION)]}
        )

    async def one(request: Request) -> Response:
        provider.require_key(request)
        return JSONResponse(_model(require_model(request.path_params["id"], (*TEXT, *IMAGE, *MODERATION))))

    calls.add("GET", "/v1/models", "models", listed, REQUESTS)
    calls.add("GET", "/v1/models/{id}", "models", one, REQUESTS)


def require_model(name: str, known: tuple[str, ...]) -> str:
    """The name, when it is known for this use; dated names count as their family."""
    if not any(name == model or name.startswith(f"{model}-20") for model in known):
        words = f"The model `{name}` does not exist or you do not have access to it."
        raise refused(404, words, param="model", code="model_not_found")
    return name


def _model(name: str) -> dict[str, object]:
    return {"id": name, "object": "model", "created": CREATED, "owned_by": "sandbox"}
