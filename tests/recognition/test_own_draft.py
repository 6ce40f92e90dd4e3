"""Who drafted a decision signs it only where nobody else of the unit may."""

import datetime as dt

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import closing
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.recognition.actions import signing
from sangkien.recognition.errors import OwnDraft
from sangkien.recognition.models import Recognition, RecognitionDecision
from sangkien.recognition.verifying import check_recognition
from sangkien.units.models import Grant
from tests.commendation.tampering import unnoticed
from tests.factories import NOW, TODAY, Cast, make_officer
from tests.recognition.scene import drafted, proven, signed

pytestmark = pytest.mark.django_db


def test_where_two_may_sign_it_is_the_other_one(cast: Cast, three: list[Initiative]) -> None:
    other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")
    decision = drafted(cast.factory, three, cast.officer)

    with pytest.raises(OwnDraft):
        signing.sign(decision, seen=decision.version, by=proven(cast.officer), at=NOW)
    assert not Recognition.objects.in_force().exists()
    signing.sign(decision, seen=decision.version, by=proven(other), at=NOW)

    assert Recognition.objects.in_force().count() == 3
    assert Entry.objects.get(name="recognition.signed").payload["is_alone"] is False


def test_a_single_officer_does_both_and_the_journal_keeps_it(
    cast: Cast, three: list[Initiative]
) -> None:
    signed(cast.factory, three, cast.officer)

    assert Entry.objects.get(name="recognition.signed").payload["is_alone"] is True
    other = RecognitionDecision.objects.all(), {"drafted_by_id": cast.superior_officer.pk}
    assert unnoticed([other], check_recognition) == []


@pytest.mark.parametrize("how", ["ended", "closed", "above"])
def test_who_cannot_sign_any_more_does_not_count(
    cast: Cast, three: list[Initiative], how: str
) -> None:
    if how != "above":  # the officers above are there anyway
        other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")
        decision = drafted(cast.factory, three, cast.officer)
        if how == "closed":
            closing.lock(other, reason="Nghỉ việc.", by_id=None, at=NOW)
        Grant.objects.filter(user=other, unit=cast.factory).update(
            until_on=TODAY - dt.timedelta(days=1) if how == "ended" else None
        )
    else:
        decision = drafted(cast.factory, three, cast.officer)

    done = signing.sign(decision, seen=decision.version, by=proven(cast.officer), at=NOW)

    assert done.signed_by_id == done.drafted_by_id == cast.officer.pk
