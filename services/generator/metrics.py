from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from shared.metrics import CoreMetrics

# A drawn poster takes a tenth of a second, a picture from a model a minute.
_CALL_BUCKETS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)


class Metrics(CoreMetrics):
    """What the generator counts besides what every service does."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry)
        self.calls = Counter(
            "postwright_ai_calls_total",
            "Provider calls by what was asked for (caption, picture) and outcome: done, or the error's code.",
            ["provider", "kind", "outcome"],
            registry=registry,
        )
        self.call_seconds = Histogram(
            "postwright_ai_call_duration_seconds",
            "Time of a provider call.",
            ["provider", "kind"],
            buckets=_CALL_BUCKETS,
            registry=registry,
        )
        self.calls_running = Gauge(
            "postwright_ai_calls_running", "Provider calls that this replica is making.", registry=registry
        )
        self.tokens = Counter(
            "postwright_ai_tokens_total",
            "Tokens by direction: input, output.",
            ["provider", "model", "direction"],
            registry=registry,
        )
        self.images = Counter(
            "postwright_ai_images_total", "Pictures made.", ["provider", "model"], registry=registry
        )
        self.cost = Counter(
            "postwright_ai_cost_usd_total",
            "What provider calls cost by the price table, in US dollars.",
            ["provider", "model"],
            registry=registry,
        )
        self.requests = Counter(
            "postwright_generator_requests_total",
            "Content requests that ended, by outcome: generated, failed.",
            ["outcome"],
            registry=registry,
        )
