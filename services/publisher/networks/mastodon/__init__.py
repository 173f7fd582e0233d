"""Mastodon: one token that lasts, and an idempotency key for every status."""

from services.publisher.networks.mastodon.connector import MastodonConnector

__all__ = ["MastodonConnector"]
