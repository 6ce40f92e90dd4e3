"""How long it takes to find a unit by typing: for everybody, and among what an officer sees.

python -m benchmarks.finding --initiatives 20000
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import cluster, machine, project
from benchmarks.generate import database_name

ALIASES = 1_000  # units that people call otherwise
ROUNDS = 4
PARTS = (0.5, 0.95, 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    parser.add_argument("--sqlite", type=Path, help="a file instead of PostgreSQL")
    options = parser.parse_args()
    if options.sqlite:
        measure(f"sqlite:///{options.sqlite.resolve()}")
        return
    with cluster.running(options.folder) as server:
        measure(server.url(database_name(options.initiatives)))


def measure(url: str) -> None:
    project.use(url)
    from sangkien.search.queries import find_units, search_units  # noqa: PLC0415 - import models

    machine.print_header("finding a unit by typing")
    name_some()
    typed = words()
    report("everybody: chooser", [(search_units, (one,), {}) for one in typed])
    report("everybody: page of the search", [(find_units, (one,), {}) for one in typed])
    for role, actor in officers():
        calls = [(_among, (one, actor), {}) for one in typed]
        report(f"among what the {role} sees", calls)
        asked = [(_register, (one, actor), {}) for one in typed]
        report(f"  the same from the register itself ({role})", asked, rounds=1)


Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def report(what: str, calls: Sequence[Call], *, rounds: int = ROUNDS) -> None:
    """Times on the clock, and the processor time of this process and of the database together:
    on a busy machine only that can be compared.
    """
    taken: list[float] = []
    found, before = 0, _processor_seconds()
    for _round in range(rounds):
        for function, args, options in calls:
            started = time.perf_counter()
            answer = function(*args, **options)
            taken.append((time.perf_counter() - started) * 1_000)
            found += bool(getattr(answer, "hits", answer))
    used = (_processor_seconds() - before) * 1_000 / len(taken)
    taken.sort()
    middle, most, worst = (taken[min(int(len(taken) * part), len(taken) - 1)] for part in PARTS)
    share = found / len(taken)
    clock = f"p50 {middle:.1f}, p95 {most:.1f}, worst {worst:.1f} ms"
    print(f"{what}: {clock}; processor {used:.1f} ms; found {share:.0%}", flush=True)


def _processor_seconds() -> float:
    """Of this process, and of the one that answers it (PostgreSQL)."""
    from django.db import connection  # noqa: PLC0415 - needs the settings

    own = time.process_time()
    if connection.vendor != "postgresql":
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return own + (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def _among(typed: str, actor: Any) -> Any:
    from sangkien.search.queries import search_visible_units  # noqa: PLC0415 - imports models

    return search_visible_units(typed, actor=actor, limit=50)


def _register(typed: str, actor: Any) -> Any:
    from sangkien.units.queries import find_visible  # noqa: PLC0415 - imports models

    return find_visible(typed, actor=actor)


def name_some() -> None:
    """Aliases for every so many-th unit, once; the index follows as in use."""
    from sangkien.access.actor import Actor  # noqa: PLC0415 - like the models below
    from sangkien.core import clock  # noqa: PLC0415
    from sangkien.search.actions import indexing  # noqa: PLC0415
    from sangkien.units.actions import naming  # noqa: PLC0415
    from sangkien.units.models import Alias, Unit  # noqa: PLC0415

    if Alias.objects.exists():
        return
    ids = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    chosen = ids[:: max(len(ids) // ALIASES, 1)]
    for number, unit in enumerate(Unit.objects.filter(pk__in=chosen)):
        naming.add_alias(unit, name=f"Xưởng ông Sáu {number}", by=Actor.system(), at=clock.now())
    done = indexing.index_many(Unit.objects.filter(pk__in=chosen))
    print(f"{done} units got another name")


def words() -> list[str]:
    """Names in use, whole and in part, without marks, abbreviated; other names; nonsense."""
    from sangkien.units.models import Unit  # noqa: PLC0415 - imports models

    some = Unit.objects.order_by("pk").values_list("name", "code")[::5_000]
    listed = [part for name, code in some for part in (name, " ".join(name.split()[-3:]), code)]
    return [
        *listed,
        *("cdcs", "công đoàn cơ sở công ty", "ldld tinh", "thpt", "bql kcn", "truong mam non"),
        *("xuong ong sau 7", "Xưởng ông Sáu", "không có từ này", "abcxyz qwerty"),
    ]


def officers() -> list[tuple[str, Any]]:
    from sangkien.access.roles import RoleKey  # noqa: PLC0415 - like the models below
    from sangkien.core import clock  # noqa: PLC0415
    from sangkien.units.models import Grant  # noqa: PLC0415
    from sangkien.units.queries import actor_for  # noqa: PLC0415

    now = clock.now()
    found = []
    for role in (RoleKey.NATIONAL_OFFICER, RoleKey.PROVINCIAL_OFFICER, RoleKey.SUPERIOR_OFFICER):
        grant = Grant.objects.filter(role=role).select_related("user").order_by("pk").first()
        if grant is not None:
            found.append((role.value.replace("_", " "), actor_for(grant.user, at=now)))
    return found


if __name__ == "__main__":
    main()
