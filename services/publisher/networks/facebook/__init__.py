"""Facebook Pages: photos and videos go up before, and one call publishes them."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.facebook.connector import FacebookConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return FacebookConnector(tools)
