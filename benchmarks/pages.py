"""Every page of the journey with few and with many initiatives, in turns.

    python -m benchmarks.pages --few 20000 --many 2000000

Both databases have the same units. Wanted: the same number of queries, and at most 1.5 times the
time. Pages that miss it are printed with the plans of their slowest queries.
"""

import argparse
import contextlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import cluster, machine, project
from benchmarks.clients import percentile
from benchmarks.generate import database_name
from benchmarks.serving import ROOT

MOST = 1.5
NOTICEABLE_MS = 2.0  # below that a ratio is noise
SLOW_MS = 100.0  # worth a look at its plans, whatever the ratio


class Visitor:
    """A process that visits pages of one database."""

    def __init__(self, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.visiting"],
            cwd=ROOT,
            env=project.environment(url, SANGKIEN_PROCESS="web"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pages: list[str] = self._read()["pages"]

    def visit(self, page: str, *, times: int, explain: bool = False) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([page, times, explain]) + "\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.startswith("{"):
            raise SystemExit("a visitor ended: see its message above")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextlib.contextmanager
def visitors(*urls: str) -> Iterator[list[Visitor]]:
    made = [Visitor(url) for url in urls]
    try:
        yield made
    finally:
        for visitor in made:
            visitor.process.terminate()
            visitor.process.wait()


def measure(few: Visitor, many: Visitor, page: str, *, visits: int) -> dict[str, Any]:
    """Both in turns, the first round only to warm up."""
    found: dict[str, list[dict[str, Any]]] = {"few": [], "many": []}
    for each in (few, many):
        first = each.visit(page, times=1)["visits"]
    times = max(1, round(visits / len(first) / 3))
    for _ in range(3):
        found["few"] += few.visit(page, times=times)["visits"]
        found["many"] += many.visit(page, times=times)["visits"]
    row = {name: _summary(visits) for name, visits in found.items()}
    row["ratio"] = row["many"]["p50"] / row["few"]["p50"]
    return row


def _summary(visits: list[dict[str, Any]]) -> dict[str, Any]:
    milliseconds = [visit["seconds"] * 1000 for visit in visits]
    return {
        "p50": percentile(milliseconds, 50),
        "p95": percentile(milliseconds, 95),
        "cpu": percentile([visit["processor"] * 1000 for visit in visits], 50),
        "queries": max(visit["queries"] for visit in visits),
        "status": dict(Counter(str(visit["status"]) for visit in visits)),
        "bytes": max(visit["bytes"] for visit in visits),
    }


def is_miss(row: dict[str, Any]) -> bool:
    slower = row["many"]["p50"] - row["few"]["p50"]
    return bool(
        (row["ratio"] > MOST and slower > NOTICEABLE_MS)
        or row["many"]["queries"] > row["few"]["queries"]
        or set(row["many"]["status"]) != {"200"}
    )


def print_row(page: str, row: dict[str, Any]) -> None:
    few, many = row["few"], row["many"]
    print(
        f"{page:<24} {few['queries']:>3} {many['queries']:>3}"
        f"  {few['p50']:7.1f} {few['p95']:7.1f}  {many['p50']:7.1f} {many['p95']:7.1f}"
        f"  {row['ratio']:5.2f}  {few['cpu']:5.1f} {many['cpu']:5.1f}"
        f"  {many['bytes'] / 1024:6.0f} kB"
        f"  {many['status']}{'  <-- miss' if is_miss(row) else ''}",
        flush=True,
    )


def print_plans(page: str, visitor: Visitor) -> None:
    print(f"\n## {page}")
    for plan in visitor.visit(page, times=1, explain=True)["plans"]:
        print(f"{plan['seconds'] * 1000:.1f} ms: {plan['sql'][:1500]}")
        print("\n".join(plan["plan"]), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=20_000)
    parser.add_argument("--many", type=int, default=2_000_000)
    parser.add_argument("--visits", type=int, default=36, help="of each page, about")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    with cluster.running(options.folder) as server:
        urls = [server.url(database_name(count)) for count in (options.few, options.many)]
        machine.print_header(f"pages at {options.few:,} and {options.many:,} initiatives")
        print(f"{'page':<24} queries     p50     p95 ms      p50     p95 ms  ratio  web CPU ms")
        with visitors(*urls) as (few, many):
            rows = {}
            for page in few.pages:
                if options.only in page:
                    rows[page] = measure(few, many, page, visits=options.visits)
                    print_row(page, rows[page])
            for page, row in rows.items():
                if is_miss(row) or row["many"]["p50"] > SLOW_MS:
                    print_plans(page, many)


if __name__ == "__main__":
    main()
