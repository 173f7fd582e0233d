from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from shared.metrics import CoreMetrics

# The goal is milliseconds; an outage shows up to the grace period of an hour.
_LATENESS_BUCKETS = (0.01, 0.02, 0.06, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0)


class Metrics(CoreMetrics):
    """What the scheduler counts besides what every service does."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry)
        self.lateness = Histogram(
            "postwright_schedule_lateness_seconds",
            "From the due instant to the moment it was told.",
            buckets=_LATENESS_BUCKETS,
            registry=registry,
        )
        self.missed = Counter(
            "postwright_schedule_missed_total",
            "Occurrences that did not go out within their grace period.",
            registry=registry,
        )
        self.overdue = Gauge(
            "postwright_schedule_overdue",
            "Occurrences due for more than a second and not told, counted up to 10,000; of all replicas.",
            registry=registry,
        )
        self.held = Gauge(
            "postwright_schedule_held",
            "Occurrences that wait for their account to be connected, counted up to 10,000; of all replicas.",
            registry=registry,
        )
        self.planned = Gauge(
            "postwright_schedule_planned",
            "Occurrences that wait, as PostgreSQL last estimated; of all replicas.",
            registry=registry,
        )
