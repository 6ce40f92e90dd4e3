"""Prometheus metrics: requests as they happen, the state of the work when asked."""

import hmac
import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from sangkien.accounts import queries as people
from sangkien.commendation.queries import decisions as awards
from sangkien.core import clock
from sangkien.files import queries as files
from sangkien.journal import queries
from sangkien.messages import queries as outbox
from sangkien.recognition.queries import decisions as recognised
from sangkien.web.middleware.arrival import KNOWN_METHODS, Handler, route

REQUESTS = Counter("sangkien_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "sangkien_request_seconds",
    "Time from arrival to answer",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def measured(get_response: Handler) -> Handler:
    """Count by route pattern: a path would make one series per initiative."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        started = time.monotonic()
        response = get_response(request)
        method = request.method if request.method in KNOWN_METHODS else "other"
        REQUESTS.labels(method, route(request), str(response.status_code)).inc()
        SECONDS.labels(route(request)).observe(time.monotonic() - started)
        return response

    return middleware


class WorkCollector(Collector):
    """The background work, read from the database: the same answer from every process."""

    def collect(self) -> Iterator[Metric]:
        now = clock.now()
        waiting = queries.stuck_deliveries(at=now)
        oldest = waiting.values_list("run_at", flat=True).first()
        beat = queries.last_beat()
        yield GaugeMetricFamily(
            "sangkien_deliveries_waiting", "Deliveries due and not done", value=waiting.count()
        )
        yield GaugeMetricFamily(
            "sangkien_deliveries_oldest_seconds",
            "How long the oldest due delivery has waited",
            value=(now - oldest).total_seconds() if oldest else 0,
        )
        yield GaugeMetricFamily(
            "sangkien_worker_beat_age_seconds",
            "Seconds since a worker finished a repeated job; -1 before the first",
            value=(now - beat).total_seconds() if beat else -1,
        )
        failures, accounts = people.failures(at=now)
        yield GaugeMetricFamily(
            "sangkien_sign_in_failures", "Failed sign-ins of the last 15 minutes", value=failures
        )
        yield GaugeMetricFamily(
            "sangkien_sign_in_failing_accounts",
            "Accounts and devices on which they failed: many of them are an attack",
            value=accounts,
        )
        waiting_messages, since = outbox.waiting(at=now)
        yield GaugeMetricFamily(
            "sangkien_messages_waiting", "Messages not sent yet", value=waiting_messages
        )
        yield GaugeMetricFamily(
            "sangkien_messages_oldest_seconds",
            "How long the oldest of them has waited",
            value=(now - since).total_seconds() if since else 0,
        )
        yield _failing()
        yield from _spent(now)
        yield from _quarantine(now)


def _failing() -> Metric:
    return GaugeMetricFamily(
        "sangkien_decisions_failing",
        "Signed decisions that the worker cannot release: more than 0 needs somebody",
        value=awards.failing_releases() + recognised.failing_releases(),
    )


def _spent(now: datetime) -> Iterator[Metric]:
    """Nothing without a gateway."""
    spent = outbox.spent(at=now)
    if spent is None:
        return
    yield GaugeMetricFamily(
        "sangkien_messages_last_hour", "Messages of the last hour", value=spent.hour
    )
    yield GaugeMetricFamily(
        "sangkien_messages_last_day", "Messages of the last 24 hours", value=spent.day
    )
    yield GaugeMetricFamily(
        "sangkien_messages_stopped",
        "1 while the limit is reached and nobody gets a code by phone",
        value=int(spent.is_over),
    )


def _quarantine(now: datetime) -> Iterator[Metric]:
    unscanned, oldest_file = files.waiting()
    yield GaugeMetricFamily(
        "sangkien_files_quarantined", "Files that the scanner has not passed", value=unscanned
    )
    yield GaugeMetricFamily(
        "sangkien_files_quarantined_oldest_seconds",
        "How long the oldest of them has waited",
        value=(now - oldest_file).total_seconds() if oldest_file else 0,
    )


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Only for whoever holds the token; without one configured there is no such page."""
    if not _has_token(request):
        return HttpResponse(status=404)
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Own())
    registry.register(WorkCollector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Own(Collector):
    """One process alone (tests, development)."""

    def collect(self) -> Iterator[Metric]:
        yield from REQUESTS.collect()
        yield from SECONDS.collect()


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted: str = settings.METRICS_TOKEN
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


def empty_directory(directory: Path) -> Path:
    """Counters of the processes of the last start would be added to those of this one."""
    directory.mkdir(parents=True, exist_ok=True)
    for file in directory.glob("*.db"):
        file.unlink(missing_ok=True)
    return directory
