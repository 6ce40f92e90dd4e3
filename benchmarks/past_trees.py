"""Progress pages in the tree of an earlier day, after 12 superiors went to another province; with
`--merge` after half of the provinces were merged into the others.

python -m benchmarks.past_trees --initiatives 2000000
"""

import argparse
import datetime as dt
import logging
import time
import uuid
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from benchmarks import cluster, machine, project
from benchmarks.clients import percentile
from benchmarks.generate import database_name

MOVED = 12  # superiors with everything below them
UNITS = 6  # of each kind whose pages are visited
DAYS = 3  # earlier ones
VISITS = 48  # of each kind of page, after each address was visited once
PAGES = ("", "co-cau/", "xep-hang/", "vi-sao/", "so-sanh/?voi=cung-cap-tren")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, default=2_000_000)
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    parser.add_argument("--merge", action="store_true")
    options = parser.parse_args()
    with cluster.running(options.folder) as server:
        project.use(server.url(database_name(options.initiatives)))
        from sangkien.project import assets  # noqa: PLC0415 - needs the settings

        assets.prepare()
        logging.disable(logging.INFO)  # no line for each request
        reorganise(is_merging=options.merge)
        machine.print_header(f"trees of earlier days, {options.initiatives:,} initiatives")
        print(f"{'page':<44}{'p50':>8}{'p95':>8}{'worst':>8} ms  queries")
        for name, addresses in pages():
            measure(name, addresses)


def reorganise(*, is_merging: bool) -> None:
    """Once, by the real action: superiors move from each of some provinces to the next one, or half of
    the provinces are merged. Then the worker keeps the trees of what is over.
    """
    from sangkien.access.actor import Actor  # noqa: PLC0415 - needs the settings
    from sangkien.core import clock, periods  # noqa: PLC0415
    from sangkien.progress.actions import breaking_down, folding, sizing  # noqa: PLC0415
    from sangkien.units.actions.reorganising import carrying  # noqa: PLC0415
    from sangkien.units.enums import ActKind  # noqa: PLC0415
    from sangkien.units.models import Reorganisation, Unit  # noqa: PLC0415
    from sangkien.units.plans import Document, Plan  # noqa: PLC0415

    kind = ActKind.MERGE if is_merging else ActKind.MOVE
    now = clock.now()
    today = periods.local_day(now)
    provinces = list(Unit.objects.filter(level_id="tinh", closed_on=None).order_by("pk"))
    if is_merging:
        half = len(provinces) // 2
        pairs = list(zip(provinces[:half], provinces[half:], strict=False))
    else:
        leaving = (Unit.objects.filter(parent=one).order_by("-pk")[0] for one in provinces[:MOVED])
        pairs = list(zip(leaving, provinces[1:], strict=False))
    for number, (unit, target) in enumerate(pairs):
        if Reorganisation.objects.filter(kind=kind).count() >= len(pairs):
            break
        wanted = Plan(
            kind=kind,
            unit_ids=(unit.pk,),
            target_id=target.pk,
            effective_on=today,
            document=Document(number=f"{number + 1}/QĐ-TLĐ", signed_on=today, issued_by="TLĐ"),
        )
        carrying.decide(wanted, request_key=uuid.uuid4(), by=Actor.system(), at=now)
    sizing.refresh(now)
    folding.fold_all(now)
    breaking_down.carry(now)
    keep()


def keep() -> None:
    """The trees of what is over, as the worker would in its next rounds."""
    from sangkien.core import clock  # noqa: PLC0415 - needs the settings
    from sangkien.progress.actions import past  # noqa: PLC0415
    from sangkien.units.models import Position  # noqa: PLC0415

    started = time.perf_counter()
    while past.keep(clock.now()):
        pass
    taken = time.perf_counter() - started
    print(f"{Position.objects.count():,} units moved; trees kept in {taken:.1f} s")


def pages() -> Iterator[tuple[str, list[str]]]:
    """By name the addresses that are visited: of a phase that is over, of earlier days of the whole."""
    from sangkien.core import clock, periods  # noqa: PLC0415 - needs the settings
    from sangkien.programmes.models import Period, Programme  # noqa: PLC0415
    from sangkien.units.models import Unit  # noqa: PLC0415

    programme = Programme.objects.get()
    today = periods.local_day(clock.now())
    days = [today - dt.timedelta(days=number + 1) for number in range(DAYS)]
    whole = programme.periods.get(kind="whole").pk
    ended = Period.objects.filter(programme=programme, closes_at__lt=clock.now()).first()
    asked = (
        {"over": [f"dot={ended.pk}"], "over, now": [f"dot={ended.pk}&ngay=nay"]} if ended else {}
    )
    asked["a day"] = [f"dot={whole}&ngay={day}" for day in days]
    for level in ("trung-uong", "tinh", "cap-tren"):
        units = Unit.objects.filter(level_id=level).order_by("pk")[:UNITS]
        for page in PAGES[:3] if level == "trung-uong" else PAGES:
            start = [f"/tien-do/{programme.slug}/{unit.code}/{page}" for unit in units]
            glue = "&" if "?" in page else "?"
            for tree, queries in asked.items():
                yield (
                    f"{tree}: {level} {page}",
                    [f"{path}{glue}{one}" for path in start for one in queries],
                )


def measure(name: str, addresses: list[str]) -> None:
    from django.db import connection  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, taken, queries = Client(), [], 0
    for turn, address in zip(range(len(addresses) + VISITS), cycle(addresses), strict=False):
        started = time.perf_counter()
        answer = client.get(address, HTTP_HOST="127.0.0.1")
        if answer.status_code != 200:
            raise SystemExit(f"{answer.status_code}: {address}")
        if turn >= len(addresses):
            taken.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as captured:
        client.get(addresses[0], HTTP_HOST="127.0.0.1")
    queries = len(captured)
    cells = (percentile(taken, 50), percentile(taken, 95), max(taken))
    print(
        f"{name:<44}" + "".join(f"{cell:8.0f}" for cell in cells) + f"     {queries:>4}", flush=True
    )


if __name__ == "__main__":
    main()
