"""How long the comparison grid of a large cluster takes: 97 units, 40 criteria, two columns each.

On a SQLite database of its own. The page is asked for in this process, signed in, sessions and
middleware included.
"""

import argparse
import os
import statistics
import tempfile
import time
import uuid
from typing import Any

import django

UNITS, GROUPS, LINES = 97, 5, 8
YEAR = 2026


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SANGKIEN_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.project.settings")
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - after the set-up

        call_command("migrate", verbosity=0)
        _measure(options.visits)


def _measure(visits: int) -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    from tests.web.scene import client_of  # noqa: PLC0415

    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    user, opening = _made()
    browser = client_of(user)
    pages = {
        "grid": f"/dot-cham-diem/{opening}/doi-chieu/",
        "ranking": f"/dot-cham-diem/{opening}/xep-hang/",
        "workbook": f"/dot-cham-diem/{opening}/doi-chieu/excel/",
    }
    for name, url in pages.items():
        asked: list[str] = []
        with connection.execute_wrapper(_counting(asked)):
            first = browser.get(url)
        spent, worked = [], []
        for _visit in range(visits):
            begun, busy = time.perf_counter(), time.process_time()
            browser.get(url)
            spent.append((time.perf_counter() - begun) * 1000)
            worked.append((time.process_time() - busy) * 1000)
        p95 = statistics.quantiles(spent, n=20)[-1]
        print(
            f"{name}: {first.status_code}, {len(first.content) // 1024} kB, {len(asked)} queries, "
            f"p50 {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms, "
            f"processor {statistics.median(worked):.0f} ms"
        )


def _counting(asked: list[str]) -> Any:
    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    return count


def _table() -> dict[str, Any]:
    nodes: list[dict[str, Any]] = []
    for group in range(1, GROUPS + 1):
        nodes.append({"code": f"{group}", "name": f"Nhóm tiêu chí {group}", "kind": "group"})
        nodes += [
            {
                "code": f"{group}.{line}",
                "parent": f"{group}",
                "name": f"Tiêu chí {line} của nhóm {group}, chấm theo mức hoàn thành",
                "kind": "manual",
                "most": "2.5",
            }
            for line in range(1, LINES + 1)
        ]
    bands = [{"name": "Xuất sắc", "low": "90"}, {"name": "Tốt", "low": "70"}]
    ties = [{"kind": "node", "node": "1"}, {"kind": "earlier"}]
    return {"name": "Bảng đo", "nodes": nodes, "bands": bands, "cap": "100", "ties": ties}


def _made() -> tuple[Any, int]:
    """The officer and the number of the opening."""
    from sangkien.access.roles import RoleKey  # noqa: PLC0415
    from sangkien.scoring.actions import opening, tables  # noqa: PLC0415
    from sangkien.scoring.enums import Part  # noqa: PLC0415
    from sangkien.scoring.models import Card  # noqa: PLC0415
    from sangkien.scoring.rules import reading  # noqa: PLC0415
    from tests.factories import NOW, actor, make_officer, make_unit  # noqa: PLC0415

    root = make_unit("Tổng Liên đoàn", level="trung-uong", parent=None)
    province = make_unit("LĐLĐ tỉnh Đo", level="tinh", parent=root)
    for number in range(UNITS):
        make_unit(f"LĐLĐ huyện thứ {number:02d}", level="cap-tren", parent=province)
    writer = make_officer(province, RoleKey.PROVINCIAL_OFFICER, "Lê Văn Đo")
    second = make_officer(province, RoleKey.PROVINCIAL_OFFICER, "Trần Thị Đếm")
    table = tables.draft(
        province,
        tables.Scope(year=YEAR),
        reading.read(_table()),
        request_key=uuid.uuid4(),
        by=actor(writer),
        at=NOW,
    )
    tables.enforce(table, number="1/HD", seen=1, by=actor(second), at=NOW)
    opened = opening.open_cards(
        table, Part.YEAR, request_key=uuid.uuid4(), by=actor(writer), at=NOW
    )
    cards = list(Card.objects.filter(opening=opened).order_by("pk"))
    _fill(cards, table.table, writer, NOW)
    return writer, opened.pk


def _fill(cards: list[Any], table: Any, user: Any, at: Any) -> None:
    from sangkien.scoring.enums import CardState  # noqa: PLC0415
    from sangkien.scoring.models import Card, Column  # noqa: PLC0415
    from sangkien.scoring.rules.marks import Mark, totals  # noqa: PLC0415

    rows = []
    for place, card in enumerate(cards):
        for step, stage in enumerate(("self", "department")):
            marks = {
                node.code: {"points": 250 - (place * 7 + line * 3 + step * (line % 4)) % 120}
                for line, node in enumerate(table.items)
            }
            found = totals(table, {code: Mark(points=row["points"]) for code, row in marks.items()})
            rows.append(
                Column(
                    card=card,
                    stage=stage,
                    state="submitted",
                    marks=marks,
                    total=found.ranking,
                    class_score=found.class_score,
                    class_name="Tốt",
                    editors=[user.pk],
                    written_at=at,
                    submitted_by=user,
                    submitted_at=at,
                    digest="0" * 64,
                )
            )
    Column.objects.bulk_create(rows)
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(state=CardState.COUNCIL)


if __name__ == "__main__":
    main()
