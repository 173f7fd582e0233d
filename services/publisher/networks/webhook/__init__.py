"""Webhook: each post as signed JSON to an address of one's own, for anything that has no package here."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.webhook.connector import WebhookConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return WebhookConnector(tools)
