from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox import rules
from sandbox.calls import Calls
from sandbox.networks.telegram import messages
from sandbox.networks.telegram.composing import utf16_length
from sandbox.networks.telegram.dialect import CHAT, Telegram, add, answer, bad_request
from sandbox.networks.telegram.parameters import Parameters, parameters
from shared.capabilities.model import PollRules


def add_calls(calls: Calls, network: Telegram) -> None:
    add(calls, "sendPoll", PollCalls(network).send, CHAT)


class PollCalls:
    def __init__(self, network: Telegram) -> None:
        self._network = network

    async def send(self, request: Request) -> Response:
        given = await parameters(request)
        token, account = self._network.posting(request, given.given.get("chat_id"))
        poll = _poll(given)
        if token.document["chat_type"] == "channel" and not poll["is_anonymous"]:
            raise bad_request("non-anonymous polls can't be sent to channel chats")
        with self._network.state.store.transaction():
            post = messages.store(self._network, account, given, text=poll["question"], files=[], poll=poll)
        return answer(messages.shown(token, account, post)[0])


def _poll(given: Parameters) -> dict[str, Any]:
    question, limits = given.text("question").strip(), rules.capability("telegram").poll
    assert limits is not None
    if not question:
        raise bad_request("poll question must be non-empty")
    if limits.question and utf16_length(question) > limits.question.max:
        raise bad_request(f"poll question length must not exceed {limits.question.max}")
    options = _options(given, limits)
    period = given.number("open_period")
    span = limits.duration_seconds
    if period is not None and not (span.min or 0) <= period <= (span.max or period):
        raise bad_request("poll open period is invalid")
    return {
        "id": "1",
        "question": question,
        "options": [
            {"persistent_id": str(number), "text": option, "voter_count": 0}
            for number, option in enumerate(options, start=1)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": given.text("is_anonymous").lower() not in {"false", "0"},
        "type": "regular",
        "allows_revoting": True,
        "members_only": False,
        "allows_multiple_answers": given.truth("allows_multiple_answers"),
        **({"open_period": period} if period else {}),
    }


def _options(given: Parameters, limits: PollRules) -> list[str]:
    listed = given.structure("options")
    texts = [
        str(item.get("text", "")) if isinstance(item, dict) else str(item)
        for item in (listed if isinstance(listed, list) else [])
    ]
    if len(texts) < (limits.options.min or 2):
        raise bad_request("poll must have at least 2 option")
    if len(texts) > (limits.options.max or 10):
        raise bad_request(f"poll can't have more than {limits.options.max:.0f} options")
    if not all(texts):
        raise bad_request("poll options must be non-empty")
    if any(utf16_length(text) > limits.option_characters.max for text in texts):
        raise bad_request(f"poll options length must not exceed {limits.option_characters.max}")
    return texts
