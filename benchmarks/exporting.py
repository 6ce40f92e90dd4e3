"""Export the list of a whole branch through the real action and the real worker's turns.

    python -m benchmarks.exporting --rows 1000000                 # on SQLite, in a folder of its own
    python -m benchmarks.exporting --rows 1000000 --format csv
    python -m benchmarks.exporting --rows 1000000 --bare          # the writer alone, without a database

The initiatives are copies of one, multiplied by the database itself. Says how long it took, how long the
longest turn kept the worker from its other work, and how much memory the process had at most.
"""

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from benchmarks import machine, project
from benchmarks.clients import percentile

MOST_MEGABYTES, MOST_SECONDS = 200, 2.0


def prepare(rows: int, form: str) -> None:
    """A province with one CĐCS, so many initiatives in it, and an officer who exports them."""
    from django.core.management import call_command  # noqa: PLC0415 - after the set-up

    from sangkien.core import clock  # noqa: PLC0415
    from sangkien.exports.actions import asking  # noqa: PLC0415
    from sangkien.exports.enums import Format  # noqa: PLC0415
    from tests.factories import actor  # noqa: PLC0415
    from tests.web.scene import make_scene  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    scene = make_scene()
    scene.sent(title="Cải tiến đồ gá kẹp phôi trên máy phay, giảm thời gian thay khuôn")
    multiply(rows)
    asking.ask(
        "sang-kien",
        {"xem": "don-vi"},
        format=Format(form),
        request_key=uuid.uuid4(),
        by=actor(scene.cast.provincial_officer),
        at=clock.now(),
    )


def multiply(rows: int) -> None:
    """Twice as many, again and again."""
    from django.db import connection  # noqa: PLC0415 - after the set-up

    from sangkien.initiatives.models import Initiative  # noqa: PLC0415

    own = {
        "id": "id + {many}",
        "code": "printf('%010d', id + {many})",
        "request_key": "hex(randomblob(16))",
    }
    names = [field.column for field in Initiative._meta.concrete_fields]
    many = 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE initiatives_initiative SET id = 1, code = printf('%010d', 1)")
        while many < rows:
            chosen = ", ".join(own.get(name, name).format(many=many) for name in names)
            cursor.execute(
                f"INSERT INTO initiatives_initiative ({', '.join(names)}) "  # noqa: S608 - our names
                f"SELECT {chosen} FROM initiatives_initiative WHERE id <= {rows - many}"
            )
            many = min(2 * many, rows)


def work() -> None:
    """The worker's turns, in a process of its own."""
    from sangkien.core import clock  # noqa: PLC0415 - after the set-up
    from sangkien.exports.actions import writing  # noqa: PLC0415
    from sangkien.exports.models import Export  # noqa: PLC0415

    before, turns = _peak(), []
    started, used = time.monotonic(), time.process_time()
    while True:
        turn = time.monotonic()
        if not writing.step(clock.now()):
            break
        turns.append(time.monotonic() - turn)
    seconds, processor = time.monotonic() - started, time.process_time() - used
    export = Export.objects.select_related("file").get()
    assert export.file is not None, export.problem
    print(
        f"{export.rows:,} rows, {export.format}, {export.file.size / 1e6:.0f} MB: "
        f"{seconds:.0f} s, processor {processor:.0f} s"
    )
    slow = "" if max(turns) < MOST_SECONDS else "  <-- miss"
    print(
        f"turns: {len(turns)}, p50 {percentile(turns, 50):.2f} s, longest {max(turns):.2f} s{slow}"
    )
    heavy = "" if _peak() < MOST_MEGABYTES else "  <-- miss"
    print(f"memory: {before:.0f} MB before, {_peak():.0f} MB at most{heavy}")


def write(rows: int) -> None:
    """Rows as long as those of the list, into a file and nowhere else."""
    from sangkien.exports.kinds import Column  # noqa: PLC0415 - after the set-up
    from sangkien.exports.workbooks import Book  # noqa: PLC0415

    before, started, used = _peak(), time.monotonic(), time.process_time()
    title = "Cải tiến đồ gá kẹp phôi trên máy phay, giảm thời gian thay khuôn"
    at = dt.datetime(2026, 11, 22, 7, 30, tzinfo=dt.UTC)
    words = (title, "Hợp lệ", "Nguyễn Văn An", "AD", "CĐCS Công ty May Ánh Dương", "Chương trình")
    with tempfile.TemporaryFile() as file:
        book = Book(
            file, name="Sáng kiến", heading=["Sáng kiến"], columns=[Column(label="Cột")] * 8
        )
        for number in range(rows):
            book.write([f"SK-{number:010d}", *words, at])
        closing = time.monotonic()
        book.close()
        closed = time.monotonic() - closing
        size = file.tell() / 1e6
    seconds, processor = time.monotonic() - started, time.process_time() - used
    print(f"{rows:,} rows, {size:.0f} MB: {seconds:.0f} s, processor {processor:.0f} s")
    print(f"closing {closed:.2f} s; memory: {before:.0f} MB before, {_peak():.0f} MB at most")


def _peak() -> float:
    """Of this process alone: what `getrusage` says begins with the memory of the parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--format", choices=["xlsx", "csv"], default="xlsx")
    parser.add_argument("--bare", action="store_true", help="without a database")
    parser.add_argument("--keep", type=Path, help="where to put the file")
    parser.add_argument("--database", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.database:
        project.use(options.database)
        work()
        keep(options.keep)
        return
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'exporting.sqlite3'}"
        project.use(url)
        machine.print_header(f"exporting {options.rows:,} initiatives")
        if options.bare:
            write(options.rows)
            return
        prepare(options.rows, options.format)
        again: list[Any] = [sys.executable, "-m", "benchmarks.exporting", "--database", url]
        if options.keep:
            again += ["--keep", options.keep]
        subprocess.run(again, check=True)  # noqa: S603 - ourselves


def keep(target: Path | None) -> None:
    from sangkien.exports.models import Export  # noqa: PLC0415 - after the set-up
    from sangkien.files.queries import opened  # noqa: PLC0415

    file = Export.objects.select_related("file").get().file
    if target is not None and file is not None:
        with opened(file) as source:
            target.write_bytes(source.read())


if __name__ == "__main__":
    main()
