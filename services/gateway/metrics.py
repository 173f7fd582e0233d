from prometheus_client import CollectorRegistry, Counter, Gauge

from shared.metrics import CoreMetrics


class Metrics(CoreMetrics):
    """What the gateway counts besides what every service does."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry)
        self.live_clients = Gauge(
            "postwright_gateway_live_clients",
            "Clients that watch the stream of live events.",
            registry=registry,
        )
        self.live_endings = Counter(
            "postwright_gateway_live_endings_total",
            "Streams that ended: the client was gone, fell behind, was signed out or sent nonsense.",
            ["reason"],
            registry=registry,
        )
        self.live_events = Counter(
            "postwright_gateway_live_events_total",
            "Live events handed to clients that watch.",
            registry=registry,
        )
        self.emails = Counter(
            "postwright_gateway_emails_total",
            "E-mails tried: sent, postponed (another try follows) or refused (given up).",
            ["outcome"],
            registry=registry,
        )
        self.rate_limited = Counter(
            "postwright_gateway_rate_limited_total",
            "Requests refused by a rate limit.",
            ["policy"],
            registry=registry,
        )
        self.webhook_deliveries = Counter(
            "postwright_webhook_deliveries_total",
            "Attempts to deliver a webhook's message: delivered, retried (later), given_up.",
            ["outcome"],
            registry=registry,
        )
        self.webhook_lag = Gauge(
            "postwright_webhook_lag_seconds",
            "Age of the oldest event that waits for a receiver which is well.",
            registry=registry,
        )
        self.webhooks_failing = Gauge(
            "postwright_webhooks_failing",
            "Enabled webhooks whose receivers fail one message after another.",
            registry=registry,
        )
        self.redis_away = Gauge(
            "postwright_gateway_redis_away",
            "1 while Redis does not answer: limits are counted by each replica, sessions asked of PostgreSQL.",
            registry=registry,
        )
