"""Making videos over with FFmpeg: H.264 and AAC in an MP4 that plays from its first byte on."""

import subprocess
from pathlib import Path

import imageio_ffmpeg

from shared.media.errors import MediaRefusedError
from shared.media.probing import broken, container_of, head_of
from shared.media.renditions import VideoPlan

_MUXERS = {"mov": "mp4", "matroska": "webm", "avi": "avi", "mpegts": "mpegts", "mpeg": "mpeg"}
_RETRY_SHARE = 0.75
_LAST_WORDS = 300


def clean(source: Path, output: Path) -> bool:
    """Write a video without what it tells of place, time and camera, its index first; False where it can't be kept.

    Pictures and sound stay as they are.
    """
    container = container_of(head_of(source))
    if container is None:
        return False
    muxer = _MUXERS[container]
    if container == "mov" and head_of(source)[8:12] == b"qt  ":
        muxer = "mov"
    _run(source, [*_streams(), "-c", "copy", *_muxing(muxer)], output)
    return True


def convert(source: Path, output: Path, plan: VideoPlan) -> None:
    """Make a video as planned, of at most the planned bytes.

    Raises:
        MediaRefusedError: It can't be read, or can't be made small enough.
    """
    if plan.copy_streams:
        _run(source, [*_streams(), "-c", "copy", *_muxing("mp4")], output)
        return
    for share in (1.0, _RETRY_SHARE):
        _run(source, _coding(plan, int(plan.video_bits * share)), output)
        if output.stat().st_size <= plan.max_bytes:
            return
    raise MediaRefusedError(
        "media.not_convertible",
        f"The video can't be made to fit into {plan.max_bytes} bytes. Cut it shorter.",
    )


def _coding(plan: VideoPlan, bits: int) -> list[str]:
    size, canvas = f"{plan.width}:{plan.height}", f"{plan.canvas_width}:{plan.canvas_height}"
    filters = [
        f"scale={size}:flags=lanczos",
        f"pad={canvas}:(ow-iw)/2:(oh-ih)/2:black",
        "setsar=1",
        "format=yuv420p",
    ]
    if plan.frame_rate is not None:
        filters.insert(0, f"fps={plan.frame_rate:g}")
    video = [
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-crf",
        "21",
        "-maxrate",
        str(bits),
        "-bufsize",
        str(bits * 2),
    ]
    shape = ["-profile:v", "high", "-g", "60", "-vf", ",".join(filters)]
    audio = ["-c:a", "aac", "-b:a", "128k", "-ar", "48000", "-ac", "2"] if plan.audio else ["-an"]
    return [*_streams(), *video, *shape, *audio, *_muxing("mp4")]


def _streams() -> list[str]:
    return ["-map", "0:v:0", "-map", "0:a:0?"]


def _muxing(muxer: str) -> list[str]:
    plain = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"]
    start = ["-movflags", "+faststart"] if muxer in {"mp4", "mov"} else []
    return [*plain, *start, "-f", muxer]


def _run(source: Path, arguments: list[str], output: Path) -> None:
    form = container_of(head_of(source)) or "gif"
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        *("-nostdin", "-hide_banner", "-loglevel", "error", "-y"),
        *("-protocol_whitelist", "file", "-f", form, "-i", str(source)),
        *arguments,
        str(output),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")  # noqa: S603  no shell, no word of a client's in it
    if done.returncode:
        words = done.stderr.replace(str(source), "the file").replace(str(output), "the result").strip()
        raise broken(" ".join(words.split())[-_LAST_WORDS:])
