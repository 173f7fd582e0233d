"""WhatsApp Business: one message for each recipient, in free words or by an approved template."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.whatsapp.connector import WhatsAppConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return WhatsAppConnector(tools)
