"""TikTok: a publish id, stored before the bytes go out, whose status tells for certain what became of a post."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.tiktok.connector import TikTokConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return TikTokConnector(tools)
