from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.media import Media
from sandbox.networks.telegram import composing, messages
from sandbox.networks.telegram.dialect import CHAT, Telegram, add, answer, bad_request
from sandbox.networks.telegram.parameters import Parameters, parameters

FEWEST_IN_A_GROUP = 2
GROUPED = frozenset({"photo", "video", "document"})


def add_calls(calls: Calls, network: Telegram) -> None:
    sending = SendingCalls(network)
    add(calls, "sendMessage", sending.message, CHAT)
    for kind in ("photo", "video", "animation", "document"):
        add(calls, f"send{kind.title()}", partial(sending.file, kind), CHAT)
    add(calls, "sendMediaGroup", sending.group, CHAT)


class SendingCalls:
    def __init__(self, network: Telegram) -> None:
        self._network = network

    async def message(self, request: Request) -> Response:
        given = await parameters(request)
        token, account = self._network.posting(request, given.given.get("chat_id"))
        words = composing.words(given, "text", "entities")
        if not words.text.strip():
            raise bad_request("message text is empty")
        with self._network.state.store.transaction():
            post = messages.store(
                self._network,
                account,
                given,
                text=words.text,
                files=[],
                entities=words.entities,
                link_preview=given.structure("link_preview_options"),
            )
        return answer(messages.shown(token, account, post)[0])

    async def file(self, kind: str, request: Request) -> Response:
        given = await parameters(request)
        token, account = self._network.posting(request, given.given.get("chat_id"))
        words = composing.words(given, "caption", "caption_entities")
        with self._network.state.store.transaction():
            media = composing.file(self._network, account, given, kind, given.text(kind))
            post = messages.store(
                self._network,
                account,
                given,
                text=words.text,
                files=[(kind, media)],
                entities=words.entities,
                spoiler=given.truth("has_spoiler"),
            )
        return answer(messages.shown(token, account, post)[0])

    async def group(self, request: Request) -> Response:
        given = await parameters(request)
        token, account = self._network.posting(request, given.given.get("chat_id"))
        listed = given.structure("media")
        most = rules.media_count("telegram")
        if not isinstance(listed, list) or not FEWEST_IN_A_GROUP <= len(listed) <= most:
            raise bad_request(f"there must be {FEWEST_IN_A_GROUP} to {most} media in a group")
        _check_kinds(listed)
        captions = [composing.words(Parameters(item, {}), "caption", "caption_entities") for item in listed]
        with self._network.state.store.transaction():
            files = [self._item(account, given, item) for item in listed]
            post = messages.store(
                self._network,
                account,
                given,
                text="\n".join(caption.text for caption in captions if caption.text),
                files=files,
                entities=captions[0].entities,
                spoiler=any(item.get("has_spoiler") for item in listed),
            )
        return answer(messages.shown(token, account, post))

    def _item(self, account: Account, given: Parameters, item: dict[str, Any]) -> tuple[str, Media]:
        kind = str(item["type"])
        return kind, composing.file(self._network, account, given, kind, str(item.get("media") or ""))


def _check_kinds(listed: list[Any]) -> None:
    kinds = {item.get("type") if isinstance(item, dict) else None for item in listed}
    if not kinds <= GROUPED:
        raise bad_request("can't parse InputMedia: type must be one of photo, video, document")
    if "document" in kinds and len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
