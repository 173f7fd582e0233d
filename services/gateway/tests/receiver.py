"""A receiver of webhooks: a real HTTP server that keeps what it is sent and answers as it is told."""

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook


@dataclass(frozen=True)
class Message:
    """What was sent."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def type(self) -> str:
        return str(json.loads(self.body)["type"])

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.body)["data"]
        return data


@dataclass(frozen=True)
class Reply:
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


Judge = Callable[[Message], Reply | Awaitable[Reply]]


def once_each(messages: Sequence[Message]) -> list[Message]:
    """Each once, in the order in which each came first: a receiver's own de-duplication."""
    seen: dict[str, Message] = {}
    for message in messages:
        seen.setdefault(message.id, message)
    return list(seen.values())


class Receiver:
    """Answers 204 until `judge` is set."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.judge: Judge = lambda _message: Reply()
        self.connections = 0
        self.address = ""

    def taken(self) -> list[Message]:
        """What it was sent, each once."""
        return once_each(self.messages)

    def of_type(self, kind: str) -> list[Message]:
        return [message for message in self.messages if message.type == kind]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.closing(writer), contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            body = (await reader.readexactly(int(headers.get("content-length", "0")))).decode()
            if "webhook-id" not in headers:
                return  # somebody else of this machine, who took the port for another's
            message = Message(first.split(" ")[1], headers, body)
            self.messages.append(message)
            judged = self.judge(message)
            reply = judged if isinstance(judged, Reply) else await judged
            told = {"Connection": "close", "Content-Length": str(len(reply.body)), **reply.headers}
            lines_out = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            writer.write(f"HTTP/1.1 {reply.status} Said\r\n{lines_out}\r\n".encode() + reply.body)
            await writer.drain()


@contextlib.asynccontextmanager
async def receiving(context: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """A receiver on this machine."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0, ssl=context)
    scheme = "http" if context is None else "https"
    receiver.address = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield receiver


def verified(message: Message, secret: str) -> dict[str, Any]:
    """What the official library makes of a message that was signed just now.

    Raises:
        WebhookVerificationError: It is not by that secret.
    """
    told: dict[str, Any] = Webhook(secret).verify(message.body, message.headers)
    return told
