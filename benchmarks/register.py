"""Registering an initiative against the least that Django can do, in alternating slices.

    python -m benchmarks.register --initiatives 2000000

Both are posted by signed-in people with CSRF tokens over the loopback to gunicorn with two
processes of four threads, on PostgreSQL with durable commits. Ours is the officer's page: rules,
phase, co-authors' shares, journal, totals. The bare one is `benchmarks/bare`.
"""

import argparse
import contextlib
import itertools
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from benchmarks import cluster, machine, project, serving
from benchmarks.bare import table
from benchmarks.clients import Client, in_parallel, percentile, sign_in
from benchmarks.generate import database_name

SEATS = 500
ANSWERED = (302, 303)
STORY = {
    "title": "Làm đồ gá xoay để hàn ống không phải lật",
    "before": "Mỗi lần hàn phải hai người lật ống bằng tay, mất hơn mười phút và dễ kẹp tay.",
    "solution": "Làm đồ gá có con lăn và phanh hãm từ vật tư cũ, một người xoay được cả ống.",
    "effect": "Thời gian hàn một mối giảm một nửa, không còn tai nạn kẹp tay trong sáu tháng.",
    "kind": "technical",
    "benefit_vnd": "12500000",
    "benefit_basis": "2 giờ công mỗi ngày × 25 ngày × 250.000 đ",
    "recognised_by": "Hội đồng sáng kiến Công ty",
    "decision_number": "12/QĐ-CT",
}


@dataclass(frozen=True)
class Seat:
    """An officer and a member of the same unit, drawn where initiatives really come from."""

    officer: int
    membership: int
    unit: int
    path: str
    programme: int
    slug: str
    phase: int
    field: int


@dataclass
class Slice:
    """One measured stretch of one of the two."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    web: float = 0.0  # processor seconds
    database: float = 0.0


def seats(url: str, count: int) -> list[Seat]:
    query = """
        SELECT officer.user_id, member.id, drawn.unit_id, drawn.unit_path, programme.id,
               programme.slug, phase.id, field.id
          FROM (SELECT unit_id, unit_path, author_id, programme_id FROM initiatives_initiative
                 WHERE id = ANY(%s)) AS drawn
          JOIN units_membership AS member
            ON member.unit_id = drawn.unit_id AND member.user_id = drawn.author_id
          JOIN units_grant AS officer ON officer.unit_id = drawn.unit_id
          JOIN programmes_programme AS programme ON programme.id = drawn.programme_id
          JOIN programmes_period AS phase ON phase.programme_id = programme.id
           AND phase.kind = 'phase' AND phase.number = 2
          JOIN programmes_field AS field ON field.programme_id = programme.id AND field.number = 1
    """
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT max(id) FROM initiatives_initiative").fetchone()
        assert row is not None
        draw = random.Random(7)
        drawn = [draw.randint(1, row[0]) for _ in range(count)]
        return [Seat(*found) for found in connection.execute(query, [drawn]).fetchall()]


def our_form(seat: Seat) -> tuple[str, list[tuple[str, str]]]:
    fields = {
        **STORY,
        "field": str(seat.field),
        "first_applied_on": "05/03/2026",
        "decided_on": "10/03/2026",
        "programme": seat.slug,
        "request_key": str(uuid.uuid4()),
        **{f"{name}_{number}": "" for name in ("who", "share") for number in (1, 2)},
    }
    return f"/sang-kien/nhap-thay/{seat.membership}/", list(fields.items())


def bare_form(seat: Seat) -> tuple[str, list[tuple[str, str]]]:
    fields = {
        **STORY,
        "field": str(seat.field),
        "first_applied_on": "2026-03-05",
        "decided_on": "2026-03-10",
        "programme_id": str(seat.programme),
        "phase_id": str(seat.phase),
        "unit_id": str(seat.unit),
        "unit_path": seat.path,
    }
    return "/submit/", list(fields.items())


@dataclass
class Contender:
    """One side of the comparison, ready to be measured."""

    name: str
    server: serving.Server
    people: list[tuple[str, Seat]]  # session, seat
    form: Callable[[Seat], tuple[str, list[tuple[str, str]]]]
    clients: list[Client] = field(default_factory=list)

    def open(self, count: int) -> None:
        for number in range(count):
            session, seat = self.people[number % len(self.people)]
            client = Client(self.server.port, session)
            client.open_form(self.form(seat)[0])
            self.clients.append(client)

    def measure(self, seconds: float, database: int) -> Slice:
        taken = Slice()
        stop = time.monotonic() + seconds
        turns = itertools.cycle(self.people)
        lock = threading.Lock()
        before = machine.tree_seconds(self.server.pid), machine.tree_seconds(database)

        def browse(client: Client) -> None:
            client.close()
            while time.monotonic() < stop:
                with lock:
                    client.session, seat = next(turns)
                answer = client.post(*self.form(seat))
                if answer.status in ANSWERED:
                    taken.latencies.append(answer.seconds)
                else:
                    taken.failures.append(f"{answer.status} {answer.body[:200]!r}")

        taken.seconds = in_parallel([lambda c=client: browse(c) for client in self.clients])  # type: ignore[misc]
        taken.web = machine.tree_seconds(self.server.pid) - before[0]
        taken.database = machine.tree_seconds(database) - before[1]
        return taken


@contextlib.contextmanager
def contenders(url: str, clients: int) -> Iterator[tuple[Contender, Contender]]:
    """The bare submit and ours, both running and signed in."""
    drawn = seats(url, SEATS)
    officers = [seat.officer for seat in drawn]
    ours = sign_in(url, officers, settings="sangkien.project.settings")
    plain = sign_in(url, officers, settings="benchmarks.bare.settings")
    with serving.bare(url) as bare_server, serving.web(url) as server:
        by_officer = {seat.officer: seat for seat in drawn}
        places = [by_officer[officer] for officer in dict.fromkeys(officers)]
        both = (
            Contender("bare", bare_server, list(zip(plain, places, strict=True)), bare_form),
            Contender("ours", server, list(zip(ours, places, strict=True)), our_form),
        )
        for contender in both:
            contender.open(clients)
        yield both


def report(name: str, slices: list[Slice]) -> tuple[float, float]:
    """Print one line; returns requests per second and processor milliseconds per request."""
    latencies = [value for each in slices for value in each.latencies]
    count = len(latencies)
    rate = count / sum(each.seconds for each in slices)
    web = sum(each.web for each in slices) / count * 1000
    database = sum(each.database for each in slices) / count * 1000
    failures = [words for each in slices for words in each.failures]
    print(
        f"{name:<18} {rate:7.1f}/s  p50 {percentile(latencies, 50) * 1000:6.1f} ms"
        f"  p95 {percentile(latencies, 95) * 1000:6.1f} ms  web {web:5.2f} ms"
        f"  database {database:5.2f} ms  {count} answers, {len(failures)} failures",
        flush=True,
    )
    for words in failures[:3]:
        print("  ", words)
    return rate, web + database


def compare(url: str, database: int, *, clients: int, rounds: int, seconds: float) -> None:
    taken: dict[str, list[Slice]] = {"bare": [], "ours": [], "ours, folding": []}
    with contenders(url, clients) as (bare, ours):
        for contender in (bare, ours):
            contender.measure(2, database)  # warm
        for _ in range(rounds):
            taken["bare"].append(bare.measure(seconds, database))
            taken["ours"].append(ours.measure(seconds, database))
            with serving.worker(url):
                time.sleep(3)
                taken["ours, folding"].append(ours.measure(seconds, database))
    figures = {name: report(name, slices) for name, slices in taken.items()}
    rate, spent = figures["bare"]
    for name in ("ours", "ours, folding"):
        print(
            f"ratio, {name}: throughput {figures[name][0] / rate:.2f},"
            f" processor time {spent / figures[name][1]:.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, default=2_000_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    with cluster.running(options.folder) as server:
        url = server.url(database_name(options.initiatives))
        project.use(url)
        table.make(url)
        machine.print_header(f"register, {options.initiatives:,} initiatives")
        compare(
            url,
            server.pid,
            clients=options.clients,
            rounds=options.rounds,
            seconds=options.seconds,
        )


if __name__ == "__main__":
    main()
