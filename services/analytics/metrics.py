from prometheus_client import CollectorRegistry, Counter, Gauge

from shared.metrics import CoreMetrics


class Metrics(CoreMetrics):
    """What analytics counts besides what every service does."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry)
        self.rolled = Counter(
            "postwright_analytics_rolled_total",
            "Figures of a subject and day that were told again because they had changed.",
            registry=registry,
        )
        self.waiting = Gauge(
            "postwright_analytics_changes_waiting",
            "Changes of figures that are not added up yet, counted up to 10,000; of all replicas.",
            registry=registry,
        )
        self.oldest_seconds = Gauge(
            "postwright_analytics_changes_oldest_seconds",
            "Age of the oldest change of figures that is not added up yet; of all replicas.",
            registry=registry,
        )
