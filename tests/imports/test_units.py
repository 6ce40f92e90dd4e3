import datetime as dt
from typing import Any

import pytest

from sangkien.core import clock
from sangkien.imports.enums import State
from sangkien.imports.models import ImportBatch
from sangkien.journal.actions import deliveries
from sangkien.journal.models import Entry
from sangkien.progress.models import SizeStamp
from sangkien.search.models import UnitTokens
from sangkien.units.models import Headcount, Unit
from tests.factories import Cast, make_cast, make_member, make_programme
from tests.imports.workbooks import outcomes, preview, reasons, run, undo, verdicts

pytestmark = pytest.mark.django_db
NEW = ("N-1", "CĐCS Công ty Gốm Sứ", "Công đoàn cơ sở", "", 120, 150)
SECTION = ("N-1-A", "Tổ lò nung", "Công đoàn bộ phận, tổ công đoàn", "N-1", "", "")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def previewed(cast: Cast, *rows: tuple[object, ...], **options: Any) -> ImportBatch:
    return preview(cast.superior, cast.superior_officer, rows, kind="don-vi", **options)


def done(cast: Cast, *rows: tuple[object, ...]) -> ImportBatch:
    return run(previewed(cast, *rows), cast.superior, cast.superior_officer)


def test_units_are_opened_below_each_other_with_their_figures(cast: Cast) -> None:
    make_programme(cast.province)
    SizeStamp.objects.update(stale=False)

    batch = done(cast, NEW, SECTION)

    assert outcomes(batch) == ["applied", "applied"]
    unit, section = Unit.objects.get(code="N-1"), Unit.objects.get(code="N-1-A")
    assert (unit.parent, section.parent) == (cast.superior, unit)
    assert section.path.startswith(unit.path)
    assert unit.folded_name == "cdcs cong ty gom su"
    counted = Headcount.objects.get(unit=unit)
    assert (counted.members, counted.workers, counted.counted_on) == (120, 150, clock.today())
    assert Entry.objects.filter(name="unit.units_listed").count() == 1
    assert SizeStamp.objects.filter(stale=True).exists()
    deliveries.deliver_batch(clock.now())
    assert UnitTokens.objects.filter(unit__in=[unit, section]).count() == 2


def test_the_same_list_again_changes_nothing(cast: Cast) -> None:
    done(cast, NEW, SECTION)

    assert verdicts(previewed(cast, NEW, SECTION)) == ["same", "same"]


def test_only_figures_of_known_units_change(cast: Cast) -> None:
    done(cast, NEW)

    batch = done(cast, ("N-1", "Tên khác", "Công đoàn cơ sở", "", 130, 150))

    assert verdicts(batch) == ["warning"]
    assert batch.lines.get().difference == [["Số đoàn viên", "120", "130"]]
    assert "tên hiện nay là “CĐCS Công ty Gốm Sứ”" in reasons(batch)
    assert Unit.objects.get(code="N-1").name == "CĐCS Công ty Gốm Sứ"
    assert Headcount.objects.get(unit__code="N-1").members == 130


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Đ 1", "CĐCS X", "Công đoàn cơ sở"), "Mã đơn vị chỉ gồm"),
        (("N-1", "", "Công đoàn cơ sở"), "Thiếu tên đơn vị"),
        (("N-1", "CĐCS X", "Công ty"), "Cấp chưa đúng"),
        (("N-1", "CĐCS X", "Trung ương"), "phải thấp hơn"),
        (("N-1", "CĐCS X", "Công đoàn cơ sở", "ND"), "ngoài phạm vi"),
        (("N-1", "CĐCS X", "Công đoàn cơ sở", "ZZ"), "Không thấy đơn vị cấp trên"),
        (("HS", "CĐCS X", "Công đoàn cơ sở"), "ngoài phạm vi"),
        (("N-1", "CĐCS X", "Công đoàn cơ sở", "", 12, ""), "Ghi cả số đoàn viên"),
        (("N-1", "CĐCS X", "Công đoàn cơ sở", "", "một trăm", 5), "không phải số nguyên"),
        (("N-1", "CĐCS X", "Công đoàn cơ sở", "", -5, 5), "không phải số nguyên"),
        (("N-1", "CĐCS X", "Công đoàn cơ sở", "", 1e300, 5), "không phải số nguyên"),
    ],
)
def test_a_wrong_line_says_why(cast: Cast, row: tuple[object, ...], said: str) -> None:
    batch = previewed(cast, row)

    assert verdicts(batch) == ["error"]
    assert said in reasons(batch)


def test_a_parent_further_down_is_refused(cast: Cast) -> None:
    assert verdicts(previewed(cast, SECTION, NEW)) == ["error", "ok"]


def test_a_unit_of_the_same_name_asks_to_look(cast: Cast) -> None:
    batch = previewed(cast, ("N-2", "Công đoàn cơ sở Công ty Cơ khí HÒA BÌNH", "Công đoàn cơ sở"))

    assert verdicts(batch) == ["warning"]
    assert "mã HB" in reasons(batch)


def test_undo_removes_what_is_empty_and_restores_figures(cast: Cast) -> None:
    done(cast, NEW)
    batch = done(
        cast,
        ("N-1", NEW[1], NEW[2], "", 130, 160),
        ("N-2", "CĐCS Hai", NEW[2], "", 10, 20),
        ("N-3", "CĐCS Ba", NEW[2], "", "", ""),
        ("N-3-A", "Tổ của Ba", SECTION[2], "N-3", "", ""),
    )
    make_member(Unit.objects.get(code="N-3-A"))

    batch = undo(batch, cast.superior, cast.superior_officer)

    assert batch.state == State.UNDONE
    assert outcomes(batch) == ["undone", "undone", "kept", "kept"]
    assert Headcount.objects.get(unit__code="N-1").members == 120
    assert not Unit.objects.filter(code="N-2").exists()


def test_days_of_opening_are_read(cast: Cast) -> None:
    header = ("Mã đơn vị", "Tên đơn vị", "Cấp", "Ngày thành lập")
    batch = previewed(
        cast, ("N-1", "CĐCS Một", "Công đoàn cơ sở", dt.date(2012, 8, 15)), header=header
    )

    run(batch, cast.superior, cast.superior_officer)

    assert Unit.objects.get(code="N-1").opened_on == dt.date(2012, 8, 15)
