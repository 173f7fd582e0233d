from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.calls import Calls
from sandbox.files import look_at
from sandbox.networks.youtube.dialect import UPLOAD, WRITE, YouTube, only_query, problem
from sandbox.posts import PostedMedia


def add_calls(calls: Calls, network: YouTube) -> None:
    async def set_thumbnail(request: Request) -> Response:
        account = network.require(request, UPLOAD, WRITE)
        network.spend(request, 50)
        only_query(request, "videoId", "uploadType")
        data = await request.body()
        if not data:
            raise problem(
                400,
                "mediaBodyRequired",
                "The request does not include the image content.",
                "youtube.thumbnail",
            )
        kind = next(kind for kind in rules.capability("youtube").media.kinds if kind.kind == "image")
        found = look_at(data)
        if found.size > kind.max_bytes.max:
            raise problem(413, "uploadTooLarge", "Request is too large.", "global")
        if found.mime not in kind.media_types:
            raise problem(400, "invalidImage", "The provided image content is invalid.", "youtube.thumbnail")
        post = network.state.posts.find(network.name, account.id, request.query_params.get("videoId", ""))
        if post is None or post.deleted_at is not None or "title" not in post.document:
            words = "The video that you are trying to insert a thumbnail image for cannot be found."
            raise problem(404, "videoNotFound", words, "youtube.thumbnail", ("videoId", "parameter"))
        network.state.files.put(found.sha256, data)
        shown = PostedMedia(
            f"thumbnail-{post.remote_id}", found.mime, found.size, found.sha256, found.width, found.height, ""
        )
        network.state.posts.illustrate(post, [post.media[0], shown])
        address = f"{network.state.public_url(request)}/_sandbox/media/{found.sha256}"
        size = {"url": address, "width": found.width, "height": found.height}
        return JSONResponse(
            {"kind": "youtube#thumbnailSetResponse", "etag": "e", "items": [{"default": size, "high": size}]}
        )

    calls.add("POST", "/upload/youtube/v3/thumbnails/set", "thumbnails.set", set_thumbnail)
