from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls, RefusedError
from sandbox.files import Content, look_at
from sandbox.media import Media
from sandbox.networks.mastodon import views
from sandbox.networks.mastodon.dialect import API, UPLOADS, Mastodon, invalid, not_found
from sandbox.networks.mastodon.parameters import parameters, text


def add_calls(calls: Calls, network: Mastodon) -> None:
    media = MediaCalls(network)
    calls.add("POST", "/api/v2/media", "media.create", media.create, UPLOADS, API)
    calls.add("GET", "/api/v1/media/{id}", "media.get", media.get, API)
    calls.add("PUT", "/api/v1/media/{id}", "media.update", media.update, API)


class MediaCalls:
    def __init__(self, network: Mastodon) -> None:
        self._network = network
        self._state = network.state

    async def create(self, request: Request) -> Response:
        account = self._network.require(request, "write", "write:media")
        given = await parameters(request)
        data = given.get("file")
        if not isinstance(data, bytes):
            raise invalid("File can't be blank")
        found = look_at(data)
        failed, alt = _check(found), _alt(given)
        self._state.files.put(found.sha256, data)
        wait = self._state.settings.mastodon_media_processing_seconds
        with self._state.store.transaction():
            media = self._state.media.add(
                self._network.name,
                account.id,
                self._network.next_id(),
                found,
                alt=alt,
                ready_at=self._state.now() + wait,
                document={"failed": failed},
            )
        return self._answer(request, media, processing=202)

    async def get(self, request: Request) -> Response:
        account = self._network.require(request, "write", "write:media")
        return self._answer(request, self._own(account, request), processing=206)

    async def update(self, request: Request) -> Response:
        account = self._network.require(request, "write", "write:media")
        media = self._own(account, request)
        self._state.media.describe(media, _alt(await parameters(request)))
        return self._answer(request, self._own(account, request), processing=206)

    def _own(self, account: Account, request: Request) -> Media:
        media = self._state.media.find(self._network.name, account.id, request.path_params["id"])
        if media is None:
            raise not_found()
        return media

    def _answer(self, request: Request, media: Media, *, processing: int) -> Response:
        ready = self._state.media.is_ready(media)
        if ready and media.document["failed"]:
            raise RefusedError(422, {"error": "Error processing thumbnail for uploaded media"})
        return JSONResponse(
            views.attachment(self._state, request, media, ready=ready), 200 if ready else processing
        )


def _check(found: Content) -> str | None:
    """Raises the refusal of what is seen at once; gives why the processing of a video will fail, None if it won't."""
    kind = rules.media_kind("mastodon", found.mime)
    if kind is None:
        raise invalid("File content type is invalid, File is invalid")
    if found.size > kind.max_bytes.max:
        raise invalid(f"File file size must be less than or equal to {kind.max_bytes.max // 1024**2} MB")
    if kind.kind == "video":
        return rules.wrong_with_film(kind, found)
    if kind.max_pixels and (found.width or 0) * (found.height or 0) > kind.max_pixels.max:
        raise invalid(f"{found.width}x{found.height} images are not supported")
    return None


def _alt(given: dict[str, Any]) -> str:
    alt, most = text(given.get("description")), rules.alt_characters("mastodon")
    if len(alt) > most:
        raise invalid(f"Description is too long (maximum is {most} characters)")
    return alt
