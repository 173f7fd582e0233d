"""YouTube: an upload has an address of its own, stored before the first byte, which afterwards tells what became of it."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.youtube.connector import YouTubeConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return YouTubeConnector(tools)
