"""What is counted, for Prometheus. Every application has its own registry; no question text is ever a label."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from service.desk import Desk
from service.records import AnswerStatus

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class IndexFigures(Collector):
    """Reads the desk's status whenever the figures are asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def collect(self) -> Iterable[Metric]:
        """Readiness, sizes and identity of the index that answers now."""
        status = self._desk.status()
        yield GaugeMetricFamily("samuh_ready", "1 when questions can be answered", value=float(status.ready))
        yield GaugeMetricFamily("samuh_documents", "Documents in the index", value=status.documents)
        yield GaugeMetricFamily("samuh_passages", "Passages in the index", value=status.passages)
        names = {"index_id": status.index_id or "", "model": status.model or ""}
        yield InfoMetricFamily("samuh_index", "The index that answers now", value=names)


class Metrics:
    """Counts of requests and answers, and how long requests took."""

    def __init__(self, desk: Desk) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(IndexFigures(desk))
        self._requests = Counter(
            "samuh_requests", "Requests served", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "samuh_request_seconds",
            "Time to serve a request",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._answers = Counter("samuh_answers", "Answers by ending", ["status"], registry=self.registry)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request under its route template, never under its address."""
        known = method if method in METHODS else "OTHER"  # a client may invent methods without end
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answer(self, status: AnswerStatus) -> None:
        """Count one answer by its ending."""
        self._answers.labels(status.value).inc()

    def text(self) -> bytes:
        """All figures in the Prometheus text format."""
        return generate_latest(self.registry)
