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
