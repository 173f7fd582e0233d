"""What is known of a file once it was looked into."""

from pydantic import BaseModel, ConfigDict

from shared.events import ColorShare, MediaObject


class MediaFacts(BaseModel):
    """A file's type, size and measures, all by content.

    Attributes:
        media_type: Such as image/jpeg.
        size: Bytes.
        sha256: Hash of the bytes, in hexadecimal.
        width: Pixels, as it is shown: a picture's own rotation is applied.
        height: As `width`.
        duration_seconds: Of a video or an animation.
        frame_rate: Pictures a second of a video.
        video_codec: As ffprobe names it; with the pixel format behind it where that is not 8-bit 4:2:0, which is all
            that networks play.
        audio_codec: As ffprobe names it; None where there is no sound.
        colors: Of a picture: those that say most of it, the largest share first.
    """

    model_config = ConfigDict(frozen=True)

    media_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    frame_rate: float | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    colors: tuple[ColorShare, ...] = ()

    def stored(self, key: str, alt_text: str = "") -> MediaObject:
        """The same as what lies under a key of the object store."""
        return MediaObject(key=key, alt_text=alt_text, **self.model_dump())
