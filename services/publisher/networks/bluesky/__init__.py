"""Bluesky: a session on the account's own server, and records under keys that we choose."""

from services.publisher.networks.bluesky.connector import BlueskyConnector
from services.publisher.networks.connectors import Tools
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return BlueskyConnector(tools)
