import datetime as dt
from typing import Any

import pytest

from sangkien.access.roles import RoleKey
from sangkien.commendation.actions import (
    dossiers,
    dossiers_chain,
    dossiers_deciding,
    dossiers_returning,
    rounds,
)
from sangkien.commendation.actions.dossiers_files import remove_file
from sangkien.commendation.enums import DossierState, HolderKind, Outcome
from sangkien.commendation.errors import InvalidDossier, MovedMeanwhile, OwnWork
from sangkien.commendation.models import Dossier
from sangkien.commendation.verifying_acts import check_acts
from sangkien.core.errors import NotFound
from tests.commendation.scenes import Nominating, make_award, make_round
from tests.factories import NOW, Cast, actor, make_cast

LATER = NOW + dt.timedelta(days=40)  # long after the closing of the round


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def scene(cast: Cast) -> Nominating:
    return Nominating(cast)


def outcomes(row: Dossier) -> list[str]:
    return list(row.steps.order_by("position").values_list("outcome", flat=True))


def test_only_what_is_whole_is_sent(scene: Nominating) -> None:
    row = scene.written()
    by: dict[str, Any] = {"by": actor(scene.cast.officer), "at": NOW}
    with pytest.raises(InvalidDossier, match="xác nhận"):
        dossiers_chain.send(row, is_certified=False, seen=row.version, **by)
    remove_file(row.files.get(), **by)
    row.refresh_from_db()
    with pytest.raises(InvalidDossier, match="Biên bản họp xét"):
        dossiers_chain.send(row, is_certified=True, seen=row.version, **by)


def test_from_office_to_office_up_to_the_unit_of_the_round(scene: Nominating) -> None:
    cast, row = scene.cast, scene.sent()
    assert (row.state, row.waits_path) == (DossierState.SENT, cast.superior.path)
    assert row.due_on == dt.date(2026, 5, 27)  # five working days after Wednesday 20/05
    assert row.findings[-1]["kind"] == dossiers_chain.CERTIFIED
    again = dossiers_chain.send(
        row, is_certified=True, seen=row.version - 1, by=actor(cast.officer), at=NOW
    )
    assert outcomes(again) == ["sent"]
    with pytest.raises(NotFound):  # it does not wait there yet
        scene.accepted(row, cast.provincial_officer)
    with pytest.raises(InvalidDossier):
        dossiers.write(
            row, summary="Khác", achievement="", seen=row.version, by=actor(cast.officer), at=NOW
        )

    scene.accepted(row, cast.superior_officer, cast.provincial_officer)
    assert (row.state, row.waits_path) == (DossierState.COMPLETE, cast.province.path)
    assert Dossier.objects.filter(pk=row.pk, due_on=None).exists()
    seen = [(row, row.version)]
    with pytest.raises(InvalidDossier, match="không còn cấp trên"):
        dossiers_chain.forward(seen, reason="Nữa", by=actor(cast.provincial_officer), at=NOW)
    judged: dict[str, Any] = {
        "is_passed": True,
        "reason": "",
        "by": actor(cast.provincial_officer),
        "at": NOW,
    }
    before = row.version
    for _turn in range(2):
        dossiers_deciding.decide(row, seen=before, **judged)
    row.refresh_from_db()
    assert (row.state, row.waits_path) == (DossierState.PASSED, "")
    assert outcomes(row) == ["sent", "complete", "forwarded", "complete", "passed"]
    verify_names_another_state(row)


def verify_names_another_state(row: Dossier) -> None:
    assert list(check_acts()) == []
    Dossier.objects.filter(pk=row.pk).update(state=DossierState.FAILED)
    assert [one.partition(": ")[2] for one in check_acts()] == [
        "tình trạng không khớp với bước sau cùng."
    ]
    row.steps.filter(outcome="passed").update(outcome="failed")
    assert ["bước 5" in one for one in check_acts()] == [True]


def test_what_is_lacking_comes_back_to_the_office_that_asked(scene: Nominating) -> None:
    cast = scene.cast
    row = scene.accepted(scene.sent(), cast.superior_officer)
    scene._forward(row, cast.superior_officer)
    by = actor(cast.provincial_officer)
    with pytest.raises(InvalidDossier, match="lý do"):
        dossiers_chain.ask_more(row, lacking=[], reason=" ", seen=row.version, by=by, at=NOW)
    dossiers_chain.ask_more(
        row, lacking=["bien-ban", "la"], reason="Thiếu dấu", seen=row.version, by=by, at=NOW
    )
    row.refresh_from_db()
    assert (row.state, row.waits_path) == (DossierState.INCOMPLETE, "")
    assert row.steps.order_by("-position")[0].lacking == ["Biên bản họp xét"]
    officer = actor(cast.officer)
    dossiers_chain.send(row, is_certified=True, seen=row.version, by=officer, at=LATER)
    row.refresh_from_db()
    assert (row.state, row.waits_path) == (DossierState.SENT, cast.province.path)
    assert sum(one["kind"] == dossiers_chain.CERTIFIED for one in row.findings) == 1


def test_nobody_judges_their_own_and_the_second_is_told(scene: Nominating) -> None:
    cast = scene.cast
    own = scene.sent(
        unit=cast.superior,
        user=cast.superior_officer,
        proposer=cast.superior,
        by=actor(scene.colleague(cast.superior, RoleKey.SUPERIOR_OFFICER)),
    )
    assert own.waits_path == cast.province.path
    mine = scene.sent(
        award=scene.flag,
        unit=cast.superior,
        user=None,
        proposer=cast.province,
        by=actor(cast.provincial_officer),
    )
    assert mine.waits_path == cast.province.path  # the unit of the round judges its own proposals
    with pytest.raises(OwnWork):
        scene.accepted(mine, cast.provincial_officer)
    other = scene.colleague(cast.province, RoleKey.PROVINCIAL_OFFICER)
    stale = Dossier.objects.get(pk=mine.pk)
    scene.accepted(mine, other)
    with pytest.raises(MovedMeanwhile):
        dossiers_chain.ask_more(
            stale,
            lacking=[],
            reason="Thiếu",
            seen=stale.version,
            by=actor(cast.provincial_officer),
            at=NOW,
        )


def test_the_round_gives_no_more_than_it_has(scene: Nominating) -> None:
    cast = scene.cast
    scene.round.awards.filter(award=scene.award).update(quota=1)
    rows = [scene.at_the_top(), scene.at_the_top(user=cast.officer, by=_second(scene))]
    by = actor(cast.provincial_officer)
    judged: dict[str, Any] = {"is_passed": True, "reason": "", "by": by, "at": NOW}
    dossiers_deciding.decide(rows[0], seen=rows[0].version, **judged)
    with pytest.raises(InvalidDossier, match="đã đủ"):
        dossiers_deciding.decide(rows[1], seen=rows[1].version, **judged)
    refused: dict[str, Any] = {**judged, "is_passed": False, "reason": "Hết chỉ tiêu"}
    dossiers_deciding.decide(rows[1], seen=rows[1].version, **refused)
    with pytest.raises(InvalidDossier, match="không hủy"):
        rounds.cancel(scene.round, reason="Thôi", by=by, at=NOW)
    rows[0].refresh_from_db()
    again: dict[str, Any] = {"reason": "Có đơn phản ánh", "seen": rows[0].version, "at": NOW}
    with pytest.raises(OwnWork):  # who let it pass
        dossiers_deciding.reconsider(rows[0], **again, by=by)
    other = actor(scene.colleague(cast.province, RoleKey.PROVINCIAL_OFFICER))
    for _turn in range(2):
        dossiers_deciding.reconsider(rows[0], **again, by=other)
    rounds.cancel(scene.round, reason="Thôi", by=by, at=NOW)
    assert outcomes(rows[0])[-2:] == [Outcome.PASSED, Outcome.FAILED]


def _second(scene: Nominating) -> Any:
    return actor(scene.colleague(scene.cast.factory, RoleKey.GRASSROOTS_OFFICER))


def test_worth_a_higher_award(scene: Nominating) -> None:
    cast = scene.cast
    higher = make_award(cast.national, cast.national_officer, name="Bằng khen TLĐ")
    upper = make_round(cast.national, cast.national_officer, higher)
    row = scene.at_the_top()
    by = actor(cast.provincial_officer)
    told: dict[str, Any] = {
        "reason": "Thành tích xuất sắc",
        "seen": row.version,
        "by": by,
        "at": NOW,
    }
    made = dossiers_deciding.propose_higher(row, upper, higher, **told)
    assert dossiers_deciding.propose_higher(row, upper, higher, **told) == made
    made.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, row.higher, row.waits_path) == (DossierState.HIGHER, made, "")
    assert (made.proposer, made.achievement, made.files.count()) == (
        cast.province,
        row.achievement,
        1,
    )
    assert made.editors == [cast.officer.pk, cast.provincial_officer.pk]
    with pytest.raises(InvalidDossier):
        dossiers_deciding.propose_higher(
            scene.nominate(award=scene.flag, user=None), upper, higher, **told
        )
    dossiers.drop(made, by=by, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.higher_id) == (DossierState.PASSED, None)
    second = dossiers_deciding.propose_higher(row, upper, higher, **{**told, "seen": row.version})
    assert second.pk != made.pk
    rounds.cancel(upper, reason="Hoãn", by=actor(cast.national_officer), at=NOW)
    row.refresh_from_db()
    assert (row.state, row.higher_id) == (DossierState.PASSED, None)


def test_what_was_not_sent_when_the_upper_round_ends_goes_back_by_itself(
    scene: Nominating,
) -> None:
    cast = scene.cast
    higher = make_award(cast.national, cast.national_officer, name="Bằng khen TLĐ")
    upper = make_round(cast.national, cast.national_officer, higher)
    row, by = scene.at_the_top(), actor(cast.provincial_officer)

    def proposed() -> None:
        row.refresh_from_db()
        told: dict[str, Any] = {"reason": "Xuất sắc", "seen": row.version, "by": by, "at": NOW}
        dossiers_deciding.propose_higher(row, upper, higher, **told)

    proposed()
    assert dossiers_returning.drop_late(upper.closes_at - dt.timedelta(minutes=1)) == 0
    assert dossiers_returning.drop_late(upper.closes_at) == 1
    row.refresh_from_db()
    last = row.steps.order_by("-position")[0]
    assert (row.state, row.higher_id) == (DossierState.PASSED, None)
    assert upper.title in last.reason
    assert not Dossier.objects.filter(round=upper).exists()

    proposed()
    rounds.close(upper, reason="Đủ hồ sơ", by=actor(cast.national_officer), at=NOW)
    row.refresh_from_db()
    assert (row.state, row.higher_id) == (DossierState.PASSED, None)
    assert not Dossier.objects.filter(round=upper).exists()


def test_taken_back_and_cancelled(scene: Nominating) -> None:
    cast, row = scene.cast, scene.sent()
    told: dict[str, Any] = {"reason": "Nhầm người", "seen": row.version, "at": NOW}
    with pytest.raises(NotFound):
        dossiers_chain.withdraw(row, **told, by=actor(cast.sister_officer))
    dossiers_chain.withdraw(row, **told, by=actor(cast.officer))
    row.refresh_from_db()
    assert (row.state, row.waits_path) == (DossierState.WITHDRAWN, "")
    second = scene.sent()  # may be proposed anew
    rounds.cancel(scene.round, reason="Hoãn", by=actor(cast.provincial_officer), at=NOW)
    second.refresh_from_db()
    assert (second.state, second.waits_path) == (DossierState.WITHDRAWN, "")
    assert outcomes(second)[-1] == Outcome.WITHDRAWN
    assert scene.flag.holder_kind == HolderKind.COLLECTIVE
