"""A picture out of a video, shown until somebody plays it."""

import io
import re
from functools import lru_cache
from pathlib import Path

import av
from av.error import FFmpegError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sandbox.state import State

AT_MOST_SECONDS = 2.0
WIDEST = 1_280


class Posters:
    """Videos' posters, by the video's SHA-256."""

    def __init__(self, state: State) -> None:
        self._files = state.files

    async def poster(self, request: Request) -> Response:
        sha256 = request.path_params["sha256"]
        path = self._files.path(sha256)
        if not re.fullmatch(r"[0-9a-f]{64}", sha256) or not path.exists():
            raise HTTPException(404)
        picture = await run_in_threadpool(frame, path)
        if picture is None:
            raise HTTPException(404, "There is no picture in it.")
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(picture, media_type="image/jpeg", headers=headers)


@lru_cache(maxsize=128)
def frame(path: Path) -> bytes | None:
    """The picture in the middle, or two seconds in, as JPEG: first ones are often black."""
    try:
        with av.open(str(path)) as container:
            half = (container.duration or 0) / 2 / av.time_base
            for decoded in container.decode(video=0):
                if (decoded.time or 0) >= min(half, AT_MOST_SECONDS):
                    output, picture = io.BytesIO(), decoded.to_image()  # type: ignore[no-untyped-call]
                    picture.thumbnail((WIDEST, WIDEST))
                    picture.save(output, "JPEG", quality=85)
                    return output.getvalue()
    except (FFmpegError, IndexError):
        return None
    return None
