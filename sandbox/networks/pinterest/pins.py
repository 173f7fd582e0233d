import base64
import binascii
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.files import look_at
from sandbox.media import Media
from sandbox.networks.pinterest.accounts import page
from sandbox.networks.pinterest.dialect import READS, WRITES, Pinterest, invalid, refusal
from sandbox.networks.pinterest.shapes import (
    ImageItem,
    ImageSource,
    ImagesSource,
    PinBody,
    PinChanges,
    UrlSource,
    VideoSource,
)
from sandbox.networks.pinterest.videos import status_of
from sandbox.posts import Post
from sandbox.times import iso


def add_calls(calls: Calls, network: Pinterest) -> None:
    pins = PinCalls(network)
    calls.add("POST", "/v5/pins", "pins.create", pins.create, WRITES)
    calls.add("GET", "/v5/boards/{board_id}/pins", "boards.pins", pins.listed, READS)
    calls.add("GET", "/v5/pins/{pin_id}", "pins.get", pins.get, READS)
    calls.add("PATCH", "/v5/pins/{pin_id}", "pins.update", pins.update, WRITES)
    calls.add("DELETE", "/v5/pins/{pin_id}", "pins.delete", pins.delete, WRITES)


class PinCalls:
    def __init__(self, network: Pinterest) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        self._network.allow(request)
        account = self._network.require(request, "boards:read", "boards:write", "pins:read", "pins:write")
        body = await self._network.read_body(request, PinBody)
        self._network.own_board(account, body.board_id)
        media = self._media(account, body.media_source)
        alt = body.alt_text or ""
        with self._state.store.transaction():
            post = self._state.posts.add(
                self._network.name,
                account.id,
                self._network.next_id(),
                text=body.description or "",
                document={
                    **body.model_dump(exclude={"media_source", "description"}, exclude_none=True),
                    "source_type": body.media_source.source_type,
                    "board_name": self._network.boards(account)[body.board_id],
                },
                media=[item.posted(alt) for item in media],
            )
        return JSONResponse(_shown(post, account), 201)

    async def listed(self, request: Request) -> Response:
        """Newest first; a new pin may be missing for a while."""
        self._network.allow(request, "bookmark", "page_size", "creative_types", "pin_metrics")
        account = self._network.require(request, "boards:read", "pins:read")
        board_id = self._network.own_board(account, request.path_params["board_id"])
        known = self._state.now() - self._state.settings.pinterest_listing_lag_seconds
        posts = self._state.posts.live(self._network.name, account.id, limit=-1)
        found = [
            _shown(post, account)
            for post in posts
            if post.document["board_id"] == board_id and post.created_at <= known
        ]
        return JSONResponse(page(request, found))

    async def get(self, request: Request) -> Response:
        self._network.allow(request, "pin_metrics")
        account = self._network.require(request, "boards:read", "pins:read")
        return JSONResponse(_shown(self.own(account, request.path_params["pin_id"]), account))

    async def update(self, request: Request) -> Response:
        self._network.allow(request)
        account = self._network.require(request, "boards:read", "boards:write", "pins:read", "pins:write")
        post = self.own(account, request.path_params["pin_id"])
        changes = (await self._network.read_body(request, PinChanges)).model_dump(exclude_unset=True)
        if changes.get("board_id"):
            self._network.own_board(account, changes["board_id"])
        text = changes.pop("description", post.text) or ""
        document = {**post.document, **changes}
        document["board_name"] = self._network.boards(account).get(document["board_id"] or "", "")
        self._state.posts.replace(post, text=text, document=document, media=list(post.media))
        return JSONResponse(_shown(self.own(account, post.remote_id), account))

    async def delete(self, request: Request) -> Response:
        self._network.allow(request)
        account = self._network.require(request, "boards:read", "boards:write", "pins:read", "pins:write")
        self._state.posts.delete(self.own(account, request.path_params["pin_id"]))
        return Response(status_code=204)

    def own(self, account: Account, pin_id: str) -> Post:
        post = self._state.posts.find(self._network.name, account.id, pin_id)
        if post is None or post.deleted_at is not None:
            raise refusal(404, 50, "Pin not found.")
        return post

    def _media(
        self, account: Account, source: ImageSource | ImagesSource | VideoSource | UrlSource
    ) -> list[Media]:
        match source:
            case ImageSource():
                return [self._image(account, source)]
            case ImagesSource():
                return [self._image(account, item) for item in source.items]
            case VideoSource():
                return [self._video(account, source)]
            case UrlSource():
                raise invalid("Unable to reach the URL. Please check the URL and try again.")

    def _image(self, account: Account, item: ImageSource | ImageItem) -> Media:
        try:
            data = base64.b64decode(item.data, validate=True)
        except binascii.Error as error:
            raise invalid("'data' is not base64") from error
        found = look_at(data)
        if found.mime != item.content_type:
            raise invalid(f"The image is {found.mime}, not {item.content_type}.")
        most = rules.image_bytes("pinterest")[found.mime]
        if found.size > most:
            raise invalid(f"The image has {found.size} bytes, more than {most}.")
        self._state.files.put(found.sha256, data)
        now = self._state.now()
        return self._state.media.add(
            self._network.name, account.id, self._network.next_id(), found, ready_at=now
        )

    def _video(self, account: Account, source: VideoSource) -> Media:
        media = self._state.media.find(self._network.name, account.id, source.media_id)
        if media is None or media.post_seq is not None:
            raise invalid(f"Media {source.media_id} was not found.")
        covers = (source.cover_image_url, source.cover_image_data, source.cover_image_key_frame_time)
        if all(cover is None for cover in covers):
            raise invalid("A cover image is required for video pins.")
        status = status_of(self._network, media)
        if status != "succeeded":
            raise invalid(f"Media {source.media_id} is not ready: {status}.")
        return media


def _shown(post: Post, account: Account) -> dict[str, Any]:
    document = post.document
    return {
        "id": post.remote_id,
        "created_at": iso(post.created_at).removesuffix("Z").split(".")[0],
        "title": document.get("title"),
        "description": post.text or None,
        "link": document.get("link"),
        "alt_text": document.get("alt_text"),
        "board_id": document["board_id"],
        "board_section_id": document.get("board_section_id"),
        "board_owner": {"username": account.handle},
        "dominant_color": document.get("dominant_color"),
        "is_owner": True,
        "is_standard": True,
        "has_been_promoted": False,
        "parent_pin_id": None,
        "media": _shown_media(post),
    }


def _shown_media(post: Post) -> dict[str, Any]:
    match post.document["source_type"]:
        case "video_id":
            return {"media_type": "video", "duration": None}
        case "multiple_image_base64":
            return {"media_type": "multiple_images", "items": [{"images": {}} for _ in post.media]}
    return {"media_type": "image", "images": {}}
