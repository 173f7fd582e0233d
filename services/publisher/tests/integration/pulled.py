"""For networks that fetch media themselves: a server that shows a test's attachments to the sandbox."""

import dataclasses
import io
import random
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

from services.publisher.domain.content import Content, Part, Prepared
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.stage import Stage, sha256

_SHOWN: dict[str, Picture] = {}


class _Shown(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = _SHOWN.get(self.path.strip("/"))
        self.send_response(200 if found else 404)
        data = found.data if found else b""
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Tests have logs of their own."""


@cache
def _address() -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Shown)
    threading.Thread(target=server.serve_forever, daemon=True, name="media").start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def shown(of: Picture) -> Picture:
    """The same, with an address at which it lies."""
    if of.url is not None:
        return of
    _SHOWN[sha256(of)] = of
    return dataclasses.replace(of, url=f"{_address()}/{sha256(of)}")


def jpeg(alt_text: str = "", *, form: str = "JPEG", side: int = 64, ratio: float = 1.0) -> Picture:
    """A small picture, unlike every other."""
    output, height = io.BytesIO(), round(side / ratio)
    shade = random.randbytes(3)
    Image.new("RGB", (side, height), (shade[0], shade[1], shade[2])).save(output, "JPEG", quality=95)
    del form  # whichever is asked for, pictures are JPEG here
    data = output.getvalue() + random.randbytes(8)
    return Picture(data, "image/jpeg", alt_text, side, height)


class PullStage(Stage):
    """Attachments lie where the network can fetch them."""

    async def prepare(
        self, content: Content | Part, *attachments: Picture, former: Prepared | None = None
    ) -> Prepared:
        return await super().prepare(content, *map(shown, attachments), former=former)


class PictureStage(PullStage):
    """As above, for a network without posts of text alone: what has no attachment gets a picture."""

    async def prepare(
        self, content: Content | Part, *attachments: Picture, former: Prepared | None = None
    ) -> Prepared:
        is_post = isinstance(content, Content) or content.role == "post"
        return await super().prepare(content, *(attachments or ((jpeg(),) if is_post else ())), former=former)
