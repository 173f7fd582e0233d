from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.calls import Calls
from sandbox.files import Content, look_at
from sandbox.graph import parameters
from sandbox.graph.dialect import invalid
from sandbox.graph.facebook_login import VERSION
from sandbox.graph.pulling import flaw_of
from sandbox.networks.whatsapp.dialect import WhatsApp, refused

KEPT_SECONDS = 30 * 86_400
# What no look at the bytes can tell from plain text.
TEXTS = frozenset({"text/plain", "text/csv"})


def add_calls(calls: Calls, network: WhatsApp) -> None:
    calls.add("POST", f"{VERSION}/{{number}}/media", "media.create", MediaCalls(network).create)


class MediaCalls:
    def __init__(self, network: WhatsApp) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        """The same file may be sent to many."""
        given = await parameters.read(request, "messaging_product", "file", "type")
        _, account = self._network.number(request)
        parameters.chosen(given, "messaging_product", "whatsapp")
        data, declared = given.get("file"), str(given.get("type", ""))
        if not isinstance(data, bytes) or not data:
            raise invalid("Param file must be a file")
        found = _looked_at(data, declared)
        _check(found)
        self._state.files.put(found.sha256, data)
        media = self._state.media.add(
            self._network.name,
            account.id,
            self._network.next_id(),
            found,
            ready_at=self._state.now(),
            expires_at=self._state.now() + KEPT_SECONDS,
        )
        return JSONResponse({"id": media.media_id})


def _check(found: Content) -> None:
    limits = rules.capability("whatsapp").media
    document = next(kind for kind in limits.kinds if kind.kind == "document")
    if found.mime in document.media_types:
        if found.size > document.max_bytes.max:
            raise refused(131053, "Media upload error", f"At most {document.max_bytes.max} bytes are taken")
        return
    flaw = flaw_of(limits, found)
    if flaw is not None:
        raise refused(131053, "Media upload error", flaw.words)


def _looked_at(data: bytes, declared: str) -> Content:
    found = look_at(data)
    if found.mime == "application/octet-stream" and declared in TEXTS:
        return Content(declared, found.size, found.sha256, found.width, found.height)
    if found.mime != declared:
        words = f"The file is {found.mime} and was said to be {declared or 'nothing'}"
        raise refused(131053, "Media upload error", words)
    return found
