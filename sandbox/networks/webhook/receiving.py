import asyncio
import json
import secrets
from typing import Any, TypeVar

from pydantic import AnyHttpUrl, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.graph.pulling import UnfetchableError, fetch
from sandbox.networks.webhook.dialect import HOOKS, Receiver, refusal
from sandbox.networks.webhook.signatures import verified
from sandbox.posts import Post, PostedMedia
from sandbox.tokens import Token

LARGEST_BYTES = 1024 * 1024 * 1024
KEPT_SECONDS = 30 * 86_400


Read = TypeVar("Read", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class Medium(_Strict):
    url: AnyHttpUrl
    media_type: str
    size: int
    sha256: str
    alt_text: str
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None


class Message(_Strict):
    """What is sent, field by field: anything beyond it is refused, so that nothing is told by accident."""

    type: str
    timestamp: AwareDatetime
    data: dict[str, Any]


class Link(_Strict):
    url: str
    title: str
    description: str
    image: Medium | None


class Posted(_Strict):
    publication_id: str
    part: int
    role: str
    text: str
    language: str
    media: list[Medium]
    in_reply_to: str | None
    kind: str
    title: str
    link: Link | None
    poll: dict[str, Any] | None
    visibility: str | None
    content_warning: str
    tags: list[str]
    options: dict[str, str] = Field(default_factory=dict)


class Edited(_Strict):
    id: str
    text: str


class Deleted(_Strict):
    id: str


def add_calls(calls: Calls, network: Receiver) -> None:
    calls.add("POST", "/hooks/{hook}", "hooks.receive", Receiving(network).receive, HOOKS)


class Receiving:
    def __init__(self, network: Receiver) -> None:
        self._network = network
        self._state = network.state

    async def receive(self, request: Request) -> Response:
        token, account = self._network.hook(request)
        body = await request.body()
        message_id = verified(request, body, token.document["secret"], self._state.now())
        message = _read(Message, json.loads(body))
        match message.type:
            case "ping":
                url = f"{self._state.public_url(request)}/webhook/@{account.handle}"
                return self._answer(token, {"id": account.remote_id, "name": account.handle, "url": url})
            case "post.publish":
                return await self._published(
                    request, (token, account), message_id, _read(Posted, message.data)
                )
            case "post.edit":
                return self._edited(token, account, _read(Edited, message.data))
            case "post.delete":
                return self._deleted(token, account, _read(Deleted, message.data))
        raise refusal(422, f"type {message.type} is not known here")

    async def _published(
        self, request: Request, who: tuple[Token, Account], message_id: str, posted: Posted
    ) -> Response:
        """The same webhook-id gives back the first post."""
        token, account = who
        card = [posted.link.image] if posted.link and posted.link.image else []
        fetched = await asyncio.gather(*(self._fetched(medium) for medium in (*posted.media, *card)))
        media = fetched[: len(posted.media)]
        if posted.in_reply_to is not None:
            self._found(account, posted.in_reply_to)
        with self._state.store.transaction():
            post = self._state.posts.recall(self._network.name, account.id, message_id)
            if post is not None:
                self._state.posts.accept_again(post)
            else:
                post = self._made(account, message_id, posted, media)
        url = f"{self._state.public_url(request)}/webhook/@{account.handle}/{post.remote_id}"
        return self._answer(token, {"id": post.remote_id, "url": url})

    def _made(self, account: Account, message_id: str, posted: Posted, media: list[PostedMedia]) -> Post:
        post = self._state.posts.add(
            self._network.name,
            account.id,
            f"p{secrets.token_hex(6)}",
            text=posted.text,
            document={"message_id": message_id, **posted.model_dump(mode="json", exclude={"text", "media"})},
            media=media,
        )
        self._state.posts.remember(post, message_id, KEPT_SECONDS)
        return post

    async def _fetched(self, medium: Medium) -> PostedMedia:
        try:
            found = await fetch(self._state, str(medium.url), LARGEST_BYTES)
        except UnfetchableError as error:
            raise refusal(422, str(error)) from error
        if found.sha256 != medium.sha256:
            raise refusal(422, "an attachment is not the one that was announced")
        return PostedMedia(
            medium.sha256[:16],
            found.mime,
            found.size,
            found.sha256,
            found.width,
            found.height,
            medium.alt_text,
        )

    def _edited(self, token: Token, account: Account, edited: Edited) -> Response:
        with self._state.store.transaction():
            post = self._found(account, edited.id)
            if post.text != edited.text:
                self._state.posts.replace(
                    post, text=edited.text, document=post.document, media=list(post.media)
                )
        return self._answer(token, {"id": post.remote_id})

    def _deleted(self, token: Token, account: Account, deleted: Deleted) -> Response:
        """What is gone already is no error."""
        post = self._stored(account, deleted.id)
        if post is not None and post.deleted_at is None:
            self._state.posts.delete(post)
        return self._answer(token, {"id": deleted.id})

    def _found(self, account: Account, remote_id: str) -> Post:
        post = self._stored(account, remote_id)
        if post is None or post.deleted_at is not None:
            raise refusal(422, "no such post")
        return post

    def _stored(self, account: Account, remote_id: str) -> Post | None:
        """By our own id, or by the webhook-id for who was never told that."""
        posts, name = self._state.posts, self._network.name
        return posts.find(name, account.id, remote_id) or posts.recall(name, account.id, remote_id)

    def _answer(self, token: Token, told: dict[str, Any]) -> Response:
        return Response(status_code=204) if token.document["silent"] else JSONResponse(told)


def _read(model: type[Read], given: Any) -> Read:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        flaw = error.errors()[0]
        where = "/".join(str(step) for step in flaw["loc"])
        raise refusal(422, f"{where}: {flaw['msg']}") from error
