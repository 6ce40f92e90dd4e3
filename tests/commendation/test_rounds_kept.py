"""Rounds and base salaries that were changed behind the application's back are named."""

import datetime as dt

import pytest

from sangkien.commendation.actions import rounds
from sangkien.commendation.enums import RoundState
from sangkien.commendation.models import BaseSalary, Round, RoundAward
from sangkien.commendation.verifying_rounds import check_rounds
from sangkien.journal.models import Entry
from tests.commendation.scenes import make_award, make_round
from tests.commendation.tampering import Change, unnoticed
from tests.factories import NOW, actor, make_cast

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=30)


def test_a_round_stays_as_it_was_opened_and_extended() -> None:
    cast = make_cast()
    officer = cast.superior_officer
    made = make_round(cast.superior, officer, make_award(cast.superior, officer))
    row = Round.objects.filter(pk=made.pk)
    fixed: list[Change] = [
        (row, {"title": "Đợt khác"}),
        (row, {"since_on": made.since_on - dt.timedelta(days=1)}),
        (row, {"opened_by_id": cast.officer.pk}),
        (row, {"closes_at": made.closes_at + LATER}),
        (row, {"state": RoundState.CLOSED}),
        (RoundAward.objects.all(), {"quota": 99}),
    ]
    assert unnoticed(fixed, check_rounds) == []

    by = actor(officer)
    rounds.extend(made, closes_at=made.closes_at + LATER, reason="Chờ đủ hồ sơ.", by=by, at=NOW)
    assert unnoticed(fixed[:3], check_rounds) == []
    rounds.close(made, reason="Đã nhận đủ.", by=by, at=NOW)
    changes: list[Change] = [
        (row, {"closes_at": made.closes_at + LATER}),
        (row, {"state": RoundState.OPEN}),
        (row, {"end_reason": "Lý do khác"}),
    ]
    assert unnoticed(changes, check_rounds) == []

    Entry.objects.filter(name="award_round.opened").delete()
    assert len(list(check_rounds())) == 1


def test_base_salaries_are_those_of_the_program() -> None:
    first = BaseSalary.objects.order_by("pk")[:1].get()
    row = BaseSalary.objects.filter(pk=first.pk)

    changes = ({"vnd": 9_000_000}, {"since_on": dt.date(2020, 1, 1)}, {"basis": "Nghị định khác"})
    assert unnoticed([(row, change) for change in changes], check_rounds) == []
    row.delete()
    assert len(list(check_rounds())) == 1
