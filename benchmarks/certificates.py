"""Release one decision of commendation with very many certificates; kill the worker (kill -9) on the way.

    python -m benchmarks.certificates --count 10000              # on SQLite, in a folder of its own
    python -m benchmarks.certificates --count 10000 --postgres

A decision about as many people as wanted is written by one officer and signed by another one; `sangkien
work` releases it, is killed in the middle of it, started again and goes on. Says how long that took for
each certificate, and whether each is there exactly once: line, paper, number without gaps, code, entry
of the journal, and the same PDF again from what is kept.
"""

import argparse
import contextlib
import tempfile
import time
import uuid
from collections.abc import Iterator
from os import getpid
from pathlib import Path
from typing import Any

from benchmarks import cluster, machine, project, serving

MOST_MS = 150  # of each, with everything, on one core
MOST_IN_ONE = 10_000  # lines of a decision
SAMPLE = 20  # PDFs that are made again
PATIENCE = 120.0  # seconds without any new one


def prepare(count: int) -> tuple[Any, Any]:
    """A superior union, two officers, one round; as many people whose dossiers passed. Returns the decision
    and who signs it.
    """
    from django.core.management import call_command  # noqa: PLC0415 - after the set-up

    from sangkien.access.roles import RoleKey  # noqa: PLC0415
    from sangkien.core import clock  # noqa: PLC0415
    from tests.commendation import deciding as scenes  # noqa: PLC0415
    from tests.factories import make_member, make_officer, make_unit  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    at = clock.now()
    national = make_unit("Tổng Liên đoàn", level="trung-uong", parent=None, code="TLD")
    province = make_unit("LĐLĐ tỉnh", level="tinh", parent=national, code="T")
    factory = make_unit("CĐCS Công ty May", level="co-so", parent=province, code="CS")
    writer, signer = (make_officer(province, RoleKey.PROVINCIAL_OFFICER) for _one in range(2))
    make_member(factory)
    award = scenes.make_award(province, at=at)
    round_ = scenes.make_round(province, at=at)
    dossiers = _dossiers(round_, award, factory, count, at=at)
    return scenes.drafted(round_, dossiers, writer, at=at), signer


def _dossiers(round_: Any, award: Any, unit: Any, count: int, *, at: Any) -> list[Any]:
    from sangkien.accounts.models import User  # noqa: PLC0415 - after the set-up
    from sangkien.commendation.enums import DossierState, Origin  # noqa: PLC0415
    from sangkien.commendation.models import Dossier  # noqa: PLC0415

    people = User.objects.bulk_create(
        (
            User(full_name=f"Nguyễn Thị Người Thứ {n}", member_code=f"DV{n:07d}", created_at=at)
            for n in range(1, count + 1)
        ),
        batch_size=1_000,
    )
    return Dossier.objects.bulk_create(
        (
            Dossier(
                round=round_,
                award=award,
                holder_kind=award.holder_kind,
                unit=unit,
                user=person,
                holder_name=person.full_name,
                proposer=unit,
                origin=Origin.HAND,
                state=DossierState.PASSED,
                summary="Có sáng kiến được công nhận trong chương trình",
                request_key=uuid.uuid4(),
                begun_by=round_.opened_by,
                begun_at=at,
            )
            for person in people
        ),
        batch_size=1_000,
    )


def done(decision: Any) -> int:
    found: int = decision.conferrals.filter(conferred_at__isnull=False).count()
    return found


def follow(decision: Any, *, until: int) -> None:
    """Look until as many lines are released; gives up where nothing moves."""
    seen, moved = -1, time.monotonic()
    while seen < until:
        now = done(decision)
        if now != seen:
            seen, moved = now, time.monotonic()
        if time.monotonic() - moved > PATIENCE:
            raise SystemExit(f"nothing moves at {seen:,} certificates")
        time.sleep(0.2)


def ended(decision: Any) -> None:
    """The turn after the last line says that the decision is released."""
    deadline = time.monotonic() + PATIENCE
    while decision.state != "released" and time.monotonic() < deadline:
        time.sleep(0.2)
        decision.refresh_from_db()


def measure(url: str, count: int, kills: int) -> None:
    from sangkien.core import clock  # noqa: PLC0415 - after the set-up
    from tests.commendation.deciding import signed  # noqa: PLC0415

    begun = time.monotonic()
    decision, signer = prepare(count)
    print(f"{count:,} people and dossiers in {time.monotonic() - begun:.0f} s", flush=True)
    begun = time.monotonic()
    signed(decision, signer, at=clock.now())
    print(f"signed, with its list of {count:,}, in {time.monotonic() - begun:.1f} s", flush=True)
    working, spent, heaviest = 0.0, 0.0, 0.0
    goals = [count * (n + 1) // (kills + 1) for n in range(kills + 1)]
    for goal in goals:
        worker, before = serving.start_worker(url), done(decision)
        try:
            follow(
                decision, until=before + 1
            )  # it has started, and the lease of a dead one is over
            first, at = done(decision), time.monotonic()
            cpu = machine.tree_seconds(worker.pid)
            follow(decision, until=goal)
            working += time.monotonic() - at
            spent += machine.tree_seconds(worker.pid) - cpu
            heaviest = max(heaviest, machine.tree_memory(getpid()).get(worker.pid, 0.0))
            if goal == count:
                ended(decision)
        finally:
            serving.kill(worker) if goal < count else serving.stop(worker)
        left = done(decision)
        word = "killed" if goal < count else "stopped"
        print(f"{first:,} to {left:,}, then {word}", flush=True)
    report(working * 1_000 / count, spent * 1_000 / count, heaviest)
    check(decision, count)


def report(each: float, cpu: float, memory: float) -> None:
    missed = "" if each <= MOST_MS else "  <-- miss"
    print(f"each certificate: {each:.0f} ms, {cpu:.0f} ms of processor time{missed}")
    print(f"worker: {memory:.0f} MB")


def check(decision: Any, count: int) -> None:
    """Each exactly once, wherever one looks."""
    from sangkien.commendation.models import Conferral  # noqa: PLC0415 - after the set-up
    from sangkien.commendation.verifying import check_register  # noqa: PLC0415
    from sangkien.journal.models import Entry  # noqa: PLC0415
    from sangkien.papers.models import IssuedPaper  # noqa: PLC0415
    from sangkien.papers.queries import pdf_of  # noqa: PLC0415
    from sangkien.papers.rules import digest  # noqa: PLC0415

    decision.refresh_from_db()
    rows = Conferral.objects.filter(decision=decision, conferred_at__isnull=False)
    papers = IssuedPaper.objects.filter(kind="award_certificate")
    numbers = sorted(papers.values_list("number", flat=True))
    entries = Entry.objects.filter(name="conferral.made").values_list("subject_id", flat=True)
    found = {
        "lines": rows.count(),
        "with a paper of their own": rows.values("paper").distinct().count(),
        "papers": len(numbers),
        "codes": papers.values("code").distinct().count(),
        "entries": len(entries),
        "lines with an entry": len(set(entries)),
    }
    print(", ".join(f"{name} {number:,}" for name, number in found.items()))
    if set(found.values()) != {count} or numbers != list(range(1, count + 1)):
        raise SystemExit("not each exactly once")
    again = [pdf for pdf in papers.order_by("?")[:SAMPLE] if digest(pdf_of(pdf)) != pdf.digest]
    problems = list(check_register())
    if decision.state != "released" or again or problems:
        raise SystemExit(f"{decision.state}, {len(again)} print otherwise, {problems[:3]}")
    print(f"numbers 1 to {count:,} without a gap; {SAMPLE} printed again, the same to the byte")


@contextlib.contextmanager
def _database(options: argparse.Namespace) -> Iterator[str]:
    if options.postgres:
        with cluster.running(options.folder) as server:
            server.create("sangkien_certificates", anew=True)
            yield server.url("sangkien_certificates")
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'certificates.sqlite3'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=MOST_IN_ONE)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    if not 1 <= options.count <= MOST_IN_ONE:
        parser.error(f"--count is from 1 to {MOST_IN_ONE}, the most of one decision")
    with _database(options) as url:
        project.use(url)
        machine.print_header(f"releasing {options.count:,} certificates")
        measure(url, options.count, options.kills)


if __name__ == "__main__":
    main()
