"""Mastodon: one token that lasts, and an idempotency key for every status."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.mastodon.connector import MastodonConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return MastodonConnector(tools)
