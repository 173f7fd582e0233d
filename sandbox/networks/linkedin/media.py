from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.media import Media
from sandbox.networks.linkedin.bodies import Body, read_body
from sandbox.networks.linkedin.dialect import LinkedIn, denied, refusal
from sandbox.networks.linkedin.uploads import KINDS, PART_BYTES, UPLOAD_SECONDS, Uploads


class Owned(Body):
    owner: str


class OwnedVideo(Owned):
    fileSizeBytes: int  # noqa: N815  LinkedIn's names
    uploadCaptions: bool = False  # noqa: N815
    uploadThumbnail: bool = False  # noqa: N815


class Initialization(Body):
    initializeUploadRequest: Owned  # noqa: N815


class VideoInitialization(Body):
    initializeUploadRequest: OwnedVideo  # noqa: N815


class Finish(Body):
    video: str
    uploadToken: str  # noqa: N815
    uploadedPartIds: list[str]  # noqa: N815


class Finalization(Body):
    finalizeUploadRequest: Finish  # noqa: N815


def add_calls(calls: Calls, network: LinkedIn) -> None:
    media = MediaCalls(network)
    for kind in KINDS:
        calls.add("POST", f"/rest/{kind}", f"{kind}.upload", media.act)
        calls.add("GET", f"/rest/{kind}/{{urn}}", f"{kind}.get", media.status)
    calls.add("PUT", "/www/dms-uploads/{urn}/{index:int}", "uploads.put", media.put)


class MediaCalls:
    def __init__(self, network: LinkedIn) -> None:
        self._network = network
        self._uploads = Uploads(network)

    async def act(self, request: Request) -> Response:
        self._network.versioned(request, "action")
        resource = request.url.path.rpartition("/")[2]
        match request.query_params.get("action"):
            case "initializeUpload":
                return await self._start(request, resource)
            case "finalizeUpload" if resource == "videos":
                return await self._finish(request)
        raise refusal(400, "ILLEGAL_ARGUMENT", f"{resource} has no such action")

    async def put(self, request: Request) -> Response:
        """Bytes: whoever knows the address may send them."""
        media = self._uploads.find(request.path_params["urn"])
        if media is None or request.query_params.get("key") != media.document["secret"]:
            raise refusal(404, "NOT_FOUND", "No such upload")
        etag = self._uploads.receive(media, request.path_params["index"], await request.body())
        is_part = media.document["kind"] == "video"
        return Response(status_code=200 if is_part else 201, headers={"etag": f'"{etag}"'})

    async def status(self, request: Request) -> Response:
        """Read back by those who may read their owner's posts: a member's consent to post is not enough."""
        self._network.versioned(request)
        media = self._uploads.find(request.path_params["urn"])
        if media is None:
            self._network.require(request)
            raise refusal(404, "NOT_FOUND", f"Could not find entity {request.path_params['urn']}")
        owner = self._network.state.accounts.by_id(media.account_id)
        if owner is None:
            raise denied(request)
        self._network.require_author(
            request, owner.remote_id, person="r_member_social", organization="r_organization_social"
        )
        return JSONResponse(self._uploads.status(media))

    async def _start(self, request: Request, resource: str) -> Response:
        if resource == "videos":
            video = (await read_body(request, VideoInitialization)).initializeUploadRequest
            media = self._uploads.start(
                self._owner(request, video.owner), KINDS[resource], video.fileSizeBytes
            )
            return self._started(request, media)
        asked = (await read_body(request, Initialization)).initializeUploadRequest
        media = self._uploads.start(self._owner(request, asked.owner), KINDS[resource], 0)
        value = {
            "uploadUrlExpiresAt": int((media.expires_at or 0) * 1000),
            "uploadUrl": _address(request, media, 0),
            KINDS[resource].name: media.media_id,
        }
        return JSONResponse({"value": value})

    def _started(self, request: Request, media: Media) -> Response:
        instructions = [
            {
                "uploadUrl": _address(request, media, index),
                "firstByte": start,
                "lastByte": min(start + PART_BYTES, media.size) - 1,
            }
            for index, start in enumerate(range(0, media.size, PART_BYTES))
        ]
        value = {
            "uploadUrlsExpireAt": int((self._network.state.now() + UPLOAD_SECONDS) * 1000),
            "video": media.media_id,
            "uploadToken": media.document["token"],
            "uploadInstructions": instructions,
        }
        return JSONResponse({"value": value})

    async def _finish(self, request: Request) -> Response:
        asked = (await read_body(request, Finalization)).finalizeUploadRequest
        media = self._uploads.find(asked.video)
        owner = self._network.state.accounts.by_id(media.account_id) if media else None
        if media is None or owner is None:
            raise refusal(404, "NOT_FOUND", f"Could not find entity {asked.video}")
        self._owner(request, owner.remote_id)
        self._uploads.finish(media, asked.uploadToken, asked.uploadedPartIds)
        return Response(status_code=200)

    def _owner(self, request: Request, urn: str) -> Account:
        return self._network.require_author(
            request, urn, person="w_member_social", organization="w_organization_social"
        )


def _address(request: Request, media: Media, index: int) -> str:
    base = str(request.base_url).rstrip("/")
    return f"{base}/linkedin/www/dms-uploads/{media.media_id}/{index}?key={media.document['secret']}"
