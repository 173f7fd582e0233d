"""Instagram: containers are made first, and say themselves whether they were published."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.instagram.connector import InstagramConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return InstagramConnector(tools)
