"""Targets handed down by a list from Excel."""

import datetime as dt

import pytest

from sangkien.agreements.importing import Targets, period_words
from sangkien.agreements.models import Target
from sangkien.core import clock
from sangkien.imports.kinds import get
from sangkien.imports.models import ImportBatch
from tests.factories import Cast, make_cast, make_target
from tests.imports.workbooks import outcomes, preview, reasons, run, undo, verdicts
from tests.web.programmes import scenes

pytestmark = pytest.mark.django_db
HEADER = (
    "Mã đơn vị",
    "Tên đơn vị",
    "Giai đoạn",
    "Số sáng kiến giao",
    "Tính trên sáng kiến",
    "Căn cứ",
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def period(cast: Cast) -> str:
    return period_words(scenes.whole(scenes.running(cast.province)))


def previewed(cast: Cast, *rows: tuple[object, ...]) -> ImportBatch:
    return preview(cast.province, cast.provincial_officer, rows, kind="chi-tieu", header=HEADER)


def done(cast: Cast, *rows: tuple[object, ...]) -> ImportBatch:
    return run(previewed(cast, *rows), cast.province, cast.provincial_officer)


def row(
    code: str, period: str, value: object, base: str = "", note: str = "KH 12"
) -> tuple[object, ...]:
    return (code, "", period, value, base, note)


def given() -> list[tuple[str, int, str]]:
    found = Target.objects.filter(replaced_at=None).order_by("pk").select_related("unit")
    return [(str(one.unit.code if one.unit else ""), int(one.value), one.base) for one in found]


def test_each_line_gives_one_unit_its_number(cast: Cast, period: str) -> None:
    batch = done(
        cast,
        row(cast.superior.code, period, 850),
        row(cast.sister_superior.code.lower(), period.upper(), "1.200", "Hợp lệ"),
    )

    assert outcomes(batch) == ["applied", "applied"]
    assert given() == [
        (cast.superior.code, 850, "sent"),
        (cast.sister_superior.code, 1200, "valid"),
    ]
    again = (row(cast.superior.code, period, 850), row(cast.superior.code, period, 900))
    assert verdicts(previewed(cast, *again)) == ["same", "error"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "KHONG-CO"}, "không phải của đơn vị trực thuộc"),
        ({"code": "BM"}, "không phải của đơn vị trực thuộc"),
        ({"period": "Giai đoạn lạ"}, "Không có giai đoạn này"),
        ({"value": "tám trăm"}, "không phải số nguyên"),
        ({"value": 0}, "phải lớn hơn 0"),
        ({"value": ""}, "Thiếu số sáng kiến"),
        ({"base": "tất cả"}, "Tính trên sáng kiến"),
    ],
)
def test_a_wrong_line_says_why(
    cast: Cast, period: str, changes: dict[str, object], said: str
) -> None:
    values: dict[str, object] = {"code": cast.superior.code, "period": period, "value": 850}
    values |= {"base": "", **changes}
    cells = (values["code"], "", values["period"], values["value"], values["base"], "")
    batch = previewed(cast, cells)

    assert verdicts(batch) == ["error"]
    assert said in reasons(batch)


def test_a_number_in_force_is_left_alone(cast: Cast, period: str) -> None:
    whole = scenes.whole(scenes.running(cast.province, title="Chương trình khác"))
    earlier = clock.now() - dt.timedelta(days=3)
    make_target(whole, cast.superior, 500, at=earlier)

    batch = previewed(cast, row(cast.superior.code, period_words(whole), 600))

    assert verdicts(batch) == ["error"]
    assert "đề nghị điều chỉnh" in reasons(batch)


def test_undo_brings_back_what_stood(cast: Cast, period: str) -> None:
    done(cast, row(cast.superior.code, period, 850))
    batch = done(
        cast, row(cast.superior.code, period, 900), row(cast.sister_superior.code, period, 70)
    )
    assert [value for _code, value, _base in given()] == [900, 70]

    undo(batch, cast.province, cast.provincial_officer)

    assert given() == [(cast.superior.code, 850, "sent")]


def test_the_list_of_today_can_be_corrected_and_sent_again(cast: Cast, period: str) -> None:
    done(cast, row(cast.superior.code, period, 850))
    kind = get("chi-tieu")
    assert isinstance(kind, Targets)
    lines = list(kind.sheet(cast.province.pk).lines)
    assert [(one["code"], one["value"], one["base"]) for one in lines] == [
        (cast.sister_superior.code, "", ""),
        (cast.superior.code, "850", "đã gửi"),
    ]
    assert period in kind.choices(cast.province.pk)["periods"]
