"""Telegram: a bot that posts to one channel or group, and can never look at what it posted."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.telegram.connector import TelegramConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return TelegramConnector(tools)
