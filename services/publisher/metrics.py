from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from shared.metrics import CoreMetrics

_LATENESS_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3600)
_CALL_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics(CoreMetrics):
    """What the publisher counts besides what every service does."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry)
        self._of_publications(registry)
        self._of_accounts(registry)
        self._of_measurements(registry)

    def _of_publications(self, registry: CollectorRegistry) -> None:
        self.attempts = Counter(
            "postwright_publish_attempts_total",
            "Irreversible calls and looks after them, by network and answer: published, found, absent, pending, done, refused,"
            " not_sent, unknown.",
            ["network", "answer"],
            registry=registry,
        )
        self.attempt_seconds = Histogram(
            "postwright_publish_attempt_seconds",
            "Time from an attempt's start to its answer.",
            ["network"],
            buckets=_CALL_BUCKETS,
            registry=registry,
        )
        self.unclassified = Counter(
            "postwright_publish_unclassified_errors_total",
            "Refusals that no table of the network knows, by network: each is a row to be added.",
            ["network"],
            registry=registry,
        )
        self.circuits = Gauge(
            "postwright_publish_circuit_open",
            "1 while calls to a network's server are held back because it does not answer.",
            ["network"],
            registry=registry,
        )
        self.publications = Counter(
            "postwright_publications_total",
            "Publications that came to an end, by network and outcome: published, rejected, uncertain.",
            ["network", "outcome"],
            registry=registry,
        )
        self.open_publications = Gauge(
            "postwright_publications_open",
            "Publications on their way, by network and state: waiting, attempting, unknown, uncertain.",
            ["network", "state"],
            registry=registry,
        )
        self.lateness = Histogram(
            "postwright_publish_lateness_seconds",
            "From the due instant to the network's acceptance.",
            ["network"],
            buckets=_LATENESS_BUCKETS,
            registry=registry,
        )

    def _of_accounts(self, registry: CollectorRegistry) -> None:
        self.renewals = Counter(
            "postwright_token_renewals_total",
            "Renewals of credentials, by network and outcome: renewed, refused, failed.",
            ["network", "outcome"],
            registry=registry,
        )
        self.accounts = Counter(
            "postwright_accounts_total",
            "Changes of accounts, by network and state: connected, degraded, disconnected.",
            ["network", "state"],
            registry=registry,
        )
        self.consents = Counter(
            "postwright_publisher_consents_total",
            "Consents on networks' own pages, by network and outcome: offered, failed, expired.",
            ["network", "outcome"],
            registry=registry,
        )
        self.token_days_left = Gauge(
            "postwright_publisher_token_days_left",
            "Days until a person must consent again: the fewest of the network's connected accounts.",
            ["network"],
            registry=registry,
        )
        self.tokens_ending = Gauge(
            "postwright_publisher_tokens_ending",
            "Connected accounts whose consent ends, by network and within how many days at most: 1, 3, 7, 30, any.",
            ["network", "within_days"],
            registry=registry,
        )
        self.encrypted_rows = Gauge(
            "postwright_publisher_encrypted_rows",
            "Secrets at rest by the id of the key they are under, and whether that is the first of ENCRYPTION_KEYS.",
            ["key_id", "current"],
            registry=registry,
        )

    def _of_measurements(self, registry: CollectorRegistry) -> None:
        self.measurements = Counter(
            "postwright_measurements_total",
            "Measurements that came to an end, by network, of what (post, account) and outcome: measured, gone, refused.",
            ["network", "of", "outcome"],
            registry=registry,
        )
        self.measuring_setbacks = Counter(
            "postwright_measuring_setbacks_total",
            "Calls for figures that did not work and are made again later, by network and class of error.",
            ["network", "error_class"],
            registry=registry,
        )
        self.measuring_overdue = Gauge(
            "postwright_measuring_overdue_seconds",
            "For how long the account that waits longest has had something to measure; of all replicas.",
            registry=registry,
        )
