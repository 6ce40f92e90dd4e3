"""The register of earlier years, from Excel."""

import pytest

from sangkien.commendation import verifying
from sangkien.commendation.models import Conferral
from sangkien.commendation.queries import honour
from tests.factories import make_cast
from tests.imports.workbooks import outcomes, preview, reasons, run, undo, verdicts

pytestmark = pytest.mark.django_db
HEADER = (
    *("Năm", "Người, tập thể được khen", "Đối tượng", "Mã đoàn viên hoặc số điện thoại"),
    *("Mã đơn vị", "Danh hiệu, hình thức khen", "Loại", "Số quyết định", "Ngày quyết định"),
    *("Cơ quan quyết định", "Thành tích", "Tiền thưởng"),
)
TITLE = ("Giấy khen", "Giấy khen", "12/QĐ-LĐLĐ", "15/12/2021", "LĐLĐ huyện", "Lao động giỏi", "")


def test_earlier_years_enter_the_register_once_and_can_be_taken_back() -> None:
    cast = make_cast()
    code = cast.author.member_code
    rows = (
        (2021, "Nguyễn Văn An", "Cá nhân", code, "AD", *TITLE),
        (2021, "Nguyễn Văn Bé", "Cá nhân", "", "AD", *TITLE),
        (2020, "Tổ may 3", "Tập thể", "", "AD", *TITLE[:2], "", "", "LĐLĐ huyện", "", "500.000"),
        (2021, "Tổ may 4", "Tập thể", code, "AD", *TITLE),
        (2021, "Người Xã Khác", "Cá nhân", "", "HS", *TITLE),
        (2199, "Nguyễn Văn Cả", "Người", "", "AD", *TITLE),
    )
    place = (cast.superior, cast.superior_officer)
    batch = preview(*place, rows, kind="khen-thuong", header=HEADER)
    assert verdicts(batch) == ["ok", "ok", "ok", "error", "error", "error"]
    assert "năm nay" in reasons(batch, 6)

    batch = run(batch, *place)

    assert outcomes(batch)[:3] == ["applied"] * 3
    own = Conferral.objects.get(user=cast.author)
    assert (own.year, own.label, own.decision_id) == (2021, "12/QĐ-LĐLĐ", None)
    team = Conferral.objects.get(holder_name="Tổ may 3")
    assert (team.decided_on.isoformat(), team.amount_vnd) == ("2020-12-31", 500_000)
    assert honour.page().rows == []  # a file alone says so
    again = preview(*place, rows[:2], kind="khen-thuong", header=HEADER)
    assert verdicts(again) == ["same", "same"]
    named = cast.superior_officer
    mine = (2021, named.full_name, "Cá nhân", named.member_code, "", *TITLE)
    twin = (2021, "Nguyễn Văn An", "Cá nhân", "", "AD", *TITLE)
    assert verdicts(preview(*place, (mine, twin), kind="khen-thuong", header=HEADER)) == [
        "error",
        "ok",
    ]
    assert list(verifying.check_register()) == []
    undo(batch, *place)
    assert Conferral.objects.count() == 0
    assert list(verifying.check_register()) == []
