from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.calls import Calls
from sandbox.media import Media
from sandbox.networks.x.bodies import Body, fields, read_body, shaped
from sandbox.networks.x.dialect import X, invalid_request, per_quarter_hour
from sandbox.networks.x.uploads import Uploads, Wanted


class AltText(Body):
    text: str


class Metadata(Body):
    alt_text: AltText | None = None


class MetadataBody(Body):
    id: str
    metadata: Metadata


def add_calls(calls: Calls, network: X) -> None:
    media = MediaCalls(network)
    path = "/2/media/upload"
    calls.add(
        "POST",
        f"{path}/initialize",
        "media.initialize",
        media.initialize,
        per_quarter_hour("media.initialize", 1_875),
    )
    calls.add(
        "POST", f"{path}/{{id}}/append", "media.append", media.append, per_quarter_hour("media.append", 1_875)
    )
    calls.add(
        "POST",
        f"{path}/{{id}}/finalize",
        "media.finalize",
        media.finalize,
        per_quarter_hour("media.finalize", 1_875),
    )
    calls.add("GET", path, "media.status", media.status, per_quarter_hour("media.status", 1_000))
    calls.add("POST", path, "media.upload", media.upload, per_quarter_hour("media.upload", 500))
    calls.add(
        "POST", "/2/media/metadata", "media.metadata", media.describe, per_quarter_hour("media.metadata", 500)
    )


class MediaCalls:
    def __init__(self, network: X) -> None:
        self._network = network
        self._uploads = Uploads(network)

    async def initialize(self, request: Request) -> Response:
        account = self._network.require(request, "media.write")
        media = self._uploads.start(account, await read_body(request, Wanted))
        return self._answer(media)

    async def append(self, request: Request) -> Response:
        account = self._network.require(request, "media.write")
        given = await fields(request)
        media = self._uploads.own(account, request.path_params["id"])
        self._uploads.append(media, given.get("segment_index"), given.get("media"))
        return JSONResponse({"data": {"expires_at": int(media.expires_at or 0)}})

    async def finalize(self, request: Request) -> Response:
        account = self._network.require(request, "media.write")
        return self._answer(self._uploads.finish(self._uploads.own(account, request.path_params["id"])))

    async def status(self, request: Request) -> Response:
        account = self._network.require(request, "media.write")
        if request.query_params.get("command") != "STATUS":
            raise invalid_request("The `command` query parameter must be STATUS")
        return self._answer(self._uploads.own(account, request.query_params.get("media_id", "")))

    async def upload(self, request: Request) -> Response:
        """One shot for images; with a `command`, the older form of the three steps."""
        account = self._network.require(request, "media.write")
        given = await fields(request)
        match given.get("command"):
            case "INIT":
                wanted = {
                    name: str(given[name]) for name in ("media_type", "media_category") if name in given
                }
                size = str(given.get("total_bytes", ""))
                total = {"total_bytes": int(size)} if size.isdigit() else {}
                return self._answer(self._uploads.start(account, shaped({**wanted, **total}, Wanted)))
            case "APPEND":
                media = self._uploads.own(account, str(given.get("media_id", "")))
                self._uploads.append(media, given.get("segment_index"), given.get("media"))
                return Response(status_code=204)
            case "FINALIZE":
                return self._answer(
                    self._uploads.finish(self._uploads.own(account, str(given.get("media_id", ""))))
                )
        content = given.get("media")
        category = str(given.get("media_category", ""))
        return self._answer(self._uploads.at_once(account, content, category))

    async def describe(self, request: Request) -> Response:
        account = self._network.require(request, "media.write")
        body = await read_body(request, MetadataBody)
        media = self._uploads.own(account, body.id)
        alt = body.metadata.alt_text.text if body.metadata.alt_text else ""
        most = rules.alt_characters("x")
        if len(alt) > most:
            raise invalid_request(f"$.metadata.alt_text.text: must be at most {most} characters long")
        self._network.state.media.describe(media, alt)
        return JSONResponse(
            {"data": {"id": media.media_id, "associated_metadata": {"alt_text": {"text": alt}}}}
        )

    def _answer(self, media: Media) -> Response:
        return JSONResponse({"data": self._uploads.shown(media)})
