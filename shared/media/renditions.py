"""Planning: what has to be done to a file so that a network takes it, if that can be done at all."""

import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.capabilities.model import Limit, MediaKind, MediaRules
from shared.capabilities.validating import kind_of
from shared.capabilities.validating.media import RATIO_SLACK
from shared.events import MediaObject

_LARGEST_ENLARGEMENT = 2.0
_LEAST_VIDEO_BITS = 150_000
_AUDIO_BITS = 128_000
_FULL_HD_BITS = 8_000_000
_USUAL_FRAME_RATE = 30.0
# A container and its index take room beside the pictures and the sound.
_SHARE_OF_BYTES = 0.93
_MP4_CODECS = (("h264", "hevc"), ("aac", "mp3"))
_WEBM_CODECS = (("vp8", "vp9", "av1"), ("opus", "vorbis"))


class _Plan(BaseModel):
    model_config = ConfigDict(frozen=True)

    width: int = Field(description="Of the picture itself, in pixels.")
    height: int
    canvas_width: int = Field(description="With what is put around it to reach the network's ratio.")
    canvas_height: int
    max_bytes: int


class PicturePlan(_Plan):
    kind: Literal["picture"] = "picture"
    media_type: str


class VideoPlan(_Plan):
    kind: Literal["video"] = "video"
    media_type: Literal["video/mp4"] = "video/mp4"
    copy_streams: bool = Field(description="Only the container changes.")
    frame_rate: float | None = Field(default=None, description="None keeps it.")
    video_bits: int = Field(description="Most bits a second.")
    audio: bool


class Rendition(BaseModel):
    """What is to be made of a file.

    Attributes:
        plan: How; equal plans for the same file give the same result.
        expected: What will come of it, as far as it is known beforehand: the network's rules are held against this.
    """

    model_config = ConfigDict(frozen=True)

    plan: Annotated[PicturePlan | VideoPlan, Field(discriminator="kind")]
    expected: MediaObject


def rendition(rules: MediaRules, media: MediaObject) -> Rendition | None:
    """How a file is made into what the network takes; None where nothing is to be done, or nothing can be.

    What can't be mended, such as a video that is too long, is left as it is: the validator says so.
    """
    if not media.width or not media.height:
        return None
    target = _target(rules, media)
    if target is None:
        return None
    if target.kind == "video":
        return _video(target, media)
    if target.kind == "image" and media.media_type.startswith("image/"):
        return _picture(target, media)
    return None


def _target(rules: MediaRules, media: MediaObject) -> MediaKind | None:
    """The kind of attachment that it becomes."""
    kinds = {kind.kind: kind for kind in reversed(rules.kinds)}
    taken = kind_of(rules, media)
    if media.media_type.startswith("video/"):
        return kinds.get("video")
    if media.media_type == "image/gif" and media.duration_seconds is not None:
        if taken is not None and _fits(taken, media):
            return None
        return kinds.get("video")
    if taken is not None and (taken.kind == "image" or _fits(taken, media)):
        return taken
    return kinds.get("image") if media.media_type.startswith("image/") else None


def _fits(kind: MediaKind, media: MediaObject) -> bool:
    assert media.width
    assert media.height
    return media.size <= kind.max_bytes.max and _canvas(kind, media.width, media.height) == (
        media.width,
        media.height,
        1.0,
    )


def _picture(kind: MediaKind, media: MediaObject) -> Rendition | None:
    assert media.width
    assert media.height
    canvas_width, canvas_height, scale = _canvas(kind, media.width, media.height)
    media_type = _picture_type(kind, media)
    is_same = (canvas_width, canvas_height) == (media.width, media.height) and media_type == media.media_type
    if is_same and media.size <= kind.max_bytes.max:
        return None
    plan = PicturePlan(
        media_type=media_type,
        width=min(max(round(media.width * scale), 1), canvas_width),
        height=min(max(round(media.height * scale), 1), canvas_height),
        canvas_width=canvas_width,
        canvas_height=canvas_height,
        max_bytes=kind.max_bytes.max,
    )
    return Rendition(plan=plan, expected=_expected(plan, media))


def _picture_type(kind: MediaKind, media: MediaObject) -> str:
    """Its own where that is taken and small enough; else one that compresses well."""
    if media.media_type in kind.media_types and media.size <= kind.max_bytes.max:
        return media.media_type
    preferred = ("image/jpeg", "image/webp", "image/png")
    return next((one for one in preferred if one in kind.media_types), kind.media_types[0])


def _canvas(kind: MediaKind, width: int, height: int) -> tuple[int, int, float]:
    """The size with padding, and the factor that the picture itself is scaled by."""
    wide, high = float(width), float(height)
    if kind.ratio is not None:
        if kind.ratio.max is not None and wide / high > kind.ratio.max:
            high = wide / kind.ratio.max
        if kind.ratio.min is not None and wide / high < kind.ratio.min:
            wide = high * kind.ratio.min
    scale = min(
        1.0,
        _share(kind.max_width, wide),
        _share(kind.max_height, high),
        math.sqrt(_share(kind.max_pixels, wide * high)),
    )
    enlarged = max(_share(kind.min_width, wide * scale), _share(kind.min_height, high * scale))
    if 1.0 < enlarged <= _LARGEST_ENLARGEMENT:
        scale *= enlarged
    across, down = max(math.floor(wide * scale + 1e-6), 1), max(math.floor(high * scale + 1e-6), 1)
    return *_to_ratio(kind, across, down), scale


def _to_ratio(kind: MediaKind, across: int, down: int) -> tuple[int, int]:
    """Whole pixels may have left the ratio: one side grows where it may, else the other shrinks."""
    ratio = kind.ratio
    if ratio is not None and ratio.max is not None and across / down > ratio.max * (1 + RATIO_SLACK):
        taller = math.ceil(across / ratio.max)
        return (
            (across, taller)
            if _is_within(kind, across, taller)
            else (max(math.floor(down * ratio.max), 1), down)
        )
    if ratio is not None and ratio.min is not None and across / down < ratio.min * (1 - RATIO_SLACK):
        wider = math.ceil(down * ratio.min)
        return (
            (wider, down)
            if _is_within(kind, wider, down)
            else (across, max(math.floor(across / ratio.min), 1))
        )
    return across, down


def _is_within(kind: MediaKind, across: int, down: int) -> bool:
    limits = ((kind.max_width, across), (kind.max_height, down), (kind.max_pixels, across * down))
    return all(limit is None or actual <= limit.max for limit, actual in limits)


def _share(limit: Limit | None, actual: float) -> float:
    """The factor that leads from a measure to its limit, the most or the least."""
    return 1.0 if limit is None else limit.max / actual


def _video(kind: MediaKind, media: MediaObject) -> Rendition | None:
    assert media.width
    assert media.height
    if "video/mp4" not in kind.media_types or not media.duration_seconds:
        return None
    canvas_width, canvas_height, scale = _canvas(kind, media.width, media.height)
    frame_rate = _frame_rate(kind, media.frame_rate)
    is_small = media.size <= kind.max_bytes.max and media.size * 8 <= _bits(kind) * media.duration_seconds
    is_coded_well = _is_taken(kind, media) and frame_rate is None and is_small
    if is_coded_well and (canvas_width, canvas_height) == (media.width, media.height):
        if media.media_type in kind.media_types:
            return None
        copy_streams = True
    else:
        copy_streams = False
        canvas_width, canvas_height = _even(canvas_width), _even(canvas_height)
    bits = _video_bits(kind, media, canvas_width * canvas_height)
    if bits < _LEAST_VIDEO_BITS:
        return None
    plan = VideoPlan(
        width=min(_even(round(media.width * scale)), canvas_width) if not copy_streams else media.width,
        height=min(_even(round(media.height * scale)), canvas_height) if not copy_streams else media.height,
        canvas_width=canvas_width,
        canvas_height=canvas_height,
        max_bytes=kind.max_bytes.max,
        copy_streams=copy_streams,
        frame_rate=frame_rate,
        video_bits=bits,
        audio=media.audio_codec is not None,
    )
    return Rendition(plan=plan, expected=_expected(plan, media))


def _is_taken(kind: MediaKind, media: MediaObject) -> bool:
    """Whether the network plays these codecs; where it says nothing, those that belong to the container."""
    is_webm = media.media_type == "video/webm" and media.media_type in kind.media_types
    video, audio = _WEBM_CODECS if is_webm else _MP4_CODECS
    return media.video_codec in (kind.video_codecs or video) and (
        media.audio_codec is None or media.audio_codec in (kind.audio_codecs or audio)
    )


def _frame_rate(kind: MediaKind, actual: float | None) -> float | None:
    """Another one where the network does not take this, or where this is not known, as of a GIF; the same is None."""
    if kind.frame_rate is None:
        return None
    if actual is None:
        return min(max(_USUAL_FRAME_RATE, kind.frame_rate.min or 0), kind.frame_rate.max or math.inf)
    if kind.frame_rate.max is not None and actual > kind.frame_rate.max * 1.001:
        return kind.frame_rate.max
    if kind.frame_rate.min is not None and actual < kind.frame_rate.min * 0.999:
        return kind.frame_rate.min
    return None


def _bits(kind: MediaKind) -> float:
    """The most bits a second that the network takes."""
    return math.inf if kind.max_bits_per_second is None else kind.max_bits_per_second.max


def _video_bits(kind: MediaKind, media: MediaObject, pixels: int) -> int:
    assert media.duration_seconds
    room = kind.max_bytes.max * 8 * _SHARE_OF_BYTES / media.duration_seconds
    room = min(room, _bits(kind) * _SHARE_OF_BYTES)
    if media.audio_codec is not None:
        room -= _AUDIO_BITS
    good = _FULL_HD_BITS * max(pixels / (1920 * 1080), 0.1)
    return int(min(room, good))


def _even(side: int) -> int:
    """Colours are kept for every second pixel, so sides are even."""
    return max(side - side % 2, 2)


def _expected(plan: PicturePlan | VideoPlan, media: MediaObject) -> MediaObject:
    changes: dict[str, Any] = {
        "media_type": plan.media_type,
        "width": plan.canvas_width,
        "height": plan.canvas_height,
        "size": min(media.size, plan.max_bytes),
    }
    if isinstance(plan, VideoPlan):
        assert media.duration_seconds
        bits = plan.video_bits + (_AUDIO_BITS if plan.audio else 0)
        changes["frame_rate"] = plan.frame_rate or media.frame_rate
        if not plan.copy_streams:
            changes["size"] = min(changes["size"], int(bits * media.duration_seconds / 8))
            changes |= {"video_codec": "h264", "audio_codec": "aac" if plan.audio else None}
    return media.model_copy(update=changes)
