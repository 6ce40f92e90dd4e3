"""Totals of a period that is over, kept for the tree of its last day: made once, read while they hold."""

import datetime as dt

import pytest
from django.db.models import F

from sangkien.core.periods import last_day
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.programmes.actions import extending
from sangkien.programmes.actions.extending import Signed
from sangkien.programmes.models import Period, Programme
from sangkien.progress.actions import breaking_down, folding, past, recount
from sangkien.progress.models import PastTotal, PastTree
from sangkien.progress.queries.figures import Counts
from sangkien.progress.queries.past import PastBranches
from sangkien.units.enums import ActKind
from sangkien.units.models import Unit
from sangkien.units.queries import paths_on
from tests.factories import NOW, SYSTEM, Cast, make_cast, make_programme, make_unit
from tests.progress.past_counts import counted
from tests.progress.scenes import phase, send, settle
from tests.units.acts import decide

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LATER = NOW + dt.timedelta(days=20)
AFTER_PAUSE = LATER + past.PAUSE + dt.timedelta(seconds=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    """Its first phase ended before a superior went to another province."""
    programme = make_programme(cast.national)
    programme.periods.filter(kind="whole").update(closes_at=LATER + dt.timedelta(days=30))
    send(programme, cast.factory, sent=3, valid=1)
    send(programme, cast.far_factory, sent=2)
    settle()
    breaking_down.begin(NOW)
    other = make_unit("LĐLĐ tỉnh Thứ Hai", level="tinh", parent=cast.national, code="T2")
    decide(ActKind.MOVE, cast.superior, target=other, effective_on=LATER.date(), at=LATER)
    folding.fold_all(LATER)
    breaking_down.carry(LATER)
    return programme


def read(period: Period) -> dict[int, Counts]:
    day = last_day(period.closes_at)
    places = paths_on(Unit.objects.values_list("pk", flat=True), day)
    return PastBranches(places=places, day=day).totals(period)


def add_to_kept(unit: Unit) -> None:
    """So that one sees from where a figure was read."""
    assert PastTotal.objects.filter(unit=unit).update(sent=F("sent") + 100) == 1


def test_only_branches_that_differ_are_kept_and_read(cast: Cast, programme: Programme) -> None:
    ended = phase(programme)
    expected = counted(ended, last_day(ended.closes_at))

    assert past.keep(LATER) == 1
    assert past.keep(LATER) == 0

    other = Unit.objects.get(code="T2")
    kept = PastTotal.objects.filter(period=ended)
    assert set(kept.values_list("unit", flat=True)) == {cast.province.pk, other.pk}
    assert read(ended) == expected
    assert read(ended)[cast.province.pk].sent == 5
    add_to_kept(cast.province)
    assert read(ended)[cast.province.pk].sent == 105


def test_what_happens_since_shows_at_once_and_is_counted_after_a_pause(
    cast: Cast, programme: Programme
) -> None:
    ended = phase(programme)
    past.keep(LATER)
    add_to_kept(cast.province)

    waiting = Initiative.objects.filter(unit=cast.factory).order_by("pk")[1]
    confirmation.confirm(waiting, by=SYSTEM, at=LATER)
    assert (
        read(ended)[cast.province.pk] == counted(ended, last_day(ended.closes_at))[cast.province.pk]
    )
    assert past.keep(AFTER_PAUSE) == 0, "its totals wait to be carried up"

    folding.fold_all(LATER)
    assert read(ended)[cast.province.pk].valid == 2
    assert past.keep(LATER) == 0, "too soon"
    assert past.keep(AFTER_PAUSE) == 1
    assert read(ended) == counted(ended, last_day(ended.closes_at))
    assert not PastTree.objects.filter(stale=True).exists()


def keep_anew() -> PastTree:
    PastTree.objects.all().delete()
    assert past.keep(LATER) == 1
    return PastTree.objects.get(stale=False)


def test_another_act_a_recount_and_new_parts_are_changes(cast: Cast, programme: Programme) -> None:
    tree = keep_anew()
    other = Unit.objects.get(code="T2")
    decide(ActKind.MOVE, cast.sister_superior, target=other, effective_on=LATER.date(), at=LATER)
    tree.refresh_from_db()
    assert tree.stale

    folding.fold_all(LATER)
    breaking_down.carry(LATER)
    tree = keep_anew()
    recount.recount(at=LATER)
    tree.refresh_from_db()
    assert tree.stale

    tree = keep_anew()
    breaking_down.rebuild(LATER)
    tree.refresh_from_db()
    assert tree.stale


def test_a_period_that_goes_on_longer_is_not_read_as_it_ended(programme: Programme) -> None:
    tree = keep_anew()
    ended = phase(programme)

    longer = Signed(
        closes_at=LATER + dt.timedelta(days=2),
        reason="Mưa lũ",
        number="9/KH-TLĐ",
        issued_on=LATER.date(),
    )
    extending.extend_period(ended, longer, by=SYSTEM, at=LATER)

    tree.refresh_from_db()
    assert tree.stale


def test_nothing_is_kept_before_the_tree_changed_or_while_the_period_runs(cast: Cast) -> None:
    running = make_programme(cast.national)
    send(running, cast.factory, sent=1)
    settle()

    assert past.keep(LATER) == 0

    other = make_unit("LĐLĐ tỉnh Thứ Hai", level="tinh", parent=cast.national, code="T2")
    decide(ActKind.MOVE, cast.superior, target=other)
    folding.fold_all(NOW)
    breaking_down.carry(NOW)

    assert past.keep(NOW) == 0
