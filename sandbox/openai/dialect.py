import json
import secrets
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import RefusedError, bearer
from sandbox.limits import Limit, Window
from sandbox.state import State

REQUESTS = Limit("openai.requests", 500, 60)
KEY_PREFIX = "sk-sandbox"


class Body(BaseModel):
    """A request body; names the provider does not know are refused, values are not converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


Shape = TypeVar("Shape", bound=Body)


class OpenAI:
    """How the provider says no. Every key that starts with `sk-sandbox` opens it."""

    name = "openai"

    def __init__(self, state: State) -> None:
        self.state = state

    def caller(self, _: Request) -> Account | None:
        return None

    def require_key(self, request: Request) -> None:
        key = bearer(request)
        if key is None:
            raise refused(401, "You didn't provide an API key.", code="missing_api_key")
        if not key.startswith(KEY_PREFIX):
            raise refused(401, f"Incorrect API key provided: {key[:4]}***.", code="invalid_api_key")

    async def read(self, request: Request, shape: type[Shape]) -> Shape:
        """The JSON body in that shape; raises the provider's 400, with the parameter it is about."""
        try:
            body = json.loads(await request.body())
        except ValueError as error:
            raise refused(400, "We could not parse the JSON body of your request.") from error
        try:
            return shape.model_validate(body)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"]) or "body"
            words = {
                "missing": f"Missing required parameter: '{place}'.",
                "extra_forbidden": f"Unrecognized request argument supplied: {place}",
            }.get(first["type"], f"Invalid value for '{place}': {first['msg']}.")
            raise refused(400, words, param=place) from error

    def rate_limited(self, window: Window) -> Response:
        body = _error(
            "Rate limit reached for requests. Please try again later.",
            "requests",
            None,
            "rate_limit_exceeded",
        )
        seconds = max(window.resets_at - self.state.now(), 0.0)
        headers = {
            **self.limit_headers(window),
            "retry-after": f"{max(round(seconds), 1)}",
            "retry-after-ms": f"{seconds * 1000:.0f}",
        }
        return JSONResponse(body, 429, headers)

    def server_error(self, status: int) -> Response:
        words = "The server had an error while processing your request. Sorry about that!"
        return JSONResponse(_error(words, "server_error", None, None), status)

    def unauthorized(self) -> Response:
        words = "Incorrect API key provided."
        return JSONResponse(_error(words, "invalid_request_error", None, "invalid_api_key"), 401)

    def malformed(self, call: str, variant: str) -> Response:
        if variant == "content" and call == "openai.chat":
            message = {"role": "assistant", "content": '{"caption": "This never en', "refusal": None}
            choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
            usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
            return JSONResponse(
                {
                    "id": new_id("chatcmpl"),
                    "object": "chat.completion",
                    "created": int(self.state.now()),
                    "model": "gpt-5-mini",
                    "choices": [choice],
                    "usage": usage,
                }
            )
        if variant == "content" and call == "openai.images":
            return JSONResponse(
                {"created": int(self.state.now()), "data": [{"b64_json": "bm90IGEgcGljdHVyZQ=="}]}
            )
        return JSONResponse({"object": "unexpected", "choices": [], "data": []})

    def limit_headers(self, window: Window) -> dict[str, str]:
        return {
            "x-ratelimit-limit-requests": str(window.limit.quota),
            "x-ratelimit-remaining-requests": str(window.remaining),
            "x-ratelimit-reset-requests": f"{max(window.resets_at - self.state.now(), 0.0):.3f}s",
            "x-request-id": new_id("req"),
            "openai-processing-ms": "1",
        }


def _error(message: str, kind: str, param: str | None, code: str | None) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def refused(status: int, message: str, *, param: str | None = None, code: str | None = None) -> RefusedError:
    return RefusedError(status, _error(message, "invalid_request_error", param, code))


def new_id(prefix: str) -> str:
    return f"{prefix}-{secrets.token_hex(12)}"
