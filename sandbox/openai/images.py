import asyncio
import base64
import hashlib
import math
from typing import Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.calls import Calls
from sandbox.openai.dialect import REQUESTS, Body, OpenAI, refused
from sandbox.openai.drawing import draw
from sandbox.openai.models import IMAGE, require_model
from sandbox.openai.moderations import flagged_words
from sandbox.openai.tokens import token_count

SIZES = {
    "dall-e-3": ("1024x1024", "1792x1024", "1024x1792"),
    "gpt-image": ("auto", "1024x1024", "1536x1024", "1024x1536"),
    "sandbox-image": ("auto", "256x256", "512x512", "1024x1024", "1536x1024", "1024x1536"),
}


class ImageBody(Body):
    prompt: str = Field(min_length=1, max_length=32_000)
    model: str = "dall-e-3"
    n: int | None = Field(default=None, ge=1, le=10)
    size: str | None = None
    quality: Literal["auto", "low", "medium", "high", "standard", "hd"] | None = None
    response_format: Literal["b64_json", "url"] | None = None
    output_format: Literal["png", "jpeg", "webp"] | None = None
    output_compression: int | None = Field(default=None, ge=0, le=100)
    background: Literal["auto", "opaque", "transparent"] | None = None
    moderation: Literal["auto", "low"] | None = None
    style: Literal["vivid", "natural"] | None = None
    user: str | None = None


def add_calls(calls: Calls, provider: OpenAI) -> None:
    calls.add("POST", "/v1/images/generations", "images", ImageCalls(provider).generate, REQUESTS)


class ImageCalls:
    def __init__(self, provider: OpenAI) -> None:
        self._provider = provider
        self._state = provider.state

    async def generate(self, request: Request) -> Response:
        self._provider.require_key(request)
        body = await self._provider.read(request, ImageBody)
        require_model(body.model, IMAGE)
        width, height = _size(body)
        is_older = body.model.startswith("dall-e")
        if not is_older and body.response_format is not None:
            raise refused(400, "Unknown parameter: 'response_format'.", param="response_format")
        if flagged_words(body.prompt):
            raise refused(400, "Your request was rejected by the safety system.", code="moderation_blocked")
        form = body.output_format or "png"
        pictures = [
            await asyncio.to_thread(draw, body.prompt, width, height, form, variant)
            for variant in range(body.n or 1)
        ]
        as_url = is_older and body.response_format != "b64_json"
        answer: dict[str, Any] = {
            "created": int(self._state.now()),
            "data": [self._shown(request, picture, body.prompt, as_url=as_url) for picture in pictures],
        }
        if not is_older:
            answer |= _details(body, width, height, form, len(pictures))
        return JSONResponse(answer)

    def _shown(self, request: Request, picture: bytes, prompt: str, *, as_url: bool) -> dict[str, str]:
        if not as_url:
            return {"b64_json": base64.b64encode(picture).decode()}
        sha256 = hashlib.sha256(picture).hexdigest()
        self._state.files.put(sha256, picture)
        return {"url": f"{self._state.public_url(request)}/_sandbox/media/{sha256}", "revised_prompt": prompt}


def _size(body: ImageBody) -> tuple[int, int]:
    family = next(family for family in SIZES if body.model.startswith(family))
    asked = body.size or SIZES[family][0]
    if asked not in SIZES[family]:
        known = ", ".join(f"'{size}'" for size in SIZES[family])
        raise refused(
            400,
            f"Invalid value: '{asked}'. Supported values are: {known}.",
            param="size",
            code="invalid_value",
        )
    width, _, height = (asked if asked != "auto" else "1024x1024").partition("x")
    return int(width), int(height)


def _details(body: ImageBody, width: int, height: int, form: str, count: int) -> dict[str, Any]:
    asked, drawn = token_count(body.prompt), math.ceil(width * height / 1024) * count
    return {
        "background": body.background or "opaque",
        "output_format": form,
        "quality": body.quality or "medium",
        "size": f"{width}x{height}",
        "usage": {
            "input_tokens": asked,
            "input_tokens_details": {"text_tokens": asked, "image_tokens": 0},
            "output_tokens": drawn,
            "total_tokens": asked + drawn,
        },
    }
