"""X: tokens that rotate, and no idempotency: after an unknown outcome we look before we publish again."""

from services.publisher.networks.x.connector import XConnector

__all__ = ["XConnector"]
