"""X: tokens that rotate, and no idempotency: after an unknown outcome we look before we publish again."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.x.connector import XConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return XConnector(tools)
