"""Discord: one channel, by a bot that can be proved right or by a webhook that can't."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.discord.connector import DiscordConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return DiscordConnector(tools)
