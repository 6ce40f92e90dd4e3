import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from sangkien.access.actor import Actor
from sangkien.core import paths
from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.units import rules, verifying
from sangkien.units.actions import tree
from sangkien.units.errors import InvalidUnit
from sangkien.units.models import Headcount, Level, Succession, Unit
from tests.factories import LONG_AGO, NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def open_unit(parent: Unit | None, **changes: Any) -> Unit:
    values: dict[str, Any] = {
        "code": "moi.1",
        "name": "  CĐCS   Công ty Hòa Bình ",
        "level": Level.objects.get(pk=changes.pop("level_key", "co-so")),
        "opened_on": TODAY,
        "by": SYSTEM,
        "at": NOW,
    }
    return tree.open_unit(parent=parent, **{**values, **changes})


def test_a_unit_stands_below_its_parent(cast: Cast) -> None:
    unit = open_unit(cast.superior, short_name="Hòa Bình")

    unit.refresh_from_db()
    assert (unit.code, unit.name, unit.label) == ("MOI.1", "CĐCS Công ty Hòa Bình", "Hòa Bình")
    assert unit.path == paths.child(cast.superior.path, unit.pk)
    assert unit.folded_name == "cdcs cong ty hoa binh hoa binh"
    assert list(verifying.check_paths()) == []
    entry = Entry.objects.get(name="unit.opened", subject_id=unit.pk)
    assert entry.payload["parent_id"] == cast.superior.pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "Mã đơn vị"}, "code"),
        ({"code": "A/B"}, "code"),
        ({"code": "ad"}, "code"),  # the factory has it
        ({"name": " … "}, "name"),
        ({"name": "Tên\x00"}, "name"),
        ({"level_key": "cap-tren"}, "level"),
        ({"level_key": "tinh"}, "level"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(
    cast: Cast, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidUnit) as refusal:
        open_unit(cast.superior, **changes)

    assert refusal.value.field == field
    assert Unit.objects.count() == 7


def test_only_the_national_level_stands_alone(cast: Cast) -> None:
    with pytest.raises(InvalidUnit) as refusal:
        open_unit(None)

    assert refusal.value.field == "parent"


def test_a_tree_is_at_most_twelve_deep(cast: Cast) -> None:
    for tier in range(6, 16):
        Level.objects.create(key=f"bac-{tier}", name=f"Bậc {tier}", tier=tier)
    parent = make_unit("CĐ bộ phận", level="bo-phan", parent=cast.factory)
    for tier in range(6, 13):
        parent = make_unit(f"Bậc {tier}", level=f"bac-{tier}", parent=parent)
    assert paths.depth(parent.path) == paths.MAX_DEPTH

    with pytest.raises(InvalidUnit, match="quá sâu"):
        open_unit(parent, level_key="bac-14")


def test_only_managers_of_the_parent_open_units(cast: Cast) -> None:
    for user in (cast.author, cast.officer, cast.auditor):
        with pytest.raises(NotAllowed):
            open_unit(cast.superior, by=actor(user))
    with pytest.raises(NotAllowed):
        open_unit(cast.sister_superior, by=actor(cast.superior_officer))

    assert open_unit(cast.superior, by=actor(cast.superior_officer)).parent == cast.superior


def count(unit: Unit, **changes: Any) -> Headcount:
    values: dict[str, Any] = {
        "members": 120,
        "workers": 150,
        "counted_on": TODAY,
        "by": SYSTEM,
        "at": NOW,
    }
    return tree.record_headcount(unit, **{**values, **changes})


def test_the_headcount_of_a_day_is_replaced_not_doubled(cast: Cast) -> None:
    count(cast.factory)
    count(cast.factory, members=121)

    headcount = Headcount.objects.get()
    assert (headcount.members, headcount.workers) == (121, 150)
    assert Entry.objects.filter(name="unit.headcount_recorded").count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"members": -1}, "members"),
        ({"members": 100_000_001}, "members"),
        ({"workers": 10**18}, "workers"),
        ({"counted_on": TODAY + dt.timedelta(days=1)}, "counted_on"),
    ],
)
def test_what_cannot_have_been_counted_is_refused(
    cast: Cast, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidUnit) as refusal:
        count(cast.factory, **changes)

    assert refusal.value.field == field
    assert not Headcount.objects.exists()


def test_only_superior_unions_record_headcounts(cast: Cast) -> None:
    for user in (cast.officer, cast.author, cast.auditor):
        with pytest.raises(NotAllowed):
            count(cast.factory, by=actor(user))
    with pytest.raises(NotAllowed):
        count(cast.far_factory, by=actor(cast.superior_officer))

    assert count(cast.factory, by=actor(cast.superior_officer)).members == 120


def refused_by_the_database(**changes: Any) -> bool:
    try:
        with transaction.atomic():
            Unit.objects.filter(code="AD").update(**changes)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_units_that_cannot_be(cast: Cast) -> None:
    assert refused_by_the_database(closed_on=LONG_AGO)
    assert refused_by_the_database(path="")
    assert refused_by_the_database(path=cast.superior.path)
    assert refused_by_the_database(code="HB")
    assert not refused_by_the_database(closed_on=LONG_AGO + dt.timedelta(days=1))


def test_the_database_refuses_a_second_succession_and_one_to_oneself(cast: Cast) -> None:
    def succeed(successor: Unit) -> None:
        Succession.objects.create(predecessor=cast.superior, successor=successor, on=TODAY)

    succeed(cast.sister_superior)
    for again in (cast.sister_superior, cast.superior):
        with pytest.raises(IntegrityError), transaction.atomic():
            succeed(again)


def test_the_database_refuses_two_headcounts_of_a_day(cast: Cast) -> None:
    count(cast.factory)

    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.create(unit=cast.factory, counted_on=TODAY, members=1, workers=1)


def test_a_path_that_was_tampered_with_is_found(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.factory.pk).update(
        path=paths.child(cast.sister_superior.path, cast.factory.pk)
    )

    assert list(verifying.check_paths()) == ["Đơn vị AD: đường dẫn không khớp với đơn vị cấp trên."]


DAYS = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2030, 1, 1))


@given(opened=DAYS, length=st.integers(1, 4000), day=DAYS)
def test_a_unit_stands_from_its_first_day_to_the_day_before_it_closed(
    opened: dt.date, length: int, day: dt.date
) -> None:
    unit = Unit(opened_on=opened, closed_on=opened + dt.timedelta(days=length))

    assert unit.stands_on(day) == (0 <= (day - opened).days < length)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Liên đoàn Lao động tỉnh Kiên Giang", "Kiên Giang"),
        ("Liên đoàn Lao động thành phố Hà Nội", "Hà Nội"),
        ("Liên đoàn Lao động thành phố Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("Liên đoàn Lao động tỉnh Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Công đoàn Điện lực Việt Nam", "CĐ Điện lực Việt Nam"),
        ("Ban Công đoàn Quốc phòng", "Ban CĐ Quốc phòng"),
        ("Tổng Liên đoàn Lao động Việt Nam", "Tổng Liên đoàn"),
        ("CĐCS Công ty May Ánh Dương", ""),
    ],
)
def test_short_names_are_those_that_officers_use(name: str, short: str) -> None:
    assert rules.short_name(name) == short


def test_long_ago_is_not_a_recorded_day() -> None:
    assert not rules.is_recorded(rules.BEFORE_RECORDS)
    assert rules.is_recorded(dt.date(2025, 7, 1))


def test_the_system_is_no_person(cast: Cast) -> None:
    open_unit(cast.superior, by=Actor.system())

    assert Entry.objects.filter(name="unit.opened").latest("pk").actor_id is None
