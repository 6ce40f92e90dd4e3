"""Targets of every kind: how they are written, and which cannot be."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.agreements.achieving import achieved
from sangkien.agreements.actions.targets import set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.measures import Measure, Span, words
from sangkien.agreements.models import Target
from sangkien.agreements.rules import ensure_sensible
from tests.factories import NOW, SYSTEM, TODAY, Cast, make_cast

YEAR = Span(since=dt.date(TODAY.year, 1, 1), until=dt.date(TODAY.year, 12, 31))
DAY = dt.date(2026, 6, 30)


def aim(kind: TargetKind, value: int | str = 1, **options: Any) -> Measure:
    numbers: dict[str, Any] = {
        name: Decimal(options.pop(name)) for name in ("most", "each") if name in options
    }
    return Measure(kind=kind, value=Decimal(value), **numbers, **options)


NEW = aim(TargetKind.RANGE, 8000, most=11000, subject="Kết nạp đoàn viên", measure="đoàn viên")
MODELS = aim(TargetKind.EACH, 100, each=1, subject="Mô hình", measure="mô hình")
TWO_EACH = aim(TargetKind.EACH, 90, each=2, base=TargetBase.RECOGNISED)
MEMBERS = aim(TargetKind.PERCENT, 95, subject="NLĐ là đoàn viên", of="tổng số NLĐ")
RULES = aim(TargetKind.DONE_BY, subject="Ban hành quy chế", due_on=DAY)
WORKS = aim(TargetKind.NUMBER, 2, subject="Công trình của khối", measure="công trình")
AWARDS = aim(TargetKind.AWARDS, 60, subject="Bằng Lao động sáng tạo", measure="bằng")


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (NEW, "8.000–11.000 đoàn viên"),
        (MODELS, "mỗi CĐCS ít nhất 1 mô hình"),
        (TWO_EACH, "90 % CĐCS, mỗi nơi ít nhất 2 sáng kiến"),
        (MEMBERS, "95 % tổng số NLĐ"),
        (RULES, "xong đến hết ngày 30/06/2026"),
        (WORKS, "2 công trình"),
        (AWARDS, "60 bằng"),
    ],
)
def test_each_kind_is_written_as_officers_write_it(measure: Measure, said: str) -> None:
    ensure_sensible(measure)
    assert words(measure) == said


@pytest.mark.parametrize(
    ("measure", "field"),
    [
        (aim(TargetKind.RANGE, 8000, subject="Kết nạp"), "most"),
        (aim(TargetKind.RANGE, 8000, most=8000, subject="Kết nạp"), "most"),
        (aim(TargetKind.EACH, 100, subject="Mô hình"), "each"),
        (aim(TargetKind.EACH, 100, each=1), "subject"),
        (aim(TargetKind.EACH, 101, each=1, subject="Mô hình"), "value"),
        (aim(TargetKind.EACH, 100, each=1, subject="Mô hình", base=TargetBase.SENT), "subject"),
        (aim(TargetKind.PERCENT, 95, subject="NLĐ là đoàn viên"), "of"),
        (aim(TargetKind.PERCENT, 101, subject="NLĐ", of="NLĐ"), "value"),
        (aim(TargetKind.DONE_BY, subject="Ban hành quy chế"), "due_on"),
        (aim(TargetKind.NUMBER, 2), "subject"),
        (aim(TargetKind.NUMBER, 2, subject="Công trình", base=TargetBase.SENT), "base"),
        (aim(TargetKind.NUMBER, 2, subject="Công trình", weight=Decimal(0)), "weight"),
        (aim(TargetKind.COUNT, 2), "base"),
        (aim(TargetKind.NUMBER, "0.001", subject="Công trình"), "value"),
        (aim(TargetKind.NUMBER, 10**13, subject="Công trình"), "value"),
    ],
)
def test_what_nobody_could_be_measured_against_is_refused(measure: Measure, field: str) -> None:
    with pytest.raises(InvalidTarget) as refused:
        ensure_sensible(measure)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("measure", "value", "whole", "said", "is_reached"),
    [
        (NEW, 7000, None, "đạt 87,5 % mức thấp", False),
        (NEW, 8000, None, "trong khoảng đề ra", True),
        (NEW, 12100, None, "vượt mức cao 10 %", True),
        (WORKS, 1, None, "đạt 50 %", False),
        (WORKS, 3, None, "đạt 150 %, vượt 50 %", True),
        (AWARDS, 60, None, "đạt 100 %", True),
        (MEMBERS, 96, None, "96 % (chỉ tiêu 95 %)", True),
        (MEMBERS, 189, 200, "94,5 % (chỉ tiêu 95 %), chưa đạt", False),
        (MODELS, 2, 3, "66,7 % (chỉ tiêu 100 %), chưa đạt", False),
        (RULES, 0, None, "chưa xong", False),
        (RULES, 1, None, "đã xong, đúng hạn", True),
    ],
)
def test_a_percentage_stands_only_where_it_means_something(
    measure: Measure, value: int, whole: int | None, said: str, *, is_reached: bool
) -> None:
    found = achieved(
        measure, value=Decimal(value), whole=Decimal(whole) if whole else None, as_of=DAY
    )
    assert (found.words, found.is_reached) == (said, is_reached)


def test_what_is_done_late_is_not_reached() -> None:
    late = achieved(RULES, value=Decimal(1), as_of=DAY + dt.timedelta(days=3))
    assert (late.words, late.is_reached) == ("đã xong, chậm 3 ngày", False)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.django_db
def test_others_stand_side_by_side_one_for_each_subject(cast: Cast) -> None:
    options: dict[str, Any] = {"origin": TargetOrigin.SELF_SET, "by": SYSTEM, "at": NOW}
    works = set_target(YEAR, cast.factory, measure=WORKS, **options)
    models = aim(TargetKind.NUMBER, 1, subject="Mô hình mới", measure="mô hình")
    set_target(YEAR, cast.factory, measure=models, **options)

    more = aim(TargetKind.NUMBER, 3, subject="CÔNG TRÌNH  của khối", measure="công trình")
    again = set_target(YEAR, cast.factory, measure=more, **options)

    works.refresh_from_db()
    assert works.replaced_at == NOW
    standing = Target.objects.filter(replaced_at=None).order_by("pk")
    assert [row.words for row in standing] == ["1 mô hình", "3 công trình"]
    assert again.time_words == f"01/01/{TODAY.year}–31/12/{TODAY.year}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"since": None},
        {"until": None},
        {"until": dt.date(2020, 1, 1)},
        {"subject_key": ""},
        {"base": "sent"},
        {"kind": "range"},
        {"most": 3},
        {"kind": "each"},
        {"each": 1},
        {"kind": "percent"},
        {"kind": "done_by"},
        {"weight": 0},
        {"kind": "count"},
    ],
)
def test_the_database_refuses_what_the_rules_refuse(cast: Cast, wrong: dict[str, Any]) -> None:
    options: dict[str, Any] = {"origin": TargetOrigin.SELF_SET, "by": SYSTEM, "at": NOW}
    target = set_target(YEAR, cast.factory, measure=WORKS, **options)

    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=target.pk).update(**wrong)
