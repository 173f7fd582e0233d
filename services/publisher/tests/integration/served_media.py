"""Media in the object store, served at the addresses that networks fetch them from, as the gateway does."""

import base64
import contextlib
import hashlib
import random
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import SecretStr

from services.publisher.config import Settings
from shared.events import MediaObject
from shared.media import MediaLinks
from shared.objects import ObjectStore

MEDIA_KEY = random.randbytes(32)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which the folder's media are."""

    class Serving(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = MediaLinks(MEDIA_KEY).read(self.path.removeprefix("/media/"), datetime.now(UTC))
            data = (folder / found.key).read_bytes() if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", found.media_type if found else "text/plain")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_HEAD = do_GET  # noqa: N815  the server's name for it

        def log_message(self, *_: object) -> None:
            """Tests have logs of their own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Serving)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def shown_at(settings: Settings, address: str, folder: Path, **changes: Any) -> Settings:
    """Of a publisher whose media lie in the folder and are shown at the address."""
    key = SecretStr(base64.b64encode(MEDIA_KEY).decode())
    changes |= {
        "media_base_url": address,
        "media": settings.media.model_copy(update={"signing_key": key}),
        "objects": settings.objects.model_copy(update={"url": f"file://{folder}"}),
    }
    return settings.model_copy(update=changes)


async def stored(settings: Settings, data: bytes, media_type: str, **known: Any) -> MediaObject:
    """Bytes in the object store, as an event names them."""
    key = f"organizations/{uuid4()}/media/{uuid4()}"
    await ObjectStore(settings.objects).put(key, data, media_type)
    digest = hashlib.sha256(data).hexdigest()
    return MediaObject(key=key, media_type=media_type, size=len(data), sha256=digest, **known)
