"""How long until a registration shows: in its unit, at the province, on the national board.

    python -m benchmarks.freshness --initiatives 2000000 --times 20

An officer registers for a member, then the pages are loaded five times a second until the number
of initiatives sent has changed. Wanted: the unit within the next page, the nation within 10 s.
The database that is named is copied first and stays as it is.
"""

import argparse
import re
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks import cluster, machine, project, serving
from benchmarks.clients import Client, percentile, sign_in
from benchmarks.generate import database_name
from benchmarks.register import ANSWERED, Seat, our_form, seats

COPY = "sangkien_freshness"
PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.2
SENT = re.compile("Đã gửi.*?<b>([0-9.]+)</b>", re.DOTALL)


@dataclass
class Watched:
    """A page and what it said before."""

    name: str
    path: str
    before: int = 0


def sent(client: Client, path: str) -> int:
    found = SENT.search(client.get(path).body.decode())
    if found is None:
        raise SystemExit(f"{path} shows no number of initiatives sent")
    return int(found[1].replace(".", ""))


def watched(url: str, seat: Seat) -> list[Watched]:
    """The unit, its province and the nation in the programme as a whole."""
    query = "SELECT code, length(path) FROM units_unit WHERE %s LIKE path || '%%' ORDER BY path"
    with psycopg.connect(url) as connection:
        codes = [row[0] for row in connection.execute(query, [seat.path]).fetchall()]
    names = {"nation": codes[0], "province": codes[1], "unit": codes[-1]}
    return [Watched(name, f"/tien-do/{seat.slug}/{code}/") for name, code in names.items()]


def seen_after(client: Client, pages: list[Watched]) -> dict[str, float]:
    started = time.monotonic()
    taken: dict[str, float] = {}
    while len(taken) < len(pages) and time.monotonic() - started < PATIENCE_SECONDS:
        for page in pages:
            if page.name not in taken and sent(client, page.path) > page.before:
                taken[page.name] = time.monotonic() - started
        time.sleep(PAUSE_SECONDS)
    return {page.name: taken.get(page.name, float(PATIENCE_SECONDS)) for page in pages}


def measure(url: str, *, times: int) -> None:
    by_officer = {seat.officer: seat for seat in seats(url, times * 3)}
    officers = list(by_officer)[:times]
    keys = sign_in(url, officers, settings="sangkien.project.settings")
    found: dict[str, list[float]] = {}
    with serving.web(url) as server, serving.worker(url):
        reader = Client(server.port)
        for key, officer in zip(keys, officers, strict=True):
            seat, client = by_officer[officer], Client(server.port, key)
            client.open_form(our_form(seat)[0])
            pages = watched(url, seat)
            for page in pages:
                page.before = sent(reader, page.path)
            answer = client.post(*our_form(seat))
            if answer.status not in ANSWERED:
                raise SystemExit(f"refused: {answer.status} {answer.body[:300]!r}")
            for name, waited in seen_after(reader, pages).items():
                found.setdefault(name, []).append(waited)
    for name, seconds in found.items():
        print(
            f"{name:<9} p50 {percentile(seconds, 50):5.2f} s  p95 {percentile(seconds, 95):5.2f} s"
            f"  longest {max(seconds):5.2f} s  of {len(seconds)}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, default=2_000_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    with cluster.running(options.folder) as server:
        server.copy(database_name(options.initiatives), COPY)
        url = server.url(COPY)
        project.use(url)
        machine.print_header(f"freshness, {options.initiatives:,} initiatives")
        measure(url, times=options.times)


if __name__ == "__main__":
    main()
