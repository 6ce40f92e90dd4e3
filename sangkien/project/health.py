"""For load balancers and monitoring: does this process answer, and can it do its work?"""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from sangkien.core import clock
from sangkien.journal import queries

# The most frequent repeated job runs every few seconds; ten minutes is also the longest lease.
WORKER_SILENT_FOR = timedelta(minutes=10)

_migrated = False


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Deliberately without the database: restarting us would not mend that."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers, its tables are those of this code, and a worker is at work."""
    checks = readiness()
    ready = all(state == "ok" for state in checks.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": checks},
        status=200 if ready else 503,
    )


def readiness() -> dict[str, str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not is_migrated():
            return {"database": "ok", "migrations": "missing", "worker": "unknown"}
        return {"database": "ok", "migrations": "ok", "worker": worker_state()}
    except (Error, ImproperlyConfigured) as error:
        return {
            "database": type(error).__name__,
            "migrations": "unknown",
            "worker": "unknown",
        }


def is_migrated() -> bool:
    """Once true, true for the life of this process: its code does not change under it."""
    global _migrated  # noqa: PLW0603 - reading 60 migration files for every probe would be waste
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def worker_state() -> str:
    beat = queries.last_beat()
    if beat is None:
        return "never seen"
    return "ok" if clock.now() - beat < WORKER_SILENT_FOR else "silent"
