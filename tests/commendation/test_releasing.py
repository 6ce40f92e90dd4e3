"""A decision of awards with which the worker cannot go on is told about until it goes on."""

import datetime as dt

import pytest

from sangkien.access.roles import RoleKey
from sangkien.commendation.actions import conferring
from sangkien.commendation.models import AwardDecision
from sangkien.commendation.queries.decisions import failing_releases
from tests.commendation.deciding import drafted, make_award, make_round, passed
from tests.factories import NOW, make_cast, make_member, make_officer
from tests.recognition.scene import proven

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(minutes=1)


def test_a_release_that_fails_is_told_since_when(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conferring, "AT_ONCE", 0)
    monkeypatch.setattr(conferring, "BATCH", 1)
    cast = make_cast()
    round_, award = make_round(cast.superior), make_award(cast.superior)
    people = [cast.author, make_member(cast.factory, "Lê Thị Cúc")]
    rows = [passed(round_, award, cast.factory, one) for one in people]
    decision = drafted(round_, rows, cast.superior_officer)
    signer = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan")
    conferring.sign(decision, seen=decision.version, by=proven(signer), at=NOW)

    def fails(*_args: object, **_options: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(conferring, "_release", fails)
        for at in (NOW, LATER):
            assert conferring.work(at) == 0
    assert AwardDecision.objects.get().release_failed_at == NOW
    assert failing_releases() == 1
    assert conferring.work(LATER) == 1  # a block, and there is another
    assert AwardDecision.objects.get().release_failed_at is None
    assert failing_releases() == 0
