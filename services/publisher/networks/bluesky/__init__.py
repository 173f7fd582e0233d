"""Bluesky: a session on the account's own server, and records under keys that we choose."""

from services.publisher.networks.bluesky.connector import BlueskyConnector

__all__ = ["BlueskyConnector"]
