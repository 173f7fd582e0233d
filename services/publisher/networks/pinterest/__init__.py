"""Pinterest: pins on boards; after an unknown outcome the board is listed before anything is repeated."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.pinterest.connector import PinterestConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return PinterestConnector(tools)
