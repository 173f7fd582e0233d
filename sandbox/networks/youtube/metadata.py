"""What a video says of itself, held to YouTube's rules."""

import json
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from sandbox import rules
from sandbox.networks.youtube.dialect import problem

# As of the United States; which categories take uploads differs by region.
CATEGORIES = frozenset(
    {"1", "2", "10", "15", "17", "19", "20", "22", "23", "24", "25", "26", "27", "28", "29"}
)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Snippet(_Body):
    title: str = ""
    description: str = ""
    tags: list[str] = Field(default_factory=list)
    categoryId: str = ""  # noqa: N815  YouTube's names
    defaultLanguage: str | None = None  # noqa: N815
    defaultAudioLanguage: str | None = None  # noqa: N815


class Status(_Body):
    privacyStatus: Literal["public", "unlisted", "private"] = "public"  # noqa: N815
    publishAt: str | None = None  # noqa: N815
    selfDeclaredMadeForKids: bool = False  # noqa: N815
    containsSyntheticMedia: bool = False  # noqa: N815
    embeddable: bool = True
    license: Literal["youtube", "creativeCommon"] = "youtube"
    publicStatsViewable: bool = True  # noqa: N815


class VideoBody(_Body):
    kind: str | None = None
    id: str | None = None
    snippet: Snippet | None = None
    status: Status | None = None


Shape = TypeVar("Shape", bound=BaseModel)


async def read_body(request: Request, shape: type[Shape]) -> Shape:
    """The JSON body in that shape, or Google's words for what is wrong with it."""
    try:
        body: Any = json.loads(await request.body() or b"{}")
    except ValueError as error:
        raise problem(400, "parseError", "Invalid JSON payload received.", "global") from error
    try:
        return shape.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"][:-1]) or "resource"
        name = first["loc"][-1] if first["loc"] else "resource"
        if first["type"] == "extra_forbidden":
            words = f"Invalid JSON payload received. Unknown name \"{name}\" at '{place}': Cannot find field."
        else:
            words = f"Invalid value at '{place}.{name}': {first['msg']}"
        raise problem(400, "badRequest", words, "global") from error


def check(snippet: Snippet, status: Status | None) -> None:
    """Refuse what YouTube would refuse, with its reasons."""
    limits = rules.capability("youtube")
    assert limits.title is not None
    if not snippet.title.strip() or _breaks(snippet.title, limits.title.limit.max):
        raise _invalid("invalidTitle", "The request metadata specifies an invalid or empty video title.")
    if len(snippet.description.encode()) > rules.text_limit("youtube", "bytes") or _breaks(
        snippet.description, len(snippet.description)
    ):
        raise _invalid("invalidDescription", "The request metadata specifies an invalid video description.")
    assert limits.tags is not None
    if (
        any(_breaks(tag, limits.tags.max) for tag in snippet.tags)
        or tags_length(snippet.tags) > limits.tags.max
    ):
        raise _invalid("invalidTags", "The request metadata specifies invalid video keywords.")
    if snippet.categoryId and snippet.categoryId not in CATEGORIES:
        words = "The request metadata specifies an invalid category ID."
        raise problem(400, "invalidCategoryId", words, "youtube.video", ("body.snippet.categoryId", "other"))
    if status and status.publishAt and status.privacyStatus != "private":
        raise _invalid(
            "invalidPublishAt", "The request metadata specifies an invalid scheduled publishing time."
        )


def tags_length(tags: list[str]) -> int:
    """As the documentation counts: commas between tags, and quotation marks around those with a space."""
    return sum(len(tag) + 2 * (" " in tag) for tag in tags) + max(len(tags) - 1, 0)


def _breaks(text: str, most: int) -> bool:
    return len(text) > most or "<" in text or ">" in text


def _invalid(reason: str, words: str) -> Exception:
    return problem(400, reason, words, "youtube.video")
