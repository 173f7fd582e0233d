"""Metrics that every service has, declared once with their meaning."""

from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector

# A batch is a few milliseconds when all is well; the tail shows a database in trouble.
_BATCH_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_HTTP_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class CoreMetrics:
    """What the shared parts of a service count; one registry per process."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        ProcessCollector(registry=registry)
        counter, gauge = partial(Counter, registry=registry), partial(Gauge, registry=registry)
        histogram = partial(Histogram, registry=registry)
        self.build = Info("postwright_build", "Version of the running code.", registry=registry)
        self.records_consumed = counter(
            "postwright_kafka_records_consumed_total",
            "Records taken from a topic, by what became of them: applied, repeated, skipped or dead.",
            ["topic", "outcome"],
        )
        self.batch_seconds = histogram(
            "postwright_kafka_batch_seconds",
            "Time to apply one batch of records, from decoding to commit.",
            buckets=_BATCH_BUCKETS,
        )
        self.consumer_lag = gauge(
            "postwright_kafka_consumer_lag",
            "Records on a partition that this service has not applied yet.",
            ["group", "topic", "partition"],
        )
        self.consumer_stopped = gauge(
            "postwright_kafka_consumer_stopped",
            "1 when the dead-letter limit has stopped the consumer.",
        )
        self.outbox_sent = counter(
            "postwright_outbox_sent_total", "Records acknowledged by Kafka.", ["topic"]
        )
        self.outbox_pending = gauge(
            "postwright_outbox_pending",
            "Records told and not yet acknowledged by Kafka, counted up to 10,000.",
        )
        self.outbox_oldest_seconds = gauge(
            "postwright_outbox_oldest_seconds",
            "Age of the oldest record that Kafka has not acknowledged.",
        )
        self.outbox_leader = gauge(
            "postwright_outbox_leader", "1 where this replica's relay is the active one."
        )
        self.outbox_horizon_age = gauge(
            "postwright_outbox_horizon_age_seconds",
            "Age of the oldest writing transaction that the relay has to wait for.",
        )
        self.jobs = counter(
            "postwright_jobs_total",
            "Claimed jobs by worker and outcome: done or crashed.",
            ["worker", "outcome"],
        )
        self.jobs_running = gauge("postwright_jobs_running", "Jobs being worked on.", ["worker"])
        self.http_seconds = histogram(
            "postwright_http_request_duration_seconds",
            "Time to answer a request.",
            ["method", "route", "status"],
            buckets=_HTTP_BUCKETS,
        )
