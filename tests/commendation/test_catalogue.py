import datetime as dt
import uuid

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import catalogue as actions
from sangkien.commendation.enums import AwardState
from sangkien.commendation.errors import InvalidAward, MovedMeanwhile, OwnWork
from sangkien.commendation.models import Award
from sangkien.commendation.queries import catalogue
from sangkien.commendation.queries.decisions import spot_awards
from sangkien.commendation.queries.rounds import awards_to_choose
from sangkien.commendation.queries.salaries import salary_on
from sangkien.commendation.rules.money import amount_of
from sangkien.commendation.verifying import check_awards
from sangkien.core.errors import NotAllowed, NotFound
from tests.commendation.catalogue import draft_award, enforce_award
from tests.factories import NOW, Cast, actor, make_cast, make_officer

TODAY = NOW.date()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def colleague(cast: Cast) -> User:
    return make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp")


def test_a_second_person_puts_it_in_force_and_it_never_changes(cast: Cast, colleague: User) -> None:
    row = draft_award(cast.superior, cast.superior_officer)
    with pytest.raises(NotFound):
        catalogue.get_award(row.pk, actor=actor(cast.officer))
    with pytest.raises(OwnWork):
        enforce_award(row, cast.superior_officer)
    enforce_award(row, colleague)

    assert row.state == AwardState.IN_FORCE
    assert catalogue.get_award(row.pk, actor=actor(cast.officer)) == row
    with pytest.raises(NotFound):
        catalogue.get_award(row.pk, actor=actor(cast.author))
    with pytest.raises(NotAllowed):
        actions.write(row, row.terms, seen=row.version, by=actor(colleague), at=NOW)
    assert list(check_awards()) == []
    Award.objects.filter(pk=row.pk).update(name="Khác")
    assert [one for one in check_awards() if f"{row.pk} (Khác)" in one]


def test_a_new_version_takes_the_place_of_the_old_one_from_its_day_on(
    cast: Cast, colleague: User
) -> None:
    first = enforce_award(draft_award(cast.superior, cast.superior_officer), colleague)
    second = draft_award(cast.superior, cast.superior_officer)
    with pytest.raises(InvalidAward):
        enforce_award(second, colleague, since_on=TODAY)
    enforce_award(
        Award.objects.get(pk=second.pk), colleague, since_on=TODAY + dt.timedelta(days=10)
    )
    first.refresh_from_db()

    assert (first.state, first.until_on) == (AwardState.REPLACED, TODAY + dt.timedelta(days=9))
    held = [
        catalogue.holding_on(actor(cast.officer), TODAY + dt.timedelta(days=n)) for n in (5, 10)
    ]
    assert [[one.pk for one in found] for found in held] == [[first.pk], [second.pk]]


def test_it_ends_on_a_day_and_stays_readable(cast: Cast, colleague: User) -> None:
    row = enforce_award(draft_award(cast.superior, cast.superior_officer), colleague)
    by = actor(colleague)
    with pytest.raises(InvalidAward):
        actions.end(row, until_on=TODAY - dt.timedelta(days=1), by=by, at=NOW)
    actions.end(row, until_on=TODAY, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        actions.end(row, until_on=TODAY, by=by, at=NOW)

    tomorrow = TODAY + dt.timedelta(days=1)
    assert catalogue.holding_on(actor(cast.officer), tomorrow) == []
    assert spot_awards(cast.superior, on=tomorrow) == awards_to_choose(cast.superior, on=tomorrow)
    assert spot_awards(cast.superior, on=tomorrow) == []
    assert [one.holds_on(day) for one in [row] for day in (TODAY, tomorrow)] == [True, False]
    assert catalogue.get_award(row.pk, actor=actor(cast.officer)) == row
    assert list(check_awards()) == []


def test_of_two_who_write_the_second_is_told_and_twice_makes_one(
    cast: Cast, colleague: User
) -> None:
    key = uuid.uuid4()
    row = draft_award(cast.superior, cast.superior_officer, request_key=key)
    assert draft_award(cast.superior, cast.superior_officer, request_key=key) == row
    night = dt.datetime(2026, 5, 20, 20, tzinfo=dt.UTC)  # it is the next day in Việt Nam
    late = draft_award(cast.superior, cast.superior_officer, at=night)
    assert late.since_on == dt.date(2026, 5, 21)
    by = actor(cast.superior_officer)
    actions.write(row, row.terms, seen=1, by=by, at=NOW)
    with pytest.raises(MovedMeanwhile):
        actions.write(row, row.terms, seen=1, by=by, at=NOW)
    with pytest.raises(MovedMeanwhile):
        actions.enforce(row, since_on=TODAY, seen=1, by=actor(colleague), at=NOW)
    with pytest.raises(InvalidAward):
        actions.write(row, {"wording": "{{x}}"}, seen=2, by=by, at=NOW)
    for who in (cast.officer, cast.author, cast.auditor, cast.sister_officer):
        with pytest.raises(NotAllowed):
            draft_award(cast.superior, who)


@pytest.mark.django_db
def test_the_salary_of_the_day_of_the_decision() -> None:
    terms = catalogue.get_shipped("tap-the-lao-dong-tien-tien").terms
    found = []
    for day in (dt.date(2026, 6, 30), dt.date(2026, 7, 1)):
        salary = salary_on(day)
        assert salary is not None
        found.append((amount_of(terms.money, salary.vnd)[0], salary.is_verified))
    assert found == [(1_880_000, True), (2_030_000, False)]
    assert salary_on(dt.date(2019, 6, 30)) is None
