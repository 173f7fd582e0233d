"""Connectors in front of a server that answers whatever a test wants."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import httpx

from services.publisher.domain.access import Access, App
from services.publisher.domain.content import Content, Prepared, part_of
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.ports import Connector
from services.publisher.tests.attachments import Picture
from shared.clock import SystemClock
from shared.events import NetworkName

Answer = Callable[[httpx.Request], httpx.Response]

NETWORKS: tuple[NetworkName, ...] = ("mastodon", "bluesky", "x")
HOSTS = {
    "api": "https://network.example",
    "web": "https://web.example",
    "video": "https://video.example",
}
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CONTENT = Content(UUID(int=7), "Hello #world from https://example.org", "en")
PART = part_of(CONTENT, 0)
PICTURE = Picture(b"not looked at here", "image/png", "a picture", 4, 3)
FILM = Picture(b"not looked at here", "video/mp4", "a film", 4, 3)
PREPARED: dict[NetworkName, Prepared] = {
    "mastodon": Prepared({"media_ids": []}),
    "bluesky": Prepared({"rkey": "3mabcdefghi2k", "record": {"text": CONTENT.text}}),
    "x": Prepared({"media_ids": []}),
}


class HastyClock(SystemClock):
    """The real time, and nobody waits for it."""

    async def sleep(self, seconds: float) -> None:
        """Over at once."""


def connector_to(network: NetworkName, answer: Answer) -> Connector:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    apps = {"x": App("client", "held-client-secret")}
    made = make_connectors(Tools(http, HastyClock(), apps))
    return made[network]


def access(**secrets: str) -> Access:
    held = {
        "access_token": "held-access-token",
        "refresh_token": "held-refresh-token",
        "client_id": "client",
        "client_secret": "held-client-secret",
        "identifier": "acme.example",
        "app_password": "held-app-password",
        "access_jwt": "held-access-jwt",
        "refresh_jwt": "held-refresh-jwt",
        "did": "did:plc:acme",
        "handle": "acme.example",
        **secrets,
    }
    return Access(UUID(int=1), HOSTS, "42", "acme", held)
