"""Import a list of members while others use the site; kill the worker on the way.

    python -m benchmarks.importing --lines 50000                 # on SQLite, in a folder of its own
    python -m benchmarks.importing --lines 50000 --postgres

Says how long each phase takes, how long others waited for reading and writing, how much memory the
worker and the process that reads the workbook used, and whether everybody is there exactly once.
"""

import argparse
import contextlib
import io
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import getpid
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from benchmarks import cluster, machine, project, serving
from benchmarks.clients import Client, percentile, sign_in

MOST_SECONDS, MOST_MEGABYTES = 1.0, 300
KILL_AT = 31_337
UNITS = 20
PROFILE = "/tai-khoan/"
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng")
NAMES = ("Thị Hoa", "Văn Đức", "Thị Kim Ngân", "Minh Tuấn", "Thị Phượng", "Quốc Bảo", "Ngọc Ánh")


@dataclass
class Watch:
    """What others felt while the worker was busy."""

    reading: list[float] = field(default_factory=list)
    writing: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    worker: int = 0
    worker_memory: float = 0.0
    parser_memory: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)


def workbook(lines: int) -> bytes:
    target = io.BytesIO()
    with Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        header = ("Mã đoàn viên", "Họ và tên", "Số điện thoại", "Mã đơn vị", "Ngày vào")
        sheet.write_row(0, 0, header)
        for n in range(lines):
            name = f"{SURNAMES[n % 10]} {NAMES[n % 7]} {n % 97}"
            sheet.write_row(
                n + 1, 0, (f"DV{n:07d}", name, 910_000_000 + n, f"CS{n % UNITS}", "01/03/2020")
            )
    return target.getvalue()


def prepare(data: bytes) -> tuple[Any, list[int]]:
    """A superior union with CĐCS, its officer, somebody else who uses the site; the file is sent."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - after the set-up
    from django.core.management import call_command  # noqa: PLC0415

    from sangkien.access.roles import RoleKey  # noqa: PLC0415
    from sangkien.core import clock  # noqa: PLC0415
    from sangkien.imports.actions import receiving  # noqa: PLC0415
    from sangkien.imports.kinds import get  # noqa: PLC0415
    from tests.factories import actor, make_member, make_officer, make_unit  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    national = make_unit("Tổng Liên đoàn", level="trung-uong", parent=None, code="TLD")
    province = make_unit("LĐLĐ tỉnh", level="tinh", parent=national, code="T")
    superior = make_unit("Công đoàn cấp trên", level="cap-tren", parent=province, code="CT")
    for n in range(UNITS):
        make_unit(f"CĐCS số {n}", level="co-so", parent=superior, code=f"CS{n}")
    elsewhere = make_unit("CĐCS khác", level="co-so", parent=superior, code="KHAC")
    officer = make_officer(superior, RoleKey.SUPERIOR_OFFICER)
    others = [make_member(elsewhere).pk, make_member(elsewhere).pk]
    now = clock.now()
    batch = receiving.receive(
        SimpleUploadedFile("50.000.xlsx", data),
        kind=get("doan-vien"),
        unit_id=superior.pk,
        path=superior.path,
        request_key=uuid.uuid4(),
        by=actor(officer, at=now),
        at=now,
    )
    return batch, others


def confirm(batch: Any) -> None:
    from sangkien.core import clock  # noqa: PLC0415 - after the set-up
    from sangkien.imports.actions import receiving  # noqa: PLC0415
    from sangkien.units.models import Unit  # noqa: PLC0415
    from tests.factories import actor  # noqa: PLC0415

    now = clock.now()
    path = Unit.objects.get(pk=batch.unit_id).path
    receiving.confirm(batch, path=path, by=actor(batch.created_by, at=now), at=now)


def read_and_write(watch: Watch, port: int, sessions: list[str]) -> None:
    """One person looks at pages, one changes something; both all the time."""
    reader, writer = (Client(port, session=session) for session in sessions)
    writer.open_form(PROFILE)

    def reading() -> None:
        while not watch.stop.is_set():
            answer = reader.get("/viec-cua-toi/")
            watch.reading.append(answer.seconds)
            watch.statuses.add(answer.status)
            time.sleep(0.05)

    def writing() -> None:
        while not watch.stop.is_set():
            for consent in ("yes", "no"):
                answer = writer.post(f"{PROFILE}cong-khai-ten/", [("consent", consent)])
                watch.writing.append(answer.seconds)
                watch.statuses.add(answer.status)
                time.sleep(0.05)

    for work in (reading, writing):
        threading.Thread(target=work, daemon=True).start()
    threading.Thread(target=weigh, args=(watch,), daemon=True).start()


def weigh(watch: Watch) -> None:
    """The worker itself, and the process beneath it that reads the workbook; all the time."""
    while not watch.stop.is_set():
        watch.worker_memory = max(
            watch.worker_memory, machine.tree_memory(getpid()).get(watch.worker, 0.0)
        )
        watch.parser_memory = max(
            watch.parser_memory, *machine.tree_memory(watch.worker).values(), 0.0
        )
        time.sleep(0.02)


def follow(batch: Any, *, until: Any) -> float:
    """Look until the import is where it should be; the seconds."""
    started = time.monotonic()
    while True:
        batch.refresh_from_db()
        if until(batch):
            return time.monotonic() - started
        if batch.state == "failed" or batch.problem:
            raise SystemExit(f"the import failed: {batch.problem}")
        time.sleep(0.2)


def measure(url: str, lines: int) -> None:
    data = workbook(lines)
    batch, others = prepare(data)
    print(f"{lines:,} lines, {len(data) / 1e6:.1f} MB", flush=True)
    sessions = sign_in(url, others, settings="sangkien.project.settings")
    watch = Watch()
    with serving.web(url) as server:
        read_and_write(watch, server.port, sessions)
        worker = serving.start_worker(url)
        watch.worker = worker.pid
        try:
            worker = _import(url, batch, watch, worker, lines)
        finally:
            watch.stop.set()
            serving.stop(worker)
        time.sleep(0.5)
    report(watch)
    check(batch, lines)


def _import(url: str, batch: Any, watch: Watch, worker: Any, lines: int) -> Any:
    seen = follow(batch, until=lambda b: b.state == "previewed")
    print(f"read and compared in {seen:.0f} s", flush=True)
    confirm(batch)
    kill_at = min(KILL_AT, lines * 3 // 5)
    first = follow(batch, until=lambda b: b.position >= kill_at)
    serving.kill(worker)
    batch.refresh_from_db()
    print(f"written up to line {batch.position:,} in {first:.0f} s, then killed", flush=True)
    worker = serving.start_worker(url)
    watch.worker = worker.pid
    rest = follow(batch, until=lambda b: b.state == "done")
    print(f"the rest in {rest:.0f} s (up to 20 s until the lease of the dead ends)", flush=True)
    return worker


def report(watch: Watch) -> None:
    for name, waits in (("reading", watch.reading), ("writing", watch.writing)):
        missed = "" if max(waits) < MOST_SECONDS else "  <-- miss"
        print(
            f"others {name}: {len(waits)} requests, p50 {percentile(waits, 50) * 1000:.0f} ms, "
            f"p99 {percentile(waits, 99) * 1000:.0f} ms, longest {max(waits) * 1000:.0f} ms{missed}"
        )
    print("answers:", sorted(watch.statuses))
    for name, used in (
        ("worker", watch.worker_memory),
        ("reader of the workbook", watch.parser_memory),
    ):
        missed = "" if used < MOST_MEGABYTES else "  <-- miss"
        print(f"{name}: {used:.0f} MB{missed}")


def check(batch: Any, lines: int) -> None:
    from sangkien.accounts.models import User  # noqa: PLC0415 - after the set-up
    from sangkien.units.models import Membership  # noqa: PLC0415

    people = User.objects.filter(member_code__regex=r"^DV[0-9]{7}$").count()
    belong = Membership.objects.filter(user__member_code__regex=r"^DV[0-9]{7}$").count()
    applied = batch.lines.filter(outcome="applied").count()
    print(f"people {people:,}, memberships {belong:,}, lines applied {applied:,}")
    assert (people, belong, applied) == (lines, lines, lines)


@contextlib.contextmanager
def _database(options: argparse.Namespace) -> Iterator[str]:
    if options.postgres:
        with cluster.running(options.folder) as server:
            server.create("sangkien_importing", anew=True)
            yield server.url("sangkien_importing")
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'importing.sqlite3'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    with _database(options) as url:
        project.use(url)
        machine.print_header(f"importing {options.lines:,} members")
        measure(url, options.lines)


if __name__ == "__main__":
    main()
