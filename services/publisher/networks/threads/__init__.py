"""Threads: containers are made first, and say themselves whether they were published."""

from services.publisher.networks.connectors import Tools
from services.publisher.networks.threads.connector import ThreadsConnector
from services.publisher.ports import Connector


def make_connector(tools: Tools) -> Connector:
    """The network's connector."""
    return ThreadsConnector(tools)
