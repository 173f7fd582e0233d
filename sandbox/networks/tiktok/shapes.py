"""Bodies as TikTok takes them: unknown fields and wrong types are refused."""

import json
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from sandbox.networks.tiktok.dialect import invalid

Privacy = Literal["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class VideoInfo(Body):
    title: str = ""
    privacy_level: Privacy
    disable_comment: bool = False
    disable_duet: bool = False
    disable_stitch: bool = False
    video_cover_timestamp_ms: int = Field(default=0, ge=0)
    brand_content_toggle: bool = False
    brand_organic_toggle: bool = False
    is_aigc: bool = False


class FileSource(Body):
    source: Literal["FILE_UPLOAD"]
    video_size: int = Field(ge=1)
    chunk_size: int = Field(ge=1)
    total_chunk_count: int = Field(ge=1, le=1000)


class VideoBody(Body):
    post_info: VideoInfo
    source_info: FileSource


class PhotoInfo(Body):
    title: str = ""
    description: str = ""
    privacy_level: Privacy
    disable_comment: bool = False
    auto_add_music: bool = False
    brand_content_toggle: bool = False
    brand_organic_toggle: bool = False


class PhotoSource(Body):
    source: Literal["PULL_FROM_URL"]
    photo_images: list[str] = Field(min_length=1, max_length=35)
    photo_cover_index: int = Field(default=0, ge=0)


class PhotoBody(Body):
    media_type: Literal["PHOTO"]
    post_mode: Literal["DIRECT_POST"]
    post_info: PhotoInfo
    source_info: PhotoSource


class StatusBody(Body):
    publish_id: str


class ListBody(Body):
    cursor: int | None = None
    max_count: int = Field(default=10, ge=1, le=20)


class Filters(Body):
    video_ids: list[str] = Field(min_length=1, max_length=20)


class QueryBody(Body):
    filters: Filters


Shape = TypeVar("Shape", bound=Body)


async def read_body(request: Request, shape: type[Shape]) -> Shape:
    try:
        body: Any = json.loads(await request.body() or b"{}")
    except ValueError as error:
        raise invalid("The request body is not valid JSON.") from error
    try:
        return shape.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "body"
        raise invalid(f"{place}: {first['msg']}") from error
