"""The bodies of pins, as Pinterest's OpenAPI file 5.23 defines them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sandbox.networks.pinterest.dialect import Body

Id = Annotated[str, StringConstraints(pattern=r"^\d+$")]
Base64 = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9+/=]+$")]
Title = Annotated[str, StringConstraints(max_length=100)]
Description = Annotated[str, StringConstraints(max_length=800)]
Link = Annotated[str, StringConstraints(max_length=2048)]
Alternative = Annotated[str, StringConstraints(max_length=500)]
ImageType = Literal["image/jpeg", "image/png"]


class ImageItem(Body):
    content_type: ImageType
    data: Base64
    title: str | None = None
    description: str | None = None
    link: str | None = None


class ImageSource(Body):
    source_type: Literal["image_base64"]
    content_type: ImageType
    data: Base64
    is_standard: bool = True


class ImagesSource(Body):
    source_type: Literal["multiple_image_base64"]
    items: list[ImageItem] = Field(min_length=2, max_length=5)
    index: int = Field(default=0, ge=0)


class VideoSource(Body):
    source_type: Literal["video_id"]
    media_id: Id
    cover_image_url: str | None = None
    cover_image_data: Base64 | None = None
    cover_image_content_type: ImageType | None = None
    cover_image_key_frame_time: int | None = Field(default=None, ge=0)
    is_standard: bool = True


class UrlSource(Body):
    source_type: Literal["image_url"]
    url: str
    is_standard: bool = True


Source = Annotated[ImageSource | ImagesSource | VideoSource | UrlSource, Field(discriminator="source_type")]


class PinTexts(Body):
    title: Title | None = None
    description: Description | None = None
    link: Link | None = None
    alt_text: Alternative | None = None
    board_section_id: Id | None = None


class PinBody(PinTexts):
    board_id: Id
    media_source: Source
    dominant_color: str | None = None


class PinChanges(PinTexts):
    board_id: Id | None = None


class MediaBody(Body):
    media_type: Literal["video"]
