"""What every event's data has in common."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

NetworkName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$"),
    Field(
        description="Such as mastodon; new networks come without a new version of the event.",
        examples=["mastodon"],
    ),
]
"""Which of them are known is the capability registry's matter: a consumer need not know one to count it."""

Instant = AwareDatetime
"""A point in time with its offset; ours are written in UTC."""

Revision = Annotated[
    int, Field(ge=1, description="Grows with every change of the aggregate; older ones are ignored.")
]

MetricName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$"), Field(examples=["likes"])]
"""As in docs/networks.md, the same for every network: impressions, likes, followers."""

Metrics = dict[MetricName, Annotated[int, Field(ge=0)] | Annotated[float, Field(ge=0, allow_inf_nan=False)]]
"""Figures by name; one that is not there is not available, which is not 0."""


class EventData(BaseModel):
    """The data of one event: plain, frozen, tolerant of fields that a newer producer added.

    A subclass names its topic and type, and says which of its fields is the record's key and the subject.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_timedelta="float")

    topic_name: ClassVar[str]
    event_type: ClassVar[str]
    key_field: ClassVar[str]
    subject_kind: ClassVar[str]
    subject_field: ClassVar[str]

    organization_id: UUID = Field(description="The tenant this event belongs to.")

    @property
    def key(self) -> str:
        """The record's key: events with the same key keep their order."""
        return str(getattr(self, self.key_field))

    @property
    def subject(self) -> str:
        """CloudEvents subject, such as `post/<id>`."""
        return f"{self.subject_kind}/{getattr(self, self.subject_field)}"

    @classmethod
    def schema_name(cls) -> str:
        """File name of the committed JSON Schema, without its ending."""
        return cls.event_type.removeprefix("postwright.")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        for attribute in ("key_field", "subject_field"):
            field = cls.__dict__.get(attribute)
            if (
                field is not None
                and field not in cls.model_fields
                and not isinstance(getattr(cls, field, None), property)
            ):
                message = f"{cls.__name__}.{attribute} names {field!r}, which is not one of its fields"
                raise TypeError(message)


class ColorShare(BaseModel):
    """A colour that a picture is made of, and how much of it is of that colour."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    hex: str = Field(pattern="^#[0-9A-F]{6}$", examples=["#0A7B5E"])
    share: float = Field(ge=0, le=1, allow_inf_nan=False)


class MediaObject(BaseModel):
    """A picture, sound or video in the object store; events carry the reference, never the bytes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    key: str = Field(description="Where it lies in the object store.")
    media_type: str = Field(description="Type found by looking at the content, such as image/png.")
    size: int = Field(ge=0, description="Bytes.")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Hash of the bytes, in hexadecimal.")
    width: int | None = Field(default=None, ge=1, description="Pixels.")
    height: int | None = Field(default=None, ge=1, description="Pixels.")
    duration_seconds: float | None = Field(default=None, ge=0, description="Of a video or animation.")
    frame_rate: float | None = Field(default=None, ge=0, description="Of a video: pictures a second.")
    video_codec: str | None = Field(default=None, description="As ffprobe names it.", examples=["h264"])
    audio_codec: str | None = Field(default=None, description="As ffprobe names it.", examples=["aac"])
    alt_text: str = Field(default="", description="What is seen, for those who do not see it.")
    colors: tuple[ColorShare, ...] = Field(
        default=(), description="Of a picture: the few colours that say most of it, the largest first."
    )
