"""Many at once, and processes that die: nothing acknowledged is lost, the figures stay exact.

    python -m benchmarks.concurrency --initiatives 20000 --each 20

32 clients register in many units, then 32 in a single one, while the worker folds; the third
time the web server and the worker are killed (kill -9) and started again in between. A client
whose connection breaks sends the same form again, as a browser or an impatient person would.
The database that is named is copied first and stays as it is.
"""

import argparse
import contextlib
import random
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from benchmarks import cluster, machine, project, serving
from benchmarks.clients import Client, in_parallel, percentile, sign_in
from benchmarks.generate import database_name
from benchmarks.register import ANSWERED, SEATS, Seat, our_form, seats

CLIENTS = 32
COPY = "sangkien_concurrency"
PATIENCE_SECONDS = 60
RESTING_SECONDS = 0.2


@dataclass
class Outcome:
    """What the clients of one run were told."""

    acknowledged: dict[str, str] = field(
        default_factory=dict
    )  # request key -> address of the receipt
    repeated: int = 0
    refused: list[str] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)


@dataclass
class Processes:
    """The two processes of the project, which may be killed and started again."""

    url: str
    port: int
    web: "subprocess.Popen[bytes]"
    work: "subprocess.Popen[bytes]"

    def kill_both(self) -> None:
        serving.kill(self.web)
        serving.kill(self.work)
        self.work = serving.start_worker(self.url)
        self.web = serving.start_web(self.url, self.port)


@contextlib.contextmanager
def started(url: str) -> Iterator[Processes]:
    port = serving.free_port()
    both = Processes(url, port, serving.start_web(url, port), serving.start_worker(url))
    try:
        yield both
    finally:
        serving.stop(both.web)
        serving.stop(both.work)


def register(client: Client, seat: Seat, outcome: Outcome) -> None:
    """Send one form until it is answered; always the same form."""
    path, form = our_form(seat)
    key = dict(form)["request_key"]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            answer = client.post(path, form)
        except OSError:
            outcome.repeated += 1
            time.sleep(RESTING_SECONDS)
            continue
        if answer.status in ANSWERED:
            outcome.acknowledged[key] = answer.location
            outcome.latencies.append(answer.seconds)
        else:
            outcome.refused.append(f"{answer.status} {answer.body[:200]!r}")
        return
    outcome.refused.append("no answer")


def run(both: Processes, places: Sequence[tuple[str, Seat]], *, each: int, kills: int) -> Outcome:
    """`CLIENTS` clients, each registering `each` times at places drawn from those given."""
    outcome = Outcome()
    clients = [Client(both.port, places[0][0]) for _ in range(CLIENTS)]
    for client in clients:
        client.open_form(our_form(places[0][1])[0])

    def work(number: int) -> None:
        draw = random.Random(number)
        for _ in range(each):
            clients[number].session, seat = draw.choice(places)
            register(clients[number], seat, outcome)

    def disturb() -> None:
        for _ in range(kills):
            time.sleep(3)
            both.kill_both()

    disturber = threading.Thread(target=disturb)
    disturber.start()
    in_parallel([lambda n=number: work(n) for number in range(CLIENTS)])  # type: ignore[misc]
    disturber.join()
    return outcome


def lost(url: str, outcome: Outcome) -> int:
    """Acknowledged registrations that are not there exactly once."""
    keys = list(outcome.acknowledged)
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT request_key::text, code FROM initiatives_initiative"
            " WHERE request_key = ANY(%s::uuid[])",
            [keys],
        ).fetchall()
    codes: dict[str, str] = dict(found)
    return sum(codes.get(key, "?") not in told for key, told in outcome.acknowledged.items())


def deadlocks(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    return int(row[0])


def check(url: str) -> str:
    """Let the worker finish, then hold every figure against a recount."""
    serving.sangkien(url, "work", "--once")
    result = serving.sangkien(url, "recount", "--check", "--json")
    return f"exit {result.returncode} {result.stdout.strip()[:300]}{result.stderr.strip()[-300:]}"


def print_outcome(name: str, url: str, outcome: Outcome) -> None:
    print(
        f"{name}: {len(outcome.acknowledged)} acknowledged, {lost(url, outcome)} lost,"
        f" {len(outcome.refused)} refused, {outcome.repeated} sent again,"
        f" p50 {percentile(outcome.latencies, 50) * 1000:.0f} ms,"
        f" p99 {percentile(outcome.latencies, 99) * 1000:.0f} ms, {deadlocks(url)} deadlocks",
        flush=True,
    )
    for words in outcome.refused[:3]:
        print("  ", words)


def measure(url: str, *, units: int, each: int) -> None:
    drawn = seats(url, max(units, SEATS))
    by_officer = {seat.officer: seat for seat in drawn}
    keys = sign_in(url, by_officer, settings="sangkien.project.settings")
    people = list(zip(keys, by_officer.values(), strict=True))
    with started(url) as both:
        for name, places, kills in (
            (f"{CLIENTS} clients, {len(people)} units", people, 0),
            (f"{CLIENTS} clients, 1 unit", people[:1], 0),
            (f"{CLIENTS} clients, {len(people)} units, killed twice", people, 2),
        ):
            outcome = run(both, places, each=each * (1 + 2 * kills), kills=kills)
            print_outcome(name, url, outcome)
    print("figures against a recount:", check(url), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, default=20_000)
    parser.add_argument("--units", type=int, default=1_000)
    parser.add_argument("--each", type=int, default=20, help="registrations of each client")
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    with cluster.running(options.folder) as server:
        server.copy(database_name(options.initiatives), COPY)
        url = server.url(COPY)
        project.use(url)
        machine.print_header(f"concurrency, {options.initiatives:,} initiatives")
        measure(url, units=options.units, each=options.each)


if __name__ == "__main__":
    main()
