"""The reorganisation of 2025 as the press reported it: the figures must come out."""

import datetime as dt
import itertools
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.access.roles import RoleKey
from sangkien.core import paths, text
from sangkien.units import queries, verifying
from sangkien.units.actions.reorganising import carrying, foreseeing, undoing
from sangkien.units.enums import ActKind, ActState
from sangkien.units.models import Headcount, Level, Position, Threshold, Unit
from sangkien.units.plans import END
from tests.factories import LONG_AGO, NOW, SYSTEM, actor, make_officer, make_unit
from tests.units.acts import decide, new, plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ON = dt.date(2025, 6, 15)


def make_grassroots(parents: list[Unit], members: list[int]) -> list[Unit]:
    """CĐCS in turn below the parents, each with its members; made at once for speed."""
    level = Level.objects.get(pk="co-so")
    units = Unit.objects.bulk_create(
        Unit(
            code=f"CS{index}",
            name=f"CĐCS số {index}",
            folded_name=text.fold(f"CĐCS số {index}"),
            name_sort=text.sort_key(f"CĐCS số {index}"),
            level=level,
            parent=parent,
            path=f"~{index}",
            opened_on=LONG_AGO,
        )
        for index, parent in zip(range(len(members)), itertools.cycle(parents), strict=False)
    )
    for unit in units:
        unit.path = paths.child(unit.parent.path, unit.pk)  # type: ignore[union-attr]
    Unit.objects.bulk_update(units, ["path"], batch_size=500)
    Headcount.objects.bulk_create(
        Headcount(unit=unit, counted_on=dt.date(2025, 1, 1), members=count, workers=count)
        for unit, count in zip(units, members, strict=True)
    )
    return units


def shared(total: int, parts: int) -> list[int]:
    """A sum as whole numbers that differ by one at most."""
    return [total // parts + (index < total % parts) for index in range(parts)]


@pytest.fixture
def province(db: None) -> Unit:
    national = make_unit("Tổng Liên đoàn", level="trung-uong", parent=None, code="TLD")
    return make_unit("LĐLĐ tỉnh Hà Tĩnh", level="tinh", parent=national, code="HT")


def test_ha_tinh_before_is_ended_and_moved(province: Unit) -> None:
    """15 district unions with 1,473 CĐCS and 72,059 members: 1,031 / 34,806 ended, 442 / 37,253
    went on below the province.
    """
    districts = [
        make_unit(f"LĐLĐ huyện {number}", level="cap-tren", parent=province) for number in range(15)
    ]
    going = make_grassroots(districts, [*shared(37_253, 442), *shared(34_806, 1_031)])[:442]
    wanted = plan(
        ActKind.DISSOLVE,
        *districts,
        effective_on=ON,
        placing=tuple((unit.pk, -2) for unit in going),
        otherwise=END,
    )

    act = carrying.decide(wanted, request_key=uuid.uuid4(), by=SYSTEM, at=NOW)

    assert act.report == {
        "grassroots": {"before": 1_473, "ended": 1_031, "moved": 442},
        "members": {"before": 72_059, "ended": 34_806, "moved": 37_253},
    }
    assert Unit.objects.filter(parent=province, closed_on=None).count() == 442
    assert Unit.objects.filter(closed_on=ON).count() == 1_031 + 15
    before = ON - dt.timedelta(days=1)
    assert len(queries.standing_below(province, before)) == 15
    assert [*verifying.check_paths(), *verifying.check_positions()] == []

    undoing.undo(act, by=SYSTEM, at=NOW)

    assert Unit.objects.filter(closed_on=None).grassroots().count() == 1_473
    assert not Position.objects.exists()


def test_ha_noi_opens_85_commune_unions_for_126_communes(province: Unit) -> None:
    """A union may look after more than one commune: there are fewer unions than communes."""
    factories = make_grassroots([province], shared(459_265, 5_876 // 10))
    groups = [factories[index::85] for index in range(85)]

    for index, group in enumerate(groups):
        decide(
            ActKind.OPEN,
            *group,
            target=province,
            effective_on=ON,
            new=(new(f"XP{index}", f"Công đoàn xã, phường số {index}", "xa-phuong"),),
        )

    unions = Unit.objects.filter(parent=province, level_id="xa-phuong")
    assert unions.count() == 85
    assert sum(len(queries.standing_below(union, ON)) for union in unions) == len(factories)
    assert Unit.objects.filter(parent=province, level_id="co-so").count() == 0


def test_chau_pha_looks_after_a_commune_that_is_too_small(province: Unit) -> None:
    """28 CĐCS with 4,538 members are enough; 10 CĐCS with 408 members are not."""
    large = make_grassroots([province], [*shared(4_538, 28), *shared(408, 10)])
    chau_pha, tan_hai = large[:28], large[28:]

    def preview(units: list[Unit], code: str, **options: Any) -> foreseeing.Preview:
        commune = (new(code, f"Công đoàn {code}", "xa-phuong"),)
        wanted = plan(
            ActKind.OPEN, *units, target=province, new=commune, effective_on=ON, **options
        )
        return foreseeing.foresee(wanted, by=SYSTEM)

    assert preview(chau_pha, "CP").shortfalls == []
    (short,) = preview(tan_hai, "TH").shortfalls
    assert (short.members, short.grassroots) == (408, 10)
    assert (short.lacks_members, short.lacks_grassroots) == (True, False)
    assert preview([*chau_pha, *tan_hai], "CP").shortfalls == []


def test_a_threshold_counts_from_its_own_day(province: Unit) -> None:
    units = make_grassroots([province], [10])
    assert Threshold.objects.get().since == dt.date(2025, 6, 12)
    wanted = plan(
        ActKind.OPEN,
        *units,
        target=province,
        new=(new("CP", "Công đoàn xã", "xa-phuong"),),
        effective_on=dt.date(2025, 6, 11),
    )

    assert not foreseeing.foresee(wanted, by=SYSTEM).needs_reason


def test_a_province_of_5000_units_moves_in_the_background_in_a_few_statements(
    province: Unit,
) -> None:
    make_grassroots([province], [1] * 5_000)
    other = make_unit("Công đoàn ngành", level="tinh", parent=province.parent, code="KHAC")
    by_officer = plan(ActKind.MERGE, province, target=other)
    act = carrying.decide(by_officer, request_key=uuid.uuid4(), by=officer_of(other), at=NOW)
    assert act.state == ActState.PLANNED

    with CaptureQueriesContext(connection) as captured:
        assert carrying.run_due(NOW, queries.actor_for) == 1

    act.refresh_from_db()
    assert act.state == ActState.DONE
    assert Unit.objects.filter(parent=other, closed_on=None).count() == 5_000
    assert len(captured) < 200
    assert [*verifying.check_paths(), *verifying.check_positions()] == []


def officer_of(unit: Unit) -> Any:
    assert unit.parent is not None
    return actor(make_officer(unit.parent, RoleKey.NATIONAL_OFFICER))
