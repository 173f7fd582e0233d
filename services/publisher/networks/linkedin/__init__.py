"""LinkedIn, for members and organisations."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.linkedin.connector import LinkedInConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """What publishes to this network."""
    return LinkedInConnector(tools)
