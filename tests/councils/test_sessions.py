"""A session from its invitation to the released results."""

import datetime as dt
import uuid
from dataclasses import replace
from fractions import Fraction

import pytest

from sangkien.core.errors import DomainError, NotAllowed
from sangkien.councils import queries
from sangkien.councils.actions import (
    agenda,
    counting,
    establishing,
    minutes,
    score_tables,
    scoring,
    sessions,
)
from sangkien.councils.enums import Choice, Post, SessionState
from sangkien.councils.errors import InConflict, InvalidCouncil, InvalidSession, NoQuorum, TooLate
from sangkien.councils.models import (
    AgendaItem,
    ScoreTable,
    Session,
    SessionPaper,
    Sheet,
)
from sangkien.councils.queries import papers
from sangkien.councils.rules.interests import Conflict
from sangkien.journal.models import Entry
from tests.councils.scene import DA_NANG, Body, make_body
from tests.factories import NOW, actor, make_member

pytestmark = pytest.mark.django_db

YES, NO = Choice.AGREE, Choice.DISAGREE
RELEASING = ("minutes_approved", "results_released")


@pytest.fixture
def body() -> Body:
    return make_body()


def proven(body: Body) -> object:
    return replace(body.chair, proven_at=body.at)


def finished(body: Body, *, points: tuple[int, int, int] = (35, 25, 25)) -> Session:
    """Scored, voted on, approved."""
    session = body.opened()
    item = session.items.get()
    for number in range(7):
        body.score(item, number, points)
    session = sessions.close_scoring(session, by=body.secretary, at=body.at)
    ballot = body.ballot(session)
    for number in range(7):
        body.vote(ballot, number, YES if number else NO)
    counting.close_ballot(ballot, by=body.secretary, at=body.at)
    sessions.write_minutes(
        session, discussion="Trao đổi.", conclusion="Nhất trí.", by=body.secretary, at=body.at
    )
    session = sessions.close_session(session, by=body.secretary, at=body.at)
    return minutes.approve(session, by=proven(body), at=body.at)  # type: ignore[arg-type]


def test_nothing_is_known_before_the_release_and_everything_after(body: Body) -> None:
    session = finished(body)
    item = session.items.get()
    before = queries.results([item.pk])

    minutes.release(session, by=body.chair, at=body.at)

    found = queries.results([item.pk])[item.pk]
    assert before == {}
    assert (found.is_passed, found.total, found.grade) == (True, Fraction(8500), "A")
    assert found.vote is not None
    assert (found.vote.agree, found.vote.disagree, found.vote.base) == (6, 1, 7)
    assert queries.standings([item.pk])[item.pk].state == SessionState.RELEASED


def test_a_failed_score_is_not_saved_by_the_vote(body: Body) -> None:
    session = finished(body, points=(30, 15, 9))

    minutes.release(session, by=body.chair, at=body.at)

    found = queries.results([session.items.get().pk]).popitem()[1]
    assert (found.is_passed, found.grade) == (False, "")
    assert found.findings == ("Tiêu chí “Lợi ích thiết thực” đạt 9 điểm, cần từ 10.",)


def test_approved_and_released_twice_it_happens_once(body: Body) -> None:
    session = finished(body)
    minutes.approve(session, by=proven(body), at=body.at)  # type: ignore[arg-type]

    for _tap in range(2):
        minutes.release(session, by=body.chair, at=body.at)

    names = Entry.objects.filter(subject_id=session.pk).values_list("name", flat=True)
    assert [names.filter(name=f"council.{n}").count() for n in RELEASING] == [1, 1]
    assert SessionPaper.objects.count() == 2


def test_minutes_are_approved_by_the_chair_who_has_just_proven_to_be_there(body: Body) -> None:
    session = body.opened()
    body.score(session.items.get(), 0, (35, 25, 25))
    sessions.close_scoring(session, by=body.secretary, at=body.at)
    sessions.write_minutes(session, discussion="", conclusion="Xong.", by=body.secretary, at=NOW)
    sessions.close_session(session, by=body.secretary, at=body.at)

    for by in (body.chair, replace(body.secretary, proven_at=NOW), body.officer):
        with pytest.raises(NotAllowed):
            minutes.approve(session, by=by, at=body.at)


def test_a_session_does_not_open_without_a_quorum(body: Body) -> None:
    session = body.session()
    body.item(session)
    body.attend(session, away=(3, 4, 5))
    with pytest.raises(NoQuorum):
        sessions.open_session(session, by=body.secretary, at=body.at)

    body.attend(session, away=(4, 5))

    assert sessions.open_session(session, by=body.secretary, at=body.at).state == "open"


def test_a_written_opinion_may_count_for_the_quorum(body: Body) -> None:
    session = body.session(quorum_counts_written=True)
    body.item(session)
    body.attend(session, away=(0, 4), written=(3,))

    session = sessions.open_session(session, by=body.secretary, at=body.at)

    said = papers.minutes(session)
    assert (said["chair"], said["secretary"]) == ("Ngô Văn Phó", "Ngô Văn Ký")
    assert said["quorum"].startswith("Có mặt 4, gửi ý kiến bằng văn bản 1, trên 7 thành viên;")


def test_who_left_after_the_roll_was_called_opens_no_session(body: Body) -> None:
    session = body.session()
    body.item(session)
    body.attend(session, away=(4, 5, 6))
    for number in (1, 3):
        establishing.leave_seat(
            body.seats[number],
            until_on=NOW.date() - dt.timedelta(days=1),
            reason="Chuyển công tác",
            by=body.officer,
            at=body.at,
        )

    with pytest.raises(NoQuorum):
        sessions.open_session(session, by=body.secretary, at=body.at)


def test_only_who_sits_there_runs_a_session(body: Body) -> None:
    session = body.session()
    body.item(session)
    body.attend(session)

    for by in (body.officer, body.by(3)):
        with pytest.raises(NotAllowed):
            sessions.open_session(session, by=by, at=body.at)


def test_sheets_are_locked_by_submitting_and_unlocked_by_the_chair(body: Body) -> None:
    item = body.opened().items.get()
    body.score(item, 3, (35, 25, 25))
    body.score(item, 3, (35, 25, 25))  # the second click
    with pytest.raises(TooLate):
        body.score(item, 3, (40, 30, 30))
    sheet = Sheet.objects.get()
    with pytest.raises(NotAllowed):
        scoring.unlock(sheet, reason="Nhầm", by=body.secretary, at=body.at)
    with pytest.raises(InvalidSession):
        scoring.unlock(sheet, reason=" ", by=body.chair, at=body.at)

    scoring.unlock(sheet, reason="Chấm nhầm mức", by=body.chair, at=body.at)
    body.score(item, 3, (40, 30, 30))

    assert Sheet.objects.get().marks["1"] == {"points": 4000, "tier": "1a"}
    assert sheet.unlocks.get().reason == "Chấm nhầm mức"


def test_no_sheet_comes_in_after_the_scoring(body: Body) -> None:
    session = body.opened()
    item = session.items.get()
    body.score(item, 0, (35, 25, 25))
    sessions.close_scoring(session, by=body.secretary, at=body.at)

    with pytest.raises(TooLate):
        body.score(AgendaItem.objects.get(pk=item.pk), 1, (35, 25, 25))


def test_an_author_on_the_council_neither_scores_nor_votes_and_the_try_is_kept(
    body: Body,
) -> None:
    conflict = Conflict(user_id=body.users[4].pk)
    session = body.opened(conflicts=(conflict,))
    item = session.items.get()
    with pytest.raises(InConflict):
        body.score(item, 4, (40, 30, 30))
    ballot = body.ballot(session)
    with pytest.raises(InConflict):
        body.vote(ballot, 4, YES)

    line = ballot.lines.get()

    assert (line.voters, line.base) == (6, 6)
    assert Entry.objects.filter(name="council.conflict_refused").count() == 2


def test_the_setting_may_keep_who_stands_aside_in_the_denominator(body: Body) -> None:
    conflict = Conflict(user_id=body.users[4].pk)
    session = body.opened(conflicts=(conflict,), leaves_out_conflicts=False)

    line = body.ballot(session).lines.get()

    assert (line.voters, line.base) == (6, 7)


def test_a_declared_interest_takes_the_sheet_out(body: Body) -> None:
    session = body.opened()
    item = session.items.get()
    body.score(item, 3, (40, 30, 30))
    body.score(item, 5, (20, 15, 15))
    with pytest.raises(NotAllowed):
        agenda.declare_interest(item, body.users[3], sentence="Anh em", by=body.by(5), at=body.at)

    agenda.declare_interest(
        item, body.users[3], sentence="Em ruột tác giả", by=body.by(3), at=body.at
    )
    sessions.close_scoring(session, by=body.secretary, at=body.at)

    found = queries.decided(
        [AgendaItem.objects.select_related("session__council", "session__table").get()]
    )
    assert found[0].total == 5000


def test_the_same_agenda_item_comes_once_and_only_while_preparing(body: Body) -> None:
    session = body.session()
    key = uuid.uuid4()
    once = {"title": "Một", "is_scored": False, "is_voted": True, "request_key": key}

    made = [agenda.add_item(session, **once, by=body.officer, at=body.at) for _ in range(2)]  # type: ignore[arg-type]
    body.attend(session)
    sessions.open_session(session, by=body.secretary, at=body.at)

    assert made[0].pk == made[1].pk
    with pytest.raises(InvalidSession):
        body.item(session)
    with pytest.raises(InvalidSession):
        agenda.remove_item(made[0], reason="Rút", by=body.officer, at=body.at)


@pytest.mark.parametrize("address", ["//x.vn/", "https://x.vn/", "sang-kien/", "/\\x"])
def test_an_agenda_leads_nowhere_else(body: Body, address: str) -> None:
    with pytest.raises(InvalidSession):
        body.item(body.session(), address=address)


def test_who_may_bring_items_finds_the_sessions_in_preparation(body: Body) -> None:
    session = body.session()
    path, day = body.cast.factory.path, NOW.date()

    def found(by: object) -> list[Session]:
        return queries.receiving_sessions(by, at_path=path, on=day)  # type: ignore[arg-type]

    stranger = actor(body.cast.sister_officer)
    assert [found(by) for by in (body.officer, body.secretary, body.by(3), stranger)] == [
        [session],
        [session],
        [],
        [],
    ]


def test_two_chairs_at_once_are_refused(body: Body) -> None:
    other = make_member(body.cast.factory)
    with pytest.raises(InvalidCouncil):
        establishing.take_seat(
            body.council,
            other,
            post=Post.CHAIR,
            is_union_seat=False,
            since_on=NOW.date(),
            reason="Thay",
            by=body.officer,
            at=body.at,
        )


def test_who_left_the_council_runs_nothing_any_more(body: Body) -> None:
    session = body.opened()
    yesterday = NOW.date() - dt.timedelta(days=1)
    establishing.leave_seat(
        body.seats[2], until_on=yesterday, reason="Chuyển công tác", by=body.officer, at=body.at
    )

    with pytest.raises(NotAllowed):
        sessions.close_session(session, by=body.secretary, at=body.at)


def test_who_left_reads_the_sessions_of_before_and_none_of_later(body: Body) -> None:
    earlier = body.session()
    establishing.leave_seat(
        body.seats[3], until_on=NOW.date(), reason="Nghỉ hưu", by=body.officer, at=body.at
    )
    body.at += dt.timedelta(days=1)
    later = body.session()

    seen = Session.objects.visible_to(body.by(3))

    assert (earlier in seen, later in seen) == (True, False)


def test_who_joins_reads_the_sessions_from_then_on_and_none_of_before(body: Body) -> None:
    earlier = body.session()
    body.at += dt.timedelta(days=1)
    newcomer = make_member(body.cast.factory)
    establishing.take_seat(
        body.council,
        newcomer,
        post=Post.MEMBER,
        is_union_seat=False,
        since_on=body.at.date(),
        reason="Thay người nghỉ",
        by=body.officer,
        at=body.at,
    )
    later = body.session()

    seen = Session.objects.visible_to(actor(newcomer))

    assert (earlier in seen, later in seen) == (False, True)


def test_only_the_officer_of_the_unit_manages_a_council(body: Body) -> None:
    for user in (body.users[0], body.cast.sister_officer):
        with pytest.raises(NotAllowed):
            establishing.end(
                body.council, until_on=NOW.date(), reason="Hết", by=actor(user), at=body.at
            )


def test_a_used_table_stays_and_an_edit_is_the_next_version(body: Body) -> None:
    table = body.table()
    content = {**table.content, "passing": "60"}

    edited = score_tables.write(
        body.council, content, replaces=table, request_key=uuid.uuid4(), by=body.officer, at=NOW
    )

    assert (edited.version, edited.content["passing"]) == (2, "60")
    assert ScoreTable.objects.get(pk=table.pk).content["passing"] == "50"
    with pytest.raises(DomainError):
        score_tables.write(
            body.council,
            {**content, "passing": "61"},
            replaces=table,
            request_key=uuid.uuid4(),
            by=body.officer,
            at=NOW,
        )


def test_loading_a_table_twice_gives_one(body: Body) -> None:
    first, second = body.table(), body.table()

    assert first == second
    assert first.name == score_tables.shipped()[DA_NANG].name


def test_a_closed_session_cannot_be_opened_twice(body: Body) -> None:
    session = body.opened()

    with pytest.raises(DomainError):
        sessions.open_session(session, by=body.secretary, at=body.at)
