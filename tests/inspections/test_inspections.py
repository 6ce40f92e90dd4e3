import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.inspections import queries
from sangkien.inspections.actions import adding, minutes, planning, remedying, visiting
from sangkien.inspections.contents import Item
from sangkien.inspections.enums import AnswerVerdict, FindingState, TeamPost, VisitState
from sangkien.inspections.errors import InvalidInspection, MinutesTampered, OwnUnit, WrongStep
from sangkien.inspections.models import Addendum, Finding, Inspection, Visit
from sangkien.inspections.verifying import check_minutes
from sangkien.journal.models import Entry
from sangkien.units.actions import people
from tests.factories import (
    LONG_AGO,
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_member,
    make_officer,
    make_unit,
)
from tests.inspections.visits import (
    CHECKLIST,
    announced,
    content,
    finding_of,
    locked,
    plan,
    proposed,
    visit_of,
    wanted,
    write,
)
from tests.notices.reading import told

DAY = dt.timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def who(user: User) -> dict[str, Any]:
    return {"by": actor(user), "at": NOW}


def test_plan_is_seen_by_nobody_else_before_it_is_announced(cast: Cast) -> None:
    inspection = plan(cast)
    visit = visit_of(inspection, cast)

    for user in (cast.officer, cast.provincial_officer, cast.author):
        with pytest.raises(NotFound):
            queries.get_inspection(inspection.pk, actor=actor(user))
        with pytest.raises(NotFound):
            queries.get_visit(visit.pk, actor=actor(user))
    planning.announce(inspection, **who(cast.superior_officer))
    assert queries.get_visit(visit.pk, actor=actor(cast.officer)) == visit
    for user in (cast.sister_officer, cast.provincial_officer, cast.author):
        with pytest.raises(NotFound):
            queries.get_visit(visit.pk, actor=actor(user))


def test_auditors_read_what_either_side_reads_in_their_scope(cast: Cast) -> None:
    inspection = plan(cast)
    visit = visit_of(inspection, cast)
    below = actor(make_officer(cast.factory, RoleKey.AUDITOR, "Hồ Giám Sát"))
    beside = actor(make_officer(cast.sister_factory, RoleKey.AUDITOR, "Hồ Bên Cạnh"))

    assert queries.get_inspection(inspection.pk, actor=actor(cast.auditor)) == inspection
    assert queries.get_visit(visit.pk, actor=actor(cast.auditor)) == visit
    assert Visit.objects.visible_to(below).count() == 0
    planning.announce(inspection, **who(cast.superior_officer))
    assert queries.own_visits(below) == [visit]
    assert queries.own_visits(actor(cast.auditor)) == []
    assert Inspection.objects.visible_to(below).count() == 0
    assert visit not in Visit.objects.visible_to(beside)


def test_the_same_form_twice_is_one_plan(cast: Cast) -> None:
    key = uuid.uuid4()
    options = {"request_key": key, **who(cast.superior_officer)}

    first = planning.plan(cast.superior, wanted(cast), **options)

    assert planning.plan(cast.superior, wanted(cast), **options) == first
    assert Visit.objects.count() == 2


@pytest.mark.parametrize("who_asks", ["officer", "auditor", "provincial_officer", "author"])
def test_only_an_office_of_the_unit_plans(cast: Cast, who_asks: str) -> None:
    with pytest.raises(NotAllowed):
        planning.plan(
            cast.superior, wanted(cast), request_key=uuid.uuid4(), **who(getattr(cast, who_asks))
        )


def test_units_that_are_not_below_and_the_own_one_are_refused(cast: Cast) -> None:
    for unit in (cast.superior, cast.far_factory, cast.province):
        with pytest.raises(InvalidInspection):
            plan(cast, units=[unit])


def test_nobody_of_the_unit_is_in_its_team_nor_acts_for_it(cast: Cast) -> None:
    visit = announced(cast)
    options = who(cast.superior_officer)

    with pytest.raises(InvalidInspection) as refused:
        visiting.add_member(visit, cast.author.member_code or "", post=TeamPost.MEMBER, **options)
    assert refused.value.field == "login"
    fellow = make_member(cast.sister_factory, "Lý Đơn Vị Bạn")
    visiting.add_member(visit, fellow.member_code or "", post=TeamPost.MEMBER, **options)
    assert [one.name for one in queries.team_of(visit)] == ["Phạm Thị Dung", "Lý Đơn Vị Bạn"]
    stranger = make_member(cast.far_factory, "Người Huyện Khác")
    with pytest.raises(InvalidInspection):
        visiting.add_member(visit, stranger.member_code or "", post=TeamPost.MEMBER, **options)


def test_officer_who_is_a_member_of_the_unit_does_not_inspect_it(cast: Cast) -> None:
    visit = announced(cast)
    double = make_member(cast.factory, "Mai Hai Vai")
    people.grant_role(
        cast.superior, double, role=RoleKey.SUPERIOR_OFFICER, since_on=LONG_AGO, by=SYSTEM, at=NOW
    )

    with pytest.raises(OwnUnit):
        minutes.write(visit, content(cast), seen=0, **who(double))


def test_one_leader_only(cast: Cast) -> None:
    visit = announced(cast)
    other = make_member(cast.sister_factory, "Lý Đơn Vị Bạn")

    with pytest.raises(InvalidInspection) as refused:
        visiting.add_member(
            visit, other.member_code or "", post=TeamPost.LEADER, **who(cast.superior_officer)
        )

    assert refused.value.field == "post"


def test_minutes_from_draft_to_lock(cast: Cast) -> None:
    visit = proposed(cast)
    assert Finding.objects.count() == 0

    kept = minutes.accept(visit, seen=visit.digest, **who(cast.officer))

    assert (kept.state, kept.accepted_by) == (VisitState.LOCKED, cast.officer)
    finding = finding_of(kept)
    assert (finding.unit, finding.due_on) == (cast.factory, TODAY + 14 * DAY)
    assert minutes.accept(visit, seen=visit.digest, **who(cast.officer)) == kept
    assert Entry.objects.filter(name="inspection.minutes_locked").count() == 1
    assert list(check_minutes()) == []


def test_incomplete_minutes_are_not_shown_to_the_unit(cast: Cast) -> None:
    half = tuple(Item(text=text) for text in CHECKLIST)

    for changes in ({"items": half}, {"conclusion": " "}, {"present": ()}):
        visit = write(announced(cast), cast, **changes)
        with pytest.raises(InvalidInspection):
            minutes.propose(visit, seen=visit.version, **who(cast.superior_officer))


def test_minutes_without_a_leader_are_not_shown(cast: Cast) -> None:
    visit = write(announced(cast), cast)
    leader = queries.team_of(visit)[0]
    visiting.remove_member(visit, leader.pk, **who(cast.superior_officer))

    with pytest.raises(InvalidInspection):
        minutes.propose(visit, seen=visit.version, **who(cast.superior_officer))


def test_colleague_who_wrote_meanwhile_is_not_overwritten(cast: Cast) -> None:
    visit = announced(cast)
    minutes.write(visit, content(cast), seen=0, **who(cast.superior_officer))

    with pytest.raises(WrongStep):
        minutes.write(visit, content(cast), seen=0, **who(cast.superior_officer))


def test_what_was_read_is_what_is_confirmed(cast: Cast) -> None:
    visit = proposed(cast)

    with pytest.raises(WrongStep):
        minutes.accept(visit, seen="0" * 64, **who(cast.officer))
    Visit.objects.filter(pk=visit.pk).update(content={**visit.content, "conclusion": "Xuất sắc."})
    with pytest.raises(MinutesTampered):
        minutes.accept(visit, seen=visit.digest, **who(cast.officer))


@pytest.mark.parametrize("somebody", ["superior_officer", "sister_officer", "author", "auditor"])
def test_only_the_unit_confirms_for_the_unit(cast: Cast, somebody: str) -> None:
    visit = proposed(cast)

    with pytest.raises(NotAllowed):
        minutes.accept(visit, seen=visit.digest, **who(getattr(cast, somebody)))


def test_one_person_does_not_confirm_for_both_sides(cast: Cast) -> None:
    visit = proposed(cast)
    people.grant_role(
        cast.factory,
        cast.superior_officer,
        role=RoleKey.GRASSROOTS_OFFICER,
        since_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )

    with pytest.raises(OwnUnit):
        minutes.accept(visit, seen=visit.digest, **who(cast.superior_officer))
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(
            state="locked", accepted_at=NOW, accepted_by=cast.superior_officer
        )


def test_unit_asks_for_a_change_and_the_next_round_begins(cast: Cast) -> None:
    visit = proposed(cast)
    words = "Hai sáng kiến đã xác nhận hôm qua."

    minutes.object_to(visit, words=words, seen=visit.digest, **who(cast.officer))

    again = write(visit, cast, conclusion="Đã ghi lại số sáng kiến chờ xác nhận.")
    assert again.objection == words
    again = minutes.propose(again, seen=again.version, **who(cast.superior_officer))
    assert minutes.accept(again, seen=again.digest, **who(cast.officer)).is_locked
    assert "inspection.minutes_objected" in told(cast.superior_officer)


def test_locked_minutes_change_by_addendum_only(cast: Cast) -> None:
    visit = locked(cast)

    with pytest.raises(WrongStep):
        minutes.write(visit, content(cast), seen=visit.version, **who(cast.superior_officer))
    with pytest.raises(WrongStep):
        minutes.propose(visit, seen=visit.version, **who(cast.superior_officer))
    with pytest.raises(WrongStep):
        minutes.object_to(visit, words="Sửa lại.", seen=visit.digest, **who(cast.officer))
    options = {"words": "Đính chính: bốn sáng kiến, không phải ba.", **who(cast.superior_officer)}
    addendum = adding.write_addendum(visit, **options)
    assert adding.write_addendum(visit, **options) == addendum
    with pytest.raises(NotAllowed):
        adding.accept_addendum(addendum, **who(cast.superior_officer))
    assert adding.accept_addendum(addendum, **who(cast.officer)).accepted_by == cast.officer
    assert list(check_minutes()) == []


def test_what_was_changed_behind_the_application_is_named(cast: Cast) -> None:
    visit = locked(cast)
    addendum = adding.write_addendum(visit, words="Đính chính.", **who(cast.superior_officer))
    original = dict(visit.content)

    Visit.objects.filter(pk=visit.pk).update(content={**original, "conclusion": "Xuất sắc."})
    assert [str(visit.pk) in line for line in check_minutes()] == [True]
    Visit.objects.filter(pk=visit.pk).update(content=original)
    Finding.objects.filter(visit=visit).update(due_on=TODAY + 90 * DAY)
    assert "kiến nghị" in next(check_minutes())
    Finding.objects.filter(visit=visit).update(due_on=TODAY + 14 * DAY)
    Addendum.objects.filter(pk=addendum.pk).update(words="Khác.")
    assert "Phụ lục" in next(check_minutes())
    Addendum.objects.filter(pk=addendum.pk).delete()
    Visit.objects.filter(pk=visit.pk).update(state="written", accepted_at=None, accepted_by=None)
    assert len(list(check_minutes())) == 2


def test_unit_puts_right_and_the_team_closes(cast: Cast) -> None:
    finding = finding_of(locked(cast))
    pdf = SimpleUploadedFile("minh-chung.pdf", b"%PDF-1.4\n%%EOF\n")

    first = remedying.answer(finding, words="Đã xử lý hai.", upload=pdf, **who(cast.officer))
    same = remedying.answer(finding, words="Đã xử lý hai.", **who(cast.officer))

    assert (first.number, same.pk) == (1, first.pk)
    options = {"seen": 1, **who(cast.superior_officer)}
    with pytest.raises(InvalidInspection):
        remedying.judge(finding, verdict=AnswerVerdict.BACK, words=" ", **options)
    back = remedying.judge(finding, verdict=AnswerVerdict.BACK, words="Còn một.", **options)
    assert back.is_open
    with pytest.raises(WrongStep):
        remedying.judge(finding, verdict=AnswerVerdict.CLOSED, **options)
    remedying.answer(finding, words="Đã xử lý cả ba.", **who(cast.officer))
    closed = remedying.judge(
        finding, verdict=AnswerVerdict.CLOSED, seen=2, **who(cast.superior_officer)
    )
    assert (closed.state, closed.closed_at) == (FindingState.CLOSED, NOW)
    with pytest.raises(WrongStep):
        remedying.answer(finding, words="Thêm nữa.", **who(cast.officer))


@pytest.mark.parametrize("somebody", ["sister_officer", "superior_officer", "author", "auditor"])
def test_only_the_unit_answers(cast: Cast, somebody: str) -> None:
    finding = finding_of(locked(cast))

    with pytest.raises(NotAllowed):
        remedying.answer(finding, words="Đã xong.", **who(getattr(cast, somebody)))


def test_unit_does_not_close_its_own_finding(cast: Cast) -> None:
    finding = finding_of(locked(cast))
    remedying.answer(finding, words="Đã xong.", **who(cast.officer))

    with pytest.raises(NotAllowed):
        remedying.judge(finding, verdict=AnswerVerdict.CLOSED, seen=1, **who(cast.officer))


def test_section_that_has_to_put_it_right_sees_the_finding_but_not_the_minutes(cast: Cast) -> None:
    section = make_unit("Công đoàn bộ phận Cắt", level="bo-phan", parent=cast.factory)
    officer = make_officer(section, RoleKey.GRASSROOTS_OFFICER, "Hồ Bộ Phận")
    remedy = content(cast).remedies[0]
    changed = type(remedy)(**{**remedy.__dict__, "unit_id": section.pk, "unit_name": section.name})
    visit = locked(cast, remedies=(changed,))

    finding = queries.get_finding(finding_of(visit).pk, actor=actor(officer))

    with pytest.raises(NotFound):
        queries.get_visit(visit.pk, actor=actor(officer))
    assert remedying.answer(finding, words="Đã xử lý.", **who(officer)).number == 1


def test_remedies_elsewhere_or_in_the_past_are_refused_at_their_field(cast: Cast) -> None:
    visit, remedy = announced(cast), content(cast).remedies[0]

    for changes, field in (
        ({"unit_id": cast.sister_factory.pk}, "unit_1"),
        ({"due_on": TODAY}, "due_on_1"),
        ({"words": " "}, "words_1"),
    ):
        wrong = type(remedy)(**{**remedy.__dict__, **changes})
        with pytest.raises(InvalidInspection) as refused:
            write(visit, cast, remedies=(wrong,))
        assert refused.value.field == field


def test_overdue_is_told_once_and_stands_on_both_desks(cast: Cast) -> None:
    visit = locked(cast)
    later = NOW + 20 * DAY

    assert (remedying.notice_overdue(later), remedying.notice_overdue(later)) == (1, 0)

    assert "inspection.finding_overdue" in told(cast.officer)
    assert "inspection.finding_overdue" in told(cast.superior_officer)
    own = queries.waiting(actor(cast.officer), on=later.date())
    below = queries.waiting(actor(cast.superior_officer), on=later.date())
    assert (own.remedies, own.overdue, below.overdue_below) == (1, 1, 1)
    assert not queries.waiting(actor(cast.sister_officer), on=later.date()).is_any
    rows, more = queries.findings_page(actor(cast.officer), part="overdue", on=later.date())
    assert ([row.visit for row in rows], more) == ([visit], False)


def test_cancelled_inspection_goes_no_further(cast: Cast) -> None:
    visit = proposed(cast)
    inspection = Inspection.objects.get()

    planning.cancel(inspection, reason="Bão lũ, dời sang quý sau.", **who(cast.superior_officer))

    with pytest.raises(WrongStep):
        minutes.accept(visit, seen=visit.digest, **who(cast.officer))
    with pytest.raises(WrongStep):
        planning.cancel(inspection, reason="Hủy lần nữa.", **who(cast.superior_officer))
    with pytest.raises(WrongStep):
        planning.announce(inspection, **who(cast.superior_officer))
    assert "inspection.cancelled" in told(cast.officer)
