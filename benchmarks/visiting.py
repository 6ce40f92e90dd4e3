"""Visit pages of one database inside this process and tell, as JSON lines, what each cost.

Started by `pages` once per database; reads the name of a page from each line of its input.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - models come after the set-up
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.subjects import Visit, visits  # noqa: E402
from sangkien.project import assets  # noqa: E402

SLOW_QUERIES = 3


class Recorder:
    """Counts the queries of a visit and remembers the slowest ones."""

    def __init__(self) -> None:
        self.queries: list[tuple[float, str, Any]] = []

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 - Django's signature
        context: dict[str, Any],
    ) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries.append((time.perf_counter() - started, sql, params))


def visit(client: Client, page: Visit) -> dict[str, Any]:
    recorder = Recorder()
    if page.reader is not None:
        client.force_login(get_user_model().objects.get(pk=page.reader))
    else:
        client.cookies.clear()
    with connection.execute_wrapper(recorder):
        started, worked = time.perf_counter(), time.process_time()
        answer = client.get(page.path, HTTP_HOST="127.0.0.1")
        seconds, processor = time.perf_counter() - started, time.process_time() - worked
    return {
        "seconds": seconds,
        "processor": processor,  # of this process, so without the database
        "status": answer.status_code,
        "queries": len(recorder.queries),
        "bytes": len(getattr(answer, "content", b"")),
        "path": page.path,
        "slowest": sorted(recorder.queries, key=lambda query: -query[0])[:SLOW_QUERIES],
    }


def explained(sql: str, params: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) {sql}", params)
        return [str(row[0]) for row in cursor.fetchall()]


def main() -> None:
    assets.prepare()
    client = Client(raise_request_exception=False)
    pages = dict(visits())
    print(json.dumps({"pages": list(pages)}), flush=True)
    for line in sys.stdin:
        name, times, explain = json.loads(line)
        taken = [visit(client, page) for _ in range(times) for page in pages[name]]
        worst = max(taken, key=lambda each: each["seconds"])
        plans = []
        if explain:
            plans = [
                {"seconds": seconds, "sql": sql, "plan": explained(sql, params)}
                for seconds, sql, params in worst["slowest"]
                if sql.startswith("SELECT")
            ]
        for each in taken:
            del each["slowest"]
        print(json.dumps({"visits": taken, "plans": plans}, default=str), flush=True)


if __name__ == "__main__":
    main()
