import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.core.errors import NotAllowed, NotFound
from sangkien.core.periods import end_of, start_of
from sangkien.journal.models import Entry
from sangkien.programmes import queries
from sangkien.programmes.actions import periods
from sangkien.programmes.errors import InvalidPeriod
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Unit
from tests.factories import NOW, SYSTEM, Cast, actor, make_cast, make_phase, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    """One phase in May 2026."""
    return make_programme(cast.province)


def june(programme: Programme, **changes: Any) -> Period:
    values: dict[str, Any] = {
        "number": None,
        "name": "Giai đoạn 2",
        "opens_at": start_of(dt.date(2026, 6, 1)),
        "closes_at": end_of(dt.date(2026, 6, 30)),
        "applied_from": None,
        "applied_to": None,
        "by": SYSTEM,
        "at": NOW,
    }
    return periods.set_phase(programme, **{**values, **changes})


def campaign(programme: Programme, unit: Unit, **changes: Any) -> Period:
    values: dict[str, Any] = {
        "number": None,
        "name": "Chiến dịch cao điểm",
        "opens_at": start_of(dt.date(2026, 5, 13)),
        "closes_at": end_of(dt.date(2026, 5, 31)),
        "by": SYSTEM,
        "at": NOW,
    }
    return periods.run_campaign(programme, unit, **{**values, **changes})


def test_the_whole_spans_all_phases(programme: Programme) -> None:
    june(programme)

    whole = programme.periods.get(kind="whole")
    assert whole.opens_at == start_of(dt.date(2026, 5, 1))
    assert whole.closes_at == end_of(dt.date(2026, 6, 30))
    assert [phase.number for phase in queries.phases(programme)] == [1, 2]


def test_a_new_phase_that_is_sent_twice_is_added_once(programme: Programme) -> None:
    assert june(programme) == june(programme)
    assert Entry.objects.filter(name="programme.period_set").count() == 2


def test_a_phase_is_changed_in_place(programme: Programme) -> None:
    phase = june(programme)

    changed = june(programme, number=2, closes_at=end_of(dt.date(2026, 7, 31)))

    assert changed.pk == phase.pk
    assert programme.periods.get(kind="whole").closes_at == end_of(dt.date(2026, 7, 31))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"opens_at": start_of(dt.date(2026, 5, 31))}, "opens_at"),
        ({"closes_at": start_of(dt.date(2026, 6, 1))}, "closes_at"),
        ({"applied_from": dt.date(2026, 1, 1)}, "applied_to"),
        ({"applied_to": dt.date(2026, 1, 1)}, "applied_to"),
        (
            {"applied_from": dt.date(2026, 1, 2), "applied_to": dt.date(2026, 1, 1)},
            "applied_to",
        ),
    ],
)
def test_a_phase_that_does_not_fit_is_refused(
    programme: Programme, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidPeriod) as refusal:
        june(programme, **changes)

    assert refusal.value.field == field
    assert len(queries.phases(programme)) == 1


def test_a_phase_may_not_be_stretched_over_the_next(programme: Programme) -> None:
    june(programme)

    with pytest.raises(InvalidPeriod):
        make_phase(programme, number=None, opens_at=start_of(dt.date(2026, 4, 1)))


def test_a_campaign_lies_inside_the_programme(cast: Cast, programme: Programme) -> None:
    assert campaign(programme, cast.superior).unit == cast.superior

    refused: list[tuple[dict[str, Any], str]] = [
        ({"closes_at": end_of(dt.date(2026, 6, 1))}, "closes_at"),
        ({"opens_at": start_of(dt.date(2026, 4, 30))}, "opens_at"),
        ({"opens_at": end_of(dt.date(2026, 5, 31))}, "closes_at"),
    ]
    for changes, field in refused:
        with pytest.raises(InvalidPeriod) as refusal:
            campaign(programme, cast.superior, **changes)
        assert refusal.value.field == field


def test_a_campaign_needs_a_unit_of_the_programme(cast: Cast, programme: Programme) -> None:
    with pytest.raises(InvalidPeriod) as refusal:
        campaign(programme, cast.national)

    assert refusal.value.field == "unit"


def test_a_unit_runs_several_campaigns_but_the_same_form_makes_one(
    cast: Cast, programme: Programme
) -> None:
    first, again = campaign(programme, cast.superior), campaign(programme, cast.superior)
    other = campaign(programme, cast.superior, name="Tuần cao điểm")
    sister = campaign(programme, cast.sister_superior)

    assert first == again
    assert [first.number, other.number, sister.number] == [1, 2, 1]


def test_only_those_who_may_set_periods(cast: Cast, programme: Programme) -> None:
    for user in (cast.superior_officer, cast.officer, cast.auditor, cast.author):
        with pytest.raises(NotAllowed):
            june(programme, by=actor(user))
    for user in (cast.officer, cast.auditor, cast.author):
        with pytest.raises(NotAllowed):
            campaign(programme, cast.superior, by=actor(user))
    with pytest.raises(NotAllowed):
        campaign(programme, cast.sister_superior, by=actor(cast.superior_officer))

    assert campaign(programme, cast.superior, by=actor(cast.superior_officer))


def test_figures_of_a_unit_enter_its_own_campaigns_and_those_above(
    cast: Cast, programme: Programme
) -> None:
    above = campaign(programme, cast.province, name="Của tỉnh")
    own = campaign(programme, cast.superior, name="Của huyện")
    sister = campaign(programme, cast.sister_superior, name="Của huyện bạn")

    touched = queries.periods_touching(programme.pk, cast.factory.path)

    assert {above, own} < set(touched)
    assert sister not in touched
    assert [p.kind for p in queries.periods_shown(programme, cast.factory)] == [
        "whole",
        "phase",
        "campaign",
        "campaign",
    ]


def test_programmes_are_open_to_the_units_below_while_a_phase_runs(
    cast: Cast, programme: Programme
) -> None:
    closes_at = end_of(dt.date(2026, 5, 31))
    moment = dt.timedelta(microseconds=1)

    assert queries.open_to(cast.factory, at=NOW) == [programme]
    assert queries.open_to(cast.factory, at=closes_at - moment) == [programme]
    assert queries.open_to(cast.factory, at=closes_at) == []
    assert queries.open_to(cast.national, at=NOW) == []
    assert queries.is_open_to(programme, cast.factory)
    assert not queries.is_open_to(programme, cast.national)


def test_units_for_forms_are_those_in_whose_name_one_may_act(
    cast: Cast, programme: Programme
) -> None:
    superior, provincial = actor(cast.superior_officer), actor(cast.provincial_officer)

    assert queries.owners_for(provincial) == [cast.province]
    assert queries.owners_for(superior) == []
    assert queries.campaigners_for(programme, superior) == [cast.superior]
    assert queries.campaigners_for(programme, provincial) == [cast.province]
    assert queries.campaigners_for(programme, actor(cast.national_officer)) == [cast.province]
    assert queries.campaigners_for(programme, actor(cast.officer)) == []


def test_a_period_of_another_programme_is_not_found(cast: Cast, programme: Programme) -> None:
    other = make_programme(cast.province, title="Khác")
    running = campaign(other, cast.province)

    for pk in (running.pk, 0):
        with pytest.raises(NotFound):
            queries.get_campaign(programme, pk)
        with pytest.raises(NotFound):
            queries.get_period(programme, pk)
    with pytest.raises(NotFound):
        queries.get_phase(programme, 2)


def test_the_database_refuses_periods_that_cannot_be(cast: Cast, programme: Programme) -> None:
    phase = programme.periods.get(kind="phase")
    whole = programme.periods.get(kind="whole")
    wrong: list[dict[str, Any]] = [
        {"closes_at": phase.opens_at},
        {"applied_to": None},
        {"applied_to": dt.date(2025, 1, 1)},
        {"kind": "campaign"},  # a campaign has no window of application
        {"kind": "whole", "applied_from": None, "applied_to": None},
    ]
    for changes in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Period.objects.filter(pk=phase.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.create(
            programme=programme,
            kind="phase",
            unit=cast.province,
            number=1,
            name="Trùng số",
            opens_at=whole.opens_at,
            closes_at=whole.closes_at,
        )
