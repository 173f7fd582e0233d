"""Every network this installation publishes to."""

import httpx

from services.publisher.networks.bluesky import BlueskyConnector
from services.publisher.networks.mastodon import MastodonConnector
from services.publisher.networks.x import XConnector
from services.publisher.ports import Connector, Connectors
from shared.clock import Clock


def make_connectors(
    http: httpx.AsyncClient, clock: Clock, *, bluesky_web_url: str, x_web_url: str
) -> Connectors:
    """One connector a network, all on the same HTTP client."""
    connectors: tuple[Connector, ...] = (
        MastodonConnector(http, clock),
        BlueskyConnector(http, clock, web_url=bluesky_web_url),
        XConnector(http, clock, web_url=x_web_url),
    )
    return {connector.network: connector for connector in connectors}
