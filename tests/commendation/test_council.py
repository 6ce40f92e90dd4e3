"""A round of the CĐCS itself, whose council votes; its two officers propose and judge."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from sangkien.access.roles import RoleKey
from sangkien.commendation.actions import (
    dossiers_chain,
    dossiers_council,
    dossiers_deciding,
    dossiers_following,
    rounds,
)
from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.errors import InvalidDossier, OwnWork
from sangkien.commendation.models import Dossier
from sangkien.commendation.rules.terms import Vote
from sangkien.core import paths
from sangkien.councils.actions import balloting, counting, minutes, sessions
from sangkien.councils.enums import Choice, CouncilKind, Denominator
from sangkien.councils.models import Council, Interest, Session
from sangkien.councils.queries import VoteResult
from sangkien.councils.rules.voting import Bases, Threshold
from sangkien.journal.models import Entry
from sangkien.units.models import Unit
from tests.commendation.scenes import Nominating, make_award, make_round
from tests.councils.scene import Body, make_body
from tests.factories import NOW, actor, make_officer
from tests.recognition.scene import proven

VOTE = {"vote": {"numerator": 2, "denominator": 3, "of": "all", "is_secret": True}}


@pytest.fixture
def body(db: None) -> Body:
    body = make_body()
    Council.objects.update(kind=CouncilKind.COMMENDATION)
    body.council.refresh_from_db()
    return body


def two_dossiers(body: Body) -> list[Dossier]:
    """Complete at the CĐCS: of a member of the council, and of the author."""
    cast = body.cast
    scene = Nominating(cast)
    scene.award = make_award(cast.factory, cast.officer, terms=VOTE, name="Giấy khen")
    scene.round = make_round(cast.factory, cast.officer, scene.award)
    writer = actor(make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Đồng Cấp"))
    users = (body.users[3], cast.author)
    return [scene.accepted(scene.sent(user=one, by=writer), cast.officer) for one in users]


def brought(body: Body) -> tuple[Session, list[Dossier]]:
    session = body.session(table=None)
    rows = two_dossiers(body)
    return session, dossiers_council.bring(rows, session, by=body.officer, at=NOW)


def held(body: Body, session: Session, *votes: Choice) -> None:
    """Everybody votes so on the two items, whoever has an interest only on the other one."""
    body.attend(session)
    session = sessions.open_session(session, by=body.secretary, at=NOW)
    ballot = body.ballot(session)
    for number in range(len(body.seats)):
        if number == 3:
            voted: dict[str, Any] = {"by": body.by(number), "at": NOW}
            balloting.vote(ballot, {2: votes[1]}, **voted)
        else:
            body.vote(ballot, number, *votes)
    counting.close_ballot(ballot, by=body.secretary, at=NOW)
    told: dict[str, Any] = {"by": body.secretary, "at": NOW}
    sessions.write_minutes(session, discussion="Thảo luận.", conclusion="Nhất trí.", **told)
    session = sessions.close_session(session, **told)
    session = minutes.approve(session, by=proven(body.users[0]), at=NOW)
    minutes.release(session, **told)


def test_the_council_decides_once_and_nobody_about_themselves(body: Body) -> None:
    session, rows = brought(body)
    again = dossiers_council.bring(rows, session, by=body.officer, at=NOW)
    assert [row.item_id for row in again] == [row.item_id for row in rows]
    assert session.items.count() == len(rows)
    shut_out = set(Interest.objects.filter(item=rows[0].item).values_list("user_id", flat=True))
    assert shut_out == {body.users[3].pk, *rows[0].editors}
    with pytest.raises(InvalidDossier, match="hội đồng"):
        decided(rows[1], body)

    held(body, session, Choice.AGREE, Choice.DISAGREE)
    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == [DossierState.PASSED, DossierState.FAILED]
    assert [row.waits_path for row in rows] == ["", ""]
    last = rows[1].steps.order_by("-position")[0]
    assert (last.outcome, last.decided_by) == (Outcome.FAILED, None)
    assert "0 đồng ý" in last.reason
    dossiers_council.take_over(session.pk)
    assert rows[1].steps.count() == last.position
    Dossier.objects.filter(pk=rows[0].pk).update(state=DossierState.WITHDRAWN)
    rounds.cancel(
        rows[1].round, reason="Thôi", by=actor(body.cast.officer), at=NOW
    )  # a no holds nothing up


def test_the_vote_is_reckoned_as_the_award_asks() -> None:
    asked = Vote(numerator=2, denominator=3, is_strict=False, of="all", is_secret=True)
    award = SimpleNamespace(read=SimpleNamespace(vote=asked))
    bases = Bases(all=9, present=7, asked=7, valid=6)
    share = Threshold(numerator=2, denominator=3)
    told: dict[str, Any] = {
        "agree": 5,
        "disagree": 1,
        "base": 6,
        "least": 4,
        "threshold": share,
        "is_passed": True,
    }
    for denominator, is_secret, reached in (("valid", True, False), ("all", False, True)):
        vote = VoteResult(**told, denominator=Denominator(denominator), is_secret=is_secret)
        found = dossiers_council._ballot(
            SimpleNamespace(award=award),  # type: ignore[arg-type]
            SimpleNamespace(vote=vote),  # type: ignore[arg-type]
            bases,
        )
        assert (found.is_reached, found.lacks_secrecy) == (reached, not is_secret)
    assert (found.least, found.base) == (4, 6)


def decided(row: Dossier, body: Body) -> Dossier:
    return dossiers_deciding.decide(
        row, is_passed=True, reason="", seen=row.version, by=body.officer, at=NOW
    )


def test_an_award_with_a_vote_is_not_decided_by_hand(body: Body) -> None:
    row = two_dossiers(body)[1]
    with pytest.raises(InvalidDossier, match="biểu quyết"):
        decided(row, body)
    row.editors = [body.officer.user_id]
    row.save()
    with pytest.raises(OwnWork):
        decided(row, body)


def test_taken_off_the_agenda_it_can_be_brought_again_and_withdrawn(body: Body) -> None:
    session, rows = brought(body)
    rows[0].item.delete()  # type: ignore[union-attr]
    rows[0].refresh_from_db()
    assert (rows[0].state, rows[0].item) == (DossierState.COMPLETE, None)
    dossiers_council.bring(rows[:1], session, by=body.officer, at=NOW)
    writer = actor(rows[1].begun_by)
    told: dict[str, Any] = {"reason": "Nhầm", "seen": rows[1].version, "by": writer, "at": NOW}
    dossiers_chain.withdraw(rows[1], **told)
    rows[1].refresh_from_db()
    assert (rows[1].state, rows[1].item) == (DossierState.WITHDRAWN, None)
    assert session.items.count() == 1


def test_a_long_wait_is_told_once_and_an_office_that_moved_is_found(body: Body) -> None:
    scene = Nominating(body.cast)
    row = scene.sent()
    late = NOW + dt.timedelta(days=8)
    assert [dossiers_following.tell_overdue(one) for one in (NOW, late, late)] == [0, 1, 0]
    assert Entry.objects.filter(name="award_dossier.overdue", subject_id=row.pk).count() == 1

    superior = scene.cast.superior
    path = paths.child(superior.path[: -2 * paths.STEP] + paths.step(99), superior.pk)
    Unit.objects.filter(pk=scene.cast.factory.pk).update(
        path=paths.child(path, scene.cast.factory.pk)
    )
    Unit.objects.filter(pk=superior.pk).update(path=path)
    dossiers_following.repath()
    row.refresh_from_db()
    assert row.waits_path == scene.round.unit.path  # it left the branch of the round
