"""Several sign, number and take over at the same moment, on both databases."""

import datetime as dt

import pytest
from django.db import transaction

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.papers.actions.numbering import hold, next_number
from sangkien.papers.models import IssuedPaper, NumberSeries
from sangkien.recognition import rules
from sangkien.recognition.actions import appealing, refusing, signing
from sangkien.recognition.enums import DecisionState
from sangkien.recognition.models import Appeal, Certificate, RecognitionDecision
from tests.factories import NOW, Cast, actor, make_cast, make_officer, make_programme
from tests.recognition.scene import REASON, drafted, proven, signed, valid
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def three(cast: Cast) -> list[Initiative]:
    programme = make_programme(cast.province)
    return [valid(programme, cast, title=f"Sáng kiến số {n} của xưởng") for n in (1, 2, 3)]


def test_numbers_taken_at_once_have_no_gap_and_none_comes_twice(cast: Cast) -> None:
    def take() -> object:
        with transaction.atomic():
            series = hold(cast.factory, "GCN", year=2026)
            return next_number(series, symbol="GCN")

    found = outcomes(*[take] * 6)

    assert sorted(found) == [1, 2, 3, 4, 5, 6]  # type: ignore[type-var]
    assert NumberSeries.objects.get().last == 6


def test_two_officers_who_sign_at_once_make_one_signature(cast: Cast) -> None:
    second, third = (
        make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, name)
        for name in ("Đỗ Thị Lan", "Vũ Văn Hòa")
    )
    decision = drafted(cast.factory, three(cast), cast.officer)
    seen = decision.version

    def sign(user: User) -> object:
        fresh = RecognitionDecision.objects.select_related("unit").get(pk=decision.pk)
        return signing.sign(fresh, seen=seen, by=proven(user), at=NOW)

    found = outcomes(lambda: sign(third), lambda: sign(second))

    assert len(refusals(found)) == 1
    assert Entry.objects.filter(name="recognition.signed").count() == 1
    assert Entry.objects.filter(name="initiative.recognised").count() == 3
    assert IssuedPaper.objects.count() == 4


def test_workers_at_once_release_each_initiative_exactly_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 0)
    monkeypatch.setattr(rules, "BATCH", 1)
    signed(cast.factory, three(cast), cast.officer)

    def work() -> object:
        return sum(signing.work(NOW + dt.timedelta(seconds=n)) for n in range(6))

    outcomes(work, work, work)

    while signing.work(NOW):
        pass
    assert set(Initiative.objects.values_list("state", flat=True)) == {State.RECOGNISED}
    assert Entry.objects.filter(name="initiative.recognised").count() == 3
    assert Certificate.objects.count() == 3
    assert RecognitionDecision.objects.get().state == DecisionState.RELEASED
    assert Entry.objects.filter(name="recognition.released").count() == 1


def test_an_appeal_sent_twice_at_once_is_one_and_answered_once(cast: Cast) -> None:
    row = three(cast)[0]
    refusing.refuse(cast.factory, row, reason=REASON, by=actor(cast.officer), at=NOW)
    text = "Tôi xin bổ sung bảng theo dõi thời gian của tổ trong ba tháng."

    outcomes(
        *[lambda: appealing.appeal(row, text=text, by=actor(cast.author), at=NOW)] * 3,
    )
    assert Appeal.objects.count() == 1

    def answer(how: object) -> object:
        appeal = Appeal.objects.select_related("unit", "initiative").get()
        return how(appeal, answer="Đã xem lại.", by=actor(cast.superior_officer), at=NOW)  # type: ignore[operator]

    found = outcomes(lambda: answer(appealing.uphold), lambda: answer(appealing.reopen))

    assert len(refusals(found)) == 1
    assert Entry.objects.filter(name__startswith="recognition.appeal_").count() == 2
