import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from sandbox.files import Content, look_at
from sandbox.state import State
from shared.capabilities.model import MediaKind, MediaRules

FETCH_SECONDS = 20.0
# Reading the trusted certificates takes longer than most fetches.
TRUST = httpx.create_ssl_context(trust_env=False)


class UnfetchableError(Exception):
    """An address that gives no file."""


async def fetch(state: State, url: str, most: int) -> Content:
    """What lies at an address, kept among the sandbox's files; redirects are not followed."""
    if urlsplit(url).scheme not in {"http", "https"} or not url.isascii():
        raise UnfetchableError(f"{url} is no address in plain ASCII")
    data = bytearray()
    try:
        async with (
            asyncio.timeout(FETCH_SECONDS),
            httpx.AsyncClient(trust_env=False, verify=TRUST) as client,
            client.stream("GET", url) as answer,
        ):
            if answer.status_code != 200:
                raise UnfetchableError(f"{url} answers {answer.status_code}")
            async for piece in answer.aiter_bytes():
                data += piece
                if len(data) > most:
                    break
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as failed:
        raise UnfetchableError(f"{url} can't be fetched: {failed}") from failed
    return keep(state, bytes(data))


def keep(state: State, data: bytes) -> Content:
    """Look at the bytes and put them among the sandbox's files."""
    content = look_at(data)
    state.files.put(content.sha256, data)
    return content


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a file: one of type, size, ratio, width, duration, frame_rate, codec, playable."""

    kind: str
    words: str


def flaw_of(rules: MediaRules, content: Content, *wanted: str) -> Flaw | None:
    """Why a file is not taken, by the limits of a format; `wanted` are the kinds that may stand there."""
    kinds = [
        kind
        for kind in rules.kinds
        if content.mime in kind.media_types and kind.kind in (wanted or (kind.kind,))
    ]
    if not kinds:
        return Flaw("type", f"The media is {content.mime}")
    kind = kinds[0]
    if content.size > kind.max_bytes.max:
        return Flaw("size", f"The media has {content.size} bytes, at most {kind.max_bytes.max} are taken")
    return _flaw_of_picture(kind, content) or _flaw_of_film(kind, content)


def _flaw_of_picture(kind: MediaKind, content: Content) -> Flaw | None:
    if not content.width or not content.height:
        return Flaw("playable", "The media can't be decoded")
    ratio, span = content.width / content.height, kind.ratio
    if span and not (span.min or 0) - 0.005 <= ratio <= (span.max or ratio) + 0.005:
        return Flaw("ratio", f"The aspect ratio {ratio:.3f} is not between {span.min} and {span.max}")
    for side, most, least in (
        (content.width, kind.max_width, kind.min_width),
        (content.height, kind.max_height, kind.min_height),
    ):
        if (most and side > most.max) or (least and side < least.max):
            return Flaw("width", f"{content.width} x {content.height} pixels are not taken")
    return None


def _flaw_of_film(kind: MediaKind, content: Content) -> Flaw | None:
    film = content.film
    if kind.kind != "video":
        return None
    if film is None:
        return Flaw("playable", "The video can't be decoded")
    for name, value, span in (
        ("duration", film.duration_seconds, kind.duration_seconds),
        ("frame_rate", film.frame_rate, kind.frame_rate),
    ):
        if span and not (span.min or 0) - 0.05 <= value <= (span.max or value) + 0.05:
            return Flaw(name, f"The {name} {value:g} is not between {span.min} and {span.max}")
    if kind.video_codecs and film.video_codec not in kind.video_codecs:
        return Flaw("codec", f"The video codec {film.video_codec} is not taken")
    if kind.audio_codecs and film.audio_codec and film.audio_codec not in kind.audio_codecs:
        return Flaw("codec", f"The audio codec {film.audio_codec} is not taken")
    return None
