"""What was recognised or heard does not outlive the version that it was given for."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from sangkien.access.roles import RoleKey
from sangkien.councils.actions import counting, minutes, sessions
from sangkien.councils.enums import Choice
from sangkien.councils.models import Interest, Session
from sangkien.initiatives.actions import amending, authors, confirmation, reopening, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.journal.models import Entry
from sangkien.papers.models import IssuedPaper
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from sangkien.programmes.models import Programme
from sangkien.recognition.actions import appealing, changing, hearing, refusing, sealing, signing
from sangkien.recognition.enums import Basis, HearingOutcome, Influence
from sangkien.recognition.errors import (
    ChangedSince,
    ConflictOfInterest,
    CouncilNeeded,
    Incomplete,
)
from sangkien.recognition.events import DecisionSigned, LineSealed
from sangkien.recognition.models import (
    Appeal,
    Certificate,
    Hearing,
    Recognition,
    RecognitionDecision,
    Refusal,
)
from sangkien.recognition.queries import hearings, waiting
from sangkien.recognition.queries.decisions import certificates_of
from sangkien.recognition.verifying import check_recognition
from sangkien.units.actions import people
from tests.councils.scene import Body, make_body
from tests.factories import (
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_programme,
    make_ruleset,
)
from tests.recognition.scene import drafted, proven, signed, valid

pytestmark = pytest.mark.django_db
REASON = "Số liệu làm lợi không có cơ sở."
CHAIN = (
    Step(number=1, kind=StepKind.CONFIRM),
    Step(number=2, kind=StepKind.RECOGNISE),
    Step(number=3, kind=StepKind.ACCEPT, level="cap-tren"),
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def recognised(cast: Cast) -> Initiative:
    """Recognised with a certificate, and now before the superior union."""
    programme = make_programme(cast.province)
    make_ruleset(programme, CHAIN)
    row = valid(programme, cast)
    signed(cast.factory, [row], cast.officer)
    return with_authors(Initiative.objects.get())


@pytest.mark.parametrize("decide", [confirmation.return_for_changes, confirmation.reject])
def test_a_later_step_that_says_no_ends_recognition_and_certificate(
    cast: Cast, recognised: Initiative, decide: Callable[..., object]
) -> None:
    decide(recognised, reason=REASON, by=actor(cast.superior_officer), at=NOW)

    recognition = Recognition.objects.get()
    assert not recognition.is_in_force
    assert recognition.revoked_by == cast.superior_officer
    certificate = IssuedPaper.objects.get(kind="recognition_certificate")
    assert not certificate.is_in_force
    assert certificate.revoke_reason == REASON
    entry = Entry.objects.get(name="paper.revoked")
    assert entry.actor_id == cast.superior_officer.pk


@pytest.mark.parametrize("by_appeal", [False, True])
def test_a_rejection_that_was_a_mistake_leads_back_to_the_council(
    cast: Cast, recognised: Initiative, *, by_appeal: bool
) -> None:
    confirmation.reject(recognised, reason=REASON, by=actor(cast.superior_officer), at=NOW)
    again = with_authors(Initiative.objects.get())

    if by_appeal:
        reopening.reopen_on_appeal(again, reason=REASON, by=actor(cast.provincial_officer), at=NOW)
    else:
        confirmation.reopen(again, reason=REASON, by=actor(cast.superior_officer), at=NOW)

    again.refresh_from_db()
    assert again.state == State.CONFIRMED
    assert (again.waits_for, again.waits_path) == (StepKind.RECOGNISE, cast.factory.path)
    signed(cast.factory, [with_authors(again)], cast.officer)
    assert Recognition.objects.in_force().count() == 1


def test_an_acceptance_taken_back_leaves_the_recognition_alone(
    cast: Cast, recognised: Initiative
) -> None:
    confirmation.confirm(recognised, by=actor(cast.superior_officer), at=NOW)
    confirmation.reopen(
        with_authors(Initiative.objects.get()),
        reason=REASON,
        by=actor(cast.superior_officer),
        at=NOW,
    )

    recognised.refresh_from_db()
    assert (recognised.state, recognised.step) == (State.RECOGNISED, 3)
    assert Recognition.objects.get().is_in_force


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def programme(body: Body) -> Programme:
    return make_programme(body.cast.province)


def changed(body: Body, initiative: Initiative, *credits: Credit) -> Initiative:
    """Taken back, given other authors, sent and confirmed once more."""
    by = actor(body.cast.author)
    amending.begin_changes(initiative, reason="Bổ sung đồng tác giả.", by=by, at=NOW)
    authors.set_authors(
        initiative,
        author_share_bp=10_000 - sum(one.share_bp for one in credits),
        credits=list(credits),
        by=by,
        at=NOW,
    )
    submission.submit(initiative, by=by, received_at=NOW, at=NOW)
    fresh = with_authors(Initiative.objects.get(pk=initiative.pk))
    confirmation.confirm(fresh, by=actor(body.cast.officer), at=NOW)
    return with_authors(Initiative.objects.get(pk=initiative.pk))


def opened(body: Body, session: Session) -> Session:
    body.attend(session)
    return sessions.open_session(session, by=body.secretary, at=NOW)


def voted(body: Body, session: Session, *answers: Choice) -> None:
    """What an open session decides and releases."""
    ballot = body.ballot(session)
    for number in range(len(body.seats)):
        body.vote(ballot, number, *answers)
    counting.close_ballot(ballot, by=body.secretary, at=NOW)
    session = sessions.write_minutes(
        session, discussion="Thảo luận.", conclusion="Nhất trí.", by=body.secretary, at=NOW
    )
    session = sessions.close_session(session, by=body.secretary, at=NOW)
    session = minutes.approve(session, by=proven(body.users[0]), at=NOW)
    minutes.release(session, by=body.secretary, at=NOW)


def test_a_member_of_the_council_who_becomes_a_coauthor_later_decides_nothing(
    body: Body, programme: Programme
) -> None:
    row = valid(programme, body.cast)
    session = body.session(table=None)
    hearing.bring(body.cast.factory, [row], session, by=body.officer, at=NOW)
    member = body.users[3]
    session = opened(body, session)

    row = changed(body, row, Credit(login=member.member_code, share_bp=4_000))
    voted(body, session, Choice.AGREE)

    assert Hearing.objects.get().outcome == HearingOutcome.LAPSED
    assert hearings.passed_ones([row.pk]) == set()
    assert [one.pk for one in waiting.waiting(body.cast.factory).rows] == [row.pk]
    again = body.session(table=None)
    hearing.bring(body.cast.factory, [row], again, by=body.officer, at=NOW)
    shut_out = Interest.objects.filter(item__session=again).values_list("user_id", flat=True)
    assert member.pk in set(shut_out)


def test_what_the_council_passed_is_heard_again_after_changes(
    body: Body, programme: Programme
) -> None:
    row = valid(programme, body.cast)
    session = body.session(table=None)
    hearing.bring(body.cast.factory, [row], session, by=body.officer, at=NOW)
    voted(body, opened(body, session), Choice.AGREE)
    decision = drafted(body.cast.factory, [row], body.cast.officer, basis=Basis.COUNCIL)

    changed(body, row)
    decision.refresh_from_db()

    with pytest.raises(CouncilNeeded):
        signing.sign(decision, seen=decision.version, by=proven(body.cast.officer), at=NOW)


def test_one_that_is_taken_back_does_not_stop_the_results_of_the_others(
    body: Body, programme: Programme
) -> None:
    rows = [valid(programme, body.cast, title=f"Sáng kiến số {n} của xưởng") for n in (1, 2)]
    session = body.session(table=None)
    hearing.bring(body.cast.factory, rows, session, by=body.officer, at=NOW)
    session = opened(body, session)
    submission.withdraw(rows[0], reason="Tôi rút lại.", by=actor(body.cast.author), at=NOW)

    voted(body, session, Choice.DISAGREE, Choice.DISAGREE)

    assert [refusal.initiative_id for refusal in Refusal.objects.all()] == [rows[1].pk]


def test_what_is_taken_back_before_the_session_leaves_its_agenda_and_may_come_again(
    body: Body, programme: Programme
) -> None:
    row = valid(programme, body.cast)
    session = body.session(table=None)
    hearing.bring(body.cast.factory, [row], session, by=body.officer, at=NOW)

    row = changed(body, row)
    assert not session.items.exists()
    hearing.bring(body.cast.factory, [row], session, by=body.officer, at=NOW)

    assert [item.title for item in session.items.all()] == [row.title]


@pytest.mark.parametrize("is_slip", [True, False])
def test_who_read_the_draft_before_a_change_does_not_sign_it(
    body: Body, programme: Programme, *, is_slip: bool
) -> None:
    row = valid(programme, body.cast)
    decision = drafted(body.cast.factory, [row], body.cast.officer)
    seen = decision.version

    if is_slip:
        amending.amend(
            row,
            changes={"title": row.title + "."},
            reason="Sửa lỗi gõ.",
            by=actor(body.cast.author),
            at=NOW,
        )
    else:
        changed(body, row)

    with pytest.raises(ChangedSince):
        signing.sign(decision, seen=seen, by=proven(body.cast.officer), at=NOW)
    assert not Recognition.objects.in_force().exists()


def test_nobody_raises_the_own_recognition_or_writes_the_own_certificate(
    cast: Cast, recognised: Initiative
) -> None:
    Initiative.objects.filter(pk=recognised.pk).update(author=cast.provincial_officer)
    recognition = Recognition.objects.select_related("initiative", "decision__unit").get()

    with pytest.raises(ConflictOfInterest):
        changing.raise_influence(
            recognition,
            Influence.SECTOR,
            unit=cast.province,
            evidence="Đang dùng ở ba công ty.",
            document="20/QĐ-LĐLĐ",
            shown=(0, 1),
            by=actor(cast.provincial_officer),
            at=NOW,
        )
    Initiative.objects.filter(pk=recognised.pk).update(author=cast.officer)
    recognition = Recognition.objects.select_related("initiative", "decision__unit").get()
    certificate = certificates_of(recognition)[0]
    certificate.recognition = recognition
    with pytest.raises(ConflictOfInterest):
        changing.reissue(
            certificate, name="Người Khác", reason=REASON, by=actor(cast.officer), at=NOW
        )

    assert Recognition.objects.get().influence == Influence.UNIT
    assert Certificate.objects.get().name == cast.author.full_name


@pytest.mark.parametrize("after_confirmation", [False, True])
def test_who_refused_it_does_not_answer_the_appeal_in_another_office(
    cast: Cast, *, after_confirmation: bool
) -> None:
    both = cast.superior_officer
    role = RoleKey.GRASSROOTS_OFFICER
    people.grant_role(cast.factory, both, role=role, since_on=TODAY, by=SYSTEM, at=NOW)
    sent = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    if after_confirmation:
        confirmation.confirm(sent, by=actor(cast.officer), at=NOW)
        refusing.refuse(cast.factory, sent, reason=REASON, by=actor(both), at=NOW)
    else:
        confirmation.reject(sent, reason=REASON, by=actor(both), at=NOW)
    sent = Initiative.objects.get(pk=sent.pk)
    text = "Tôi xin bổ sung bảng theo dõi thời gian của tổ."
    asked = appealing.appeal(sent, text=text, by=actor(cast.author), at=NOW)

    for answer in (appealing.uphold, appealing.reopen):
        with pytest.raises(ConflictOfInterest):
            answer(asked, answer="Đã xét kỹ rồi.", by=actor(both), at=NOW)

    assert Appeal.objects.get().is_waiting


def test_verify_names_what_was_changed_behind_the_application(
    cast: Cast, recognised: Initiative
) -> None:
    assert list(check_recognition()) == []

    Initiative.objects.filter(pk=recognised.pk).update(state=State.RETURNED)
    IssuedPaper.objects.filter(kind="recognition_certificate").update(holder="Người Khác")
    decided = IssuedPaper.objects.filter(kind="recognition_decision")
    digest = decided.get().digest
    decided.update(digest="0" * 64)

    assert len(list(check_recognition())) == 3
    IssuedPaper.objects.filter(kind="recognition_decision").update(digest=digest)
    changes: list[tuple[Any, dict[str, Any], str]] = [
        (RecognitionDecision, {"title": "Khác"}, "nội dung, danh sách"),
        (RecognitionDecision, {"signed_version": 9}, "người ký, lúc ký"),
        (Recognition, {"position": 7}, "nội dung, danh sách"),
        (Recognition, {"influence": "national"}, "mức ảnh hưởng"),
        (Recognition, {"recognised_at": NOW - dt.timedelta(days=1)}, "lúc công nhận"),
        (Certificate, {"share_bp": 1}, "lúc công nhận"),
        (Certificate, {"user_id": cast.officer.pk}, "người được cấp, giấy chứng nhận"),
    ]
    for model, change, words in changes:
        before = model.objects.values(*change).get()
        model.objects.update(**change)
        assert any(words in found for found in check_recognition()), change
        model.objects.update(**before)
    Initiative.objects.filter(pk=recognised.pk).update(state=State.RECOGNISED)
    Recognition.objects.update(revoked_at=NOW, revoke_reason=REASON)
    assert any("đã bị hủy" in found for found in check_recognition())


def test_what_was_signed_before_there_were_seals_is_named_and_sealed_once(
    recognised: Initiative,
) -> None:
    unsealed_since(DecisionSigned, LineSealed)
    assert ["Chưa niêm: 1 quyết định, 1 công nhận" in one for one in check_recognition()] == [True]

    assert [sealing.seal_earlier(at=NOW) for _time in range(2)] == [2, 0]
    assert list(check_recognition()) == []
    RecognitionDecision.objects.update(title="Khác")
    assert ["nội dung, danh sách" in one for one in check_recognition()] == [True]


def unsealed_since(signed: type[DecisionSigned], line: type[LineSealed]) -> None:
    """As the journal was before."""
    Entry.objects.filter(name=line.name).delete()
    entry = Entry.objects.get(name=signed.name)
    kept = {key: value for key, value in entry.payload.items() if key != "seal"}
    Entry.objects.filter(pk=entry.pk).update(payload=kept)


def test_nothing_is_recognised_before_it_was_there(cast: Cast) -> None:
    row = valid(make_programme(cast.province), cast)
    day_before = TODAY - dt.timedelta(days=1)
    decision = drafted(cast.factory, [row], cast.officer, decided_on=day_before)

    with pytest.raises(Incomplete) as refused:
        signing.sign(decision, seen=decision.version, by=proven(cast.officer), at=NOW)

    assert refused.value.field == "decided_on"
    assert not IssuedPaper.objects.exists()
