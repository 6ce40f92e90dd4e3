"""Two act at the same moment, on both databases."""

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.inspections.actions import minutes, remedying
from sangkien.inspections.enums import AnswerVerdict
from sangkien.inspections.models import Answer, Finding, Visit
from sangkien.journal.models import Entry
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.inspections.visits import finding_of, locked, proposed
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_two_officers_of_the_unit_lock_the_minutes_once(cast: Cast) -> None:
    second = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")
    visit = proposed(cast)

    def act(user: User) -> object:
        fresh = Visit.objects.get(pk=visit.pk)
        return minutes.accept(fresh, seen=visit.digest, by=actor(user), at=NOW)

    found = outcomes(lambda: act(cast.officer), lambda: act(second))

    assert len(refusals(found)) == 1
    assert Finding.objects.count() == 1
    assert Entry.objects.filter(name="inspection.minutes_locked").count() == 1


def test_confirming_and_asking_for_a_change_at_once_is_one_of_both(cast: Cast) -> None:
    second = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")
    visit = proposed(cast)
    options = {"seen": visit.digest, "at": NOW}

    found = outcomes(
        lambda: minutes.accept(visit, by=actor(cast.officer), **options),  # type: ignore[arg-type]
        lambda: minutes.object_to(visit, words="Chưa đúng.", by=actor(second), **options),  # type: ignore[arg-type]
    )

    assert len(refusals(found)) == 1


def test_two_inspectors_judge_an_answer_once(cast: Cast) -> None:
    second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan")
    finding = finding_of(locked(cast))
    remedying.answer(finding, words="Đã xong.", by=actor(cast.officer), at=NOW)

    def act(user: User, verdict: AnswerVerdict) -> object:
        return remedying.judge(
            finding, verdict=verdict, words="Đã xem.", seen=1, by=actor(user), at=NOW
        )

    found = outcomes(
        lambda: act(cast.superior_officer, AnswerVerdict.CLOSED),
        lambda: act(second, AnswerVerdict.BACK),
    )

    assert len(refusals(found)) == 1
    answer, row = Answer.objects.get(), Finding.objects.get()
    assert row.is_closed == (answer.verdict == AnswerVerdict.CLOSED)
