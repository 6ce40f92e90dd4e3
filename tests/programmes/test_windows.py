"""The days of application of a running phase: never by one person alone."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import ChangedMeanwhile, NotAllowed, NotFound
from sangkien.core.periods import start_of
from sangkien.initiatives.errors import NotEligible
from sangkien.journal.models import Entry
from sangkien.programmes import windows as rules
from sangkien.programmes.actions import periods, windows
from sangkien.programmes.errors import InvalidPeriod, InvalidWindow, SecondPersonMissing
from sangkien.programmes.models import Period, Programme, WindowChange
from sangkien.programmes.windows import Days
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_officer,
    make_programme,
)

pytestmark = pytest.mark.django_db
WIDER = Days(first=dt.date(2025, 1, 1), last=dt.date(2026, 12, 31))
REASON = "Thực hiện Hướng dẫn số 12/HD-LĐLĐ."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def phase(cast: Cast) -> Period:
    programme = make_programme(cast.province)
    return programme.periods.select_related("programme__owner").get(kind="phase")


@pytest.fixture
def second(cast: Cast) -> User:
    return make_officer(cast.province, RoleKey.PROVINCIAL_OFFICER, "Lý Thị Hai")


def propose(phase: Period, by: User, days: Days = WIDER, reason: str = REASON) -> WindowChange:
    return windows.propose_window(phase, days, reason=reason, by=actor(by), at=NOW)


def set_days(phase: Period, days: Days, by: User, at: dt.datetime = NOW) -> Period:
    values: dict[str, Any] = {
        "number": phase.number,
        "name": phase.name,
        "opens_at": phase.opens_at,
        "closes_at": phase.closes_at,
    }
    return periods.set_phase(
        phase.programme,
        **values,
        applied_from=days.first,
        applied_to=days.last,
        by=actor(by),
        at=at,
    )


def days_now(phase: Period) -> Days:
    return rules.days_of(Period.objects.get(pk=phase.pk))


def names() -> list[str]:
    rows = Entry.objects.filter(name__startswith="programme.window_").order_by("pk")
    return [name.removeprefix("programme.window_") for name in rows.values_list("name", flat=True)]


def test_one_person_alone_does_not_change_the_days_of_a_running_phase(
    cast: Cast, phase: Period
) -> None:
    before = days_now(phase)
    with pytest.raises(InvalidWindow, match="người thứ hai cùng phụ trách duyệt") as refused:
        set_days(phase, WIDER, cast.provincial_officer)

    assert refused.value.field == "applied_from"
    assert days_now(phase) == before
    set_days(phase, before, cast.provincial_officer)  # the same days change nothing


def test_after_the_close_too(cast: Cast, phase: Period) -> None:
    """What was returned is sent again after the close, and judged by the same days."""
    with pytest.raises(InvalidWindow):
        set_days(phase, WIDER, cast.provincial_officer, at=phase.closes_at)


def test_what_has_not_opened_is_planned_anew_by_one_person(cast: Cast, phase: Period) -> None:
    set_days(phase, WIDER, cast.provincial_officer, at=phase.opens_at - dt.timedelta(minutes=1))
    assert days_now(phase) == WIDER


def test_a_programme_in_preparation_is_free(cast: Cast, phase: Period) -> None:
    Programme.objects.filter(pk=phase.programme_id).update(state="draft", published_at=None)
    phase.programme.refresh_from_db()
    set_days(phase, WIDER, cast.provincial_officer)
    assert days_now(phase) == WIDER
    with pytest.raises(InvalidWindow, match="chưa mở nhận"):
        propose(phase, cast.provincial_officer, Days())


def test_a_second_person_puts_other_days_in_force(cast: Cast, phase: Period, second: User) -> None:
    old = start_of(dt.date(2025, 1, 1)).date()
    with pytest.raises(NotEligible):
        make_initiative(phase.programme, cast.factory, cast.author, first_applied_on=old)
    change = propose(phase, cast.provincial_officer)
    assert days_now(phase) != WIDER

    windows.approve_window(change, by=actor(second), at=NOW)

    assert days_now(phase) == WIDER
    assert names() == ["proposed", "changed"]
    entry = Entry.objects.latest("pk")
    assert entry.payload["wanted"] == "01/01/2025 – 31/12/2026"
    make_initiative(phase.programme, cast.factory, cast.author, first_applied_on=old)


def test_who_proposed_does_not_approve(cast: Cast, phase: Period) -> None:
    change = propose(phase, cast.provincial_officer)
    before = days_now(phase)
    with pytest.raises(SecondPersonMissing):
        windows.approve_window(change, by=actor(cast.provincial_officer), at=NOW)
    assert days_now(phase) == before


def test_the_database_wants_a_second_person_too(cast: Cast, phase: Period) -> None:
    change = propose(phase, cast.provincial_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        WindowChange.objects.filter(pk=change.pk).update(
            state="approved", decided_by=cast.provincial_officer, decided_at=NOW
        )


def test_twice_is_once(cast: Cast, phase: Period, second: User) -> None:
    change = propose(phase, cast.provincial_officer)
    assert propose(phase, cast.provincial_officer) == change
    for _twice in range(2):
        windows.approve_window(change, by=actor(second), at=NOW)
    assert names() == ["proposed", "changed"]


def test_one_proposal_at_a_time(cast: Cast, phase: Period) -> None:
    propose(phase, cast.provincial_officer)
    with pytest.raises(InvalidWindow, match="chờ duyệt"):
        propose(phase, cast.provincial_officer, Days())


def test_declined_with_why_or_taken_back_without(cast: Cast, phase: Period, second: User) -> None:
    change = propose(phase, cast.provincial_officer)
    before = days_now(phase)
    with pytest.raises(InvalidWindow) as refused:
        windows.decline_window(change, reason=" ", by=actor(second), at=NOW)
    assert refused.value.field == "reason"
    windows.decline_window(change, reason="Chưa có hướng dẫn.", by=actor(second), at=NOW)

    again = propose(phase, cast.provincial_officer)
    windows.decline_window(again, reason="", by=actor(cast.provincial_officer), at=NOW)

    assert [one.state for one in rules.history(phase)] == ["declined", "declined"]
    assert (days_now(phase), rules.proposed(phase)) == (before, None)


def test_what_another_one_decided_stays(cast: Cast, phase: Period, second: User) -> None:
    change = propose(phase, cast.provincial_officer)
    windows.decline_window(change, reason="Chưa có hướng dẫn.", by=actor(second), at=NOW)
    with pytest.raises(ChangedMeanwhile):
        windows.approve_window(change, by=actor(second), at=NOW)


@pytest.mark.parametrize(
    ("days", "reason", "error"),
    [
        (WIDER, "ngắn", InvalidWindow),
        (WIDER, "x" * 1001, InvalidWindow),
        (Days(first=dt.date(2026, 2, 1)), REASON, InvalidPeriod),
        (Days(first=dt.date(2026, 2, 1), last=dt.date(2026, 1, 1)), REASON, InvalidPeriod),
    ],
)
def test_what_makes_no_sense_is_refused(
    cast: Cast, phase: Period, days: Days, reason: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        propose(phase, cast.provincial_officer, days, reason)
    with pytest.raises(InvalidWindow, match="đang được áp dụng"):
        propose(phase, cast.provincial_officer, days_now(phase))


def test_only_who_runs_the_programme(cast: Cast, phase: Period, second: User) -> None:
    change = propose(phase, second)
    for stranger in (cast.officer, cast.superior_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            propose(phase, stranger)
        with pytest.raises(NotAllowed):
            windows.approve_window(change, by=actor(stranger), at=NOW)
        with pytest.raises(NotAllowed):
            windows.decline_window(change, reason="Không", by=actor(stranger), at=NOW)


def test_a_proposal_of_another_phase_is_not_found(cast: Cast, phase: Period) -> None:
    change = propose(phase, cast.provincial_officer)
    other = make_programme(cast.province, title="Chương trình khác").periods.get(kind="phase")
    with pytest.raises(NotFound):
        rules.get_change(other, change.pk)
