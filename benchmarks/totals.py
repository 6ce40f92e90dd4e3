"""What totals cost those who register: with them and without any, in alternating slices.

    python -m benchmarks.totals --initiatives 2000000 --clients 32 --units 1000

Both are the project itself under the same gunicorn, with the worker folding beside; one of the two
leaves out the recount of the unit. Wanted: at least 70 % of the throughput. Then all clients
register in one single unit: no refusal, no deadlock, and figures that equal a recount.
The database that is named is copied first and stays as it is.
"""

import argparse
from pathlib import Path

from benchmarks import cluster, machine, project, serving
from benchmarks.clients import sign_in
from benchmarks.concurrency import check, deadlocks
from benchmarks.generate import database_name
from benchmarks.register import Contender, Slice, our_form, report, seats

COPY = "sangkien_totals"
WANTED = 0.7


def compare(
    url: str, database: int, *, clients: int, units: int, rounds: int, seconds: float
) -> None:
    by_officer = {seat.officer: seat for seat in seats(url, units * 2)}
    officers = list(by_officer)[:units]
    keys = sign_in(url, officers, settings="sangkien.project.settings")
    people = list(zip(keys, (by_officer[officer] for officer in officers), strict=True))
    taken: dict[str, list[Slice]] = {"no totals": [], "totals": [], "one unit": []}
    with serving.untotalled(url) as plain, serving.web(url) as server, serving.worker(url):
        sides = {
            "no totals": Contender("no totals", plain, people, our_form),
            "totals": Contender("totals", server, people, our_form),
            "one unit": Contender("one unit", server, people[:1], our_form),
        }
        for side in sides.values():
            side.open(clients)
            side.measure(2, database)  # warm
        for _ in range(rounds):
            for name, side in sides.items():
                taken[name].append(side.measure(seconds, database))
    rates = {name: report(name, slices)[0] for name, slices in taken.items()}
    print(f"{len(people)} units; deadlocks: {deadlocks(url)}")
    print(f"ratio: {rates['totals'] / rates['no totals']:.2f}, wanted {WANTED}")
    serving.sangkien(url, "recount")  # what went past the totals, before figures are compared
    print("figures against a recount:", check(url), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, default=2_000_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--units", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    with cluster.running(options.folder) as server:
        server.copy(database_name(options.initiatives), COPY)
        url = server.url(COPY)
        project.use(url)
        machine.print_header(f"totals, {options.initiatives:,} initiatives")
        compare(
            url,
            server.pid,
            clients=options.clients,
            units=options.units,
            rounds=options.rounds,
            seconds=options.seconds,
        )


if __name__ == "__main__":
    main()
