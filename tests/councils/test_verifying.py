"""What `sangkien verify` says of councils."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import QuerySet

from sangkien.councils.actions import counting, sessions
from sangkien.councils.enums import Choice
from sangkien.councils.models import (
    AgendaItem,
    Ballot,
    BallotLine,
    Interest,
    ScoreTable,
    Session,
    SessionPaper,
    Sheet,
    Slip,
    Voter,
)
from sangkien.councils.rules import tables
from sangkien.councils.verifying import check_councils
from sangkien.journal.models import Entry
from tests.councils.scene import Body, make_body
from tests.councils.test_sessions import finished

pytestmark = pytest.mark.django_db
YES, NO = Choice.AGREE, Choice.DISAGREE
SEALED = (
    *("council.ballot_closed", "council.session_closed", "council.sheet_submitted"),
    "council.attendance_taken",
)


@pytest.fixture
def body() -> Body:
    return make_body()


def test_verify_names_what_was_changed_behind_the_application(body: Body) -> None:
    session = finished(body)
    assert list(check_councils()) == []

    Sheet.objects.filter(seat=body.seats[3]).update(marks={"1": {"points": 1, "tier": "1c"}})
    Ballot.objects.get().lines.update(agree=7)
    paper = SessionPaper.objects.get(session=session, kind="minutes")
    assert paper.paper is not None
    paper.paper.data["paper"]["title"] = "Khác"
    paper.paper.save()

    Voter.objects.filter(seat=body.seats[3]).delete()
    Voter.objects.filter(seat=body.seats[2]).update(has_voted=False)

    said = [line.split()[0] for line in check_councils()]
    assert said == ["Phiếu", "Lần", "Lần", "Lần", "Biên"]
    for entry in Entry.objects.filter(name="council.ballot_opened"):
        del entry.payload["voters"]  # from before it was written down
        entry.save()
    assert [line.split()[0] for line in check_councils()] == said


def rewritten(rows: QuerySet[ScoreTable]) -> None:
    """Content and digest together."""
    row = rows.get()
    content = {**row.content, "name": "Khác"}
    rows.update(content=content, digest=tables.digest(content))


def declared(body: Body) -> None:
    item = AgendaItem.objects.order_by("pk")[0]
    Interest.objects.create(
        item=item, user=body.users[3], kind="declared", sentence="Người nhà", declared_at=body.at
    )


def test_verify_knows_everything_that_decides_a_vote(body: Body) -> None:
    first = finished(body)
    second = body.opened(items=2)
    shown = body.ballot(second, is_secret=False, needs_chair=True)
    for number in range(7):
        body.vote(shown, number, YES if number else NO, YES)
    counting.close_ballot(shown, by=body.secretary, at=body.at)
    ballot = Ballot.objects.filter(session=first)
    lines, sessions = BallotLine.objects.filter(ballot=shown), Session.objects.filter(pk=first.pk)
    tampered: list[tuple[str, Callable[[], object]]] = [
        ("Lần", lambda: ballot.update(threshold_numerator=1, threshold_denominator=100)),
        ("Lần", lambda: ballot.update(is_secret=False)),
        ("Lần", lambda: lines.filter(number=1).update(item=first.items.get())),
        ("Lần", lambda: lines.filter(number=2).update(label="Khác")),
        ("Lần Lần", lambda: ballot.update(state="annulled", closed_at=None, annul_reason="x")),
        ("Lần", lambda: Slip.objects.filter(seat=body.seats[0]).update(choice=YES)),
        ("Phiếu", lambda: Sheet.objects.filter(seat=body.seats[3]).update(submitted_at=None)),
        ("Phiếu", lambda: Sheet.objects.filter(seat=body.seats[3]).delete()),
        ("Kỳ", lambda: declared(body)),
        ("Kỳ", lambda: sessions.update(trims_from=3)),
        ("Kỳ", lambda: first.attendances.filter(seat=body.seats[3]).update(presence="absent")),
        ("Bảng", lambda: rewritten(ScoreTable.objects.all())),
        ("Biên Biên", lambda: SessionPaper.objects.all().delete()),
    ]
    assert list(check_councils()) == []
    for expected, tamper in tampered:
        with transaction.atomic():
            tamper()
            assert " ".join(line.split()[0] for line in check_councils()) == expected
            transaction.set_rollback(True)
    for entry in Entry.objects.filter(name__in=SEALED):
        del entry.payload["sealed"]  # from before these were sealed
        entry.payload.pop("settings", None)
        entry.save()
    assert list(check_councils()) == []


def test_verify_names_what_was_changed_between_the_count_and_the_close(body: Body) -> None:
    """The close itself seals what it finds, so it may not be the first to look."""
    session = body.session()
    body.item(session, is_scored=False)
    body.attend(session)
    sessions.open_session(session, by=body.secretary, at=body.at)
    ballot = body.ballot(session)
    for number in range(7):
        body.vote(ballot, number, YES if number > 1 else NO)
    counting.close_ballot(ballot, by=body.secretary, at=body.at)
    row = Session.objects.filter(pk=session.pk)
    tampered: list[tuple[str, Callable[[], object]]] = [
        ("lúc kiểm phiếu", lambda: row.update(quorum_numerator=1, quorum_denominator=100)),
        ("lúc kiểm phiếu", lambda: row.update(leaves_out_conflicts=False)),
        (
            "lần điểm danh sau cùng",
            lambda: session.attendances.filter(seat=body.seats[3]).update(presence="absent"),
        ),
    ]
    assert list(check_councils()) == []
    for said, tamper in tampered:
        for closes in (False, True):
            with transaction.atomic():
                tamper()
                if closes:
                    sessions.close_session(session, by=body.secretary, at=body.at)
                found = list(check_councils())
                assert len(found) == 1
                assert said in found[0]
                transaction.set_rollback(True)
    sessions.close_session(session, by=body.secretary, at=body.at)
    assert list(check_councils()) == []


def test_the_verify_command_runs(body: Body) -> None:
    finished(body)

    call_command("verify")
