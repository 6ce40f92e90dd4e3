"""Make a database to measure on.

    python -m benchmarks.generate --units 120000 --initiatives 2000000
    python -m benchmarks.generate --units 5000 --initiatives 100000 --sqlite /tmp/measured.sqlite3

Direct inserts: this is a generator, not the demo. What it writes satisfies every constraint, and
all figures are then made by the project's own actions.
"""

import argparse
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import cluster, machine, project


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=120_000)
    parser.add_argument("--initiatives", type=int, default=2_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    parser.add_argument("--sqlite", type=Path, help="a file instead of PostgreSQL")
    parser.add_argument("--no-journal", action="store_true", help="without journal entries")
    options = parser.parse_args()
    with _database(options) as url:
        project.use(url)
        machine.print_header(f"{options.units:,} units, {options.initiatives:,} initiatives")
        make(
            units=options.units,
            initiatives=options.initiatives,
            seed=options.seed,
            journal=not options.no_journal,
        )


def database_name(initiatives: int) -> str:
    return f"sangkien_{initiatives}"


@contextlib.contextmanager
def _database(options: argparse.Namespace) -> Iterator[str]:
    if options.sqlite:
        options.sqlite.unlink(missing_ok=True)
        yield f"sqlite:///{options.sqlite.resolve()}"
        return
    with cluster.running(options.folder) as server:
        name = database_name(options.initiatives)
        server.create(name, anew=True)
        yield server.url(name)


def make(*, units: int, initiatives: int, seed: int, journal: bool) -> None:
    """Migrate, fill, and let the project count. Needs `project.use` before."""
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings

    from benchmarks import counting, filling  # noqa: PLC0415 - import models
    from sangkien.core import clock  # noqa: PLC0415 - like the two above

    call_command("migrate", verbosity=0)
    started = time.monotonic()
    plan = filling.Plan.make(units=units, initiatives=initiatives, seed=seed, now=clock.now())
    filling.fill(plan, journal=journal)
    print(f"filled in {time.monotonic() - started:.0f} s", flush=True)
    counting.count_all(clock.now())


if __name__ == "__main__":
    main()
