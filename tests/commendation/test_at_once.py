"""Several sign and release at the same moment, on both databases."""

import datetime as dt

import pytest
from django.db import connection

from sangkien.access.roles import RoleKey
from sangkien.commendation.actions import conferring
from sangkien.commendation.models import AwardDecision, Conferral
from sangkien.journal.models import Entry
from sangkien.papers.models import IssuedPaper
from tests.commendation.deciding import drafted, make_award, make_round, passed
from tests.factories import NOW, make_cast, make_member, make_officer
from tests.recognition.scene import proven
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_many_signatures_are_one_and_many_workers_give_each_certificate_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conferring, "AT_ONCE", 0)
    monkeypatch.setattr(conferring, "BATCH", 1)
    cast = make_cast()
    round_, award = make_round(cast.superior), make_award(cast.superior)
    people = [cast.author, make_member(cast.factory, "Lê Thị Cúc")]
    rows = [passed(round_, award, cast.factory, one) for one in people]
    decision = drafted(round_, rows, cast.superior_officer)
    second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan")
    third = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Bùi Văn Minh")
    by = [proven(second), proven(third)]
    seen, threads = decision.version, 64 if connection.vendor == "postgresql" else 6

    def sign(place: int) -> object:
        fresh = AwardDecision.objects.select_related("unit").get(pk=decision.pk)
        return conferring.sign(fresh, seen=seen, by=by[place % 2], at=NOW)

    found = outcomes(*[lambda place=place: sign(place) for place in range(threads)])

    assert len(refusals(found)) == threads // 2  # the signer's other presses are the same signature
    assert IssuedPaper.objects.get().label == "01/QĐ-LĐLĐ"
    assert Entry.objects.filter(name="award_decision.signed").count() == 1

    def work() -> object:
        return sum(conferring.work(NOW + dt.timedelta(seconds=n)) for n in range(4))

    outcomes(work, work, work)
    while conferring.work(NOW):
        pass

    assert Conferral.objects.in_force().count() == 2
    numbers = IssuedPaper.objects.filter(kind="award_certificate").order_by("number")
    assert list(numbers.values_list("number", flat=True)) == [1, 2]
    assert Entry.objects.filter(name="award_decision.released").count() == 1


def test_two_decisions_at_once_reward_one_achievement_once() -> None:
    cast = make_cast()
    round_ = make_round(cast.superior)
    awards = make_award(cast.superior), make_award(cast.superior, code="bang-khac")
    decisions = [
        drafted(round_, [passed(round_, one, cast.factory, cast.author)], cast.superior_officer)
        for one in awards
    ]
    names = ("Đỗ Thị Lan", "Bùi Văn Minh")
    signers = [
        proven(make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, name)) for name in names
    ]

    def sign(place: int) -> object:
        fresh = AwardDecision.objects.select_related("unit").get(pk=decisions[place].pk)
        return conferring.sign(fresh, seen=fresh.version, by=signers[place], at=NOW)

    found = outcomes(lambda: sign(0), lambda: sign(1))
    assert "đã được khen" in str(refusals(found)[0])
    assert Conferral.objects.in_force().count() == 1


def test_a_decision_that_cannot_be_released_does_not_stand_before_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conferring, "AT_ONCE", 0)
    cast = make_cast()
    signer = proven(make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan"))
    round_, award = make_round(cast.superior), make_award(cast.superior)
    for person in (cast.author, make_member(cast.factory, "Lê Thị Cúc")):
        dossier = passed(round_, award, cast.factory, person)
        row = drafted(round_, [dossier], cast.superior_officer)
        conferring.sign(row, seen=row.version, by=signer, at=NOW)
    broken = AwardDecision.objects.order_by("pk")[0].pk
    go_on = conferring.go_on

    def fails(decision: AwardDecision, *, at: dt.datetime) -> int:
        if decision.pk == broken:
            raise RuntimeError
        return go_on(decision, at=at)

    monkeypatch.setattr(conferring, "go_on", fails)
    while conferring.work(NOW):
        pass
    assert Conferral.objects.in_force().get().holder_name == "Lê Thị Cúc"
