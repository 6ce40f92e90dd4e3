import pytest

from sangkien.core.errors import NotAllowed
from sangkien.councils.actions import agenda, counting, minutes, sessions
from sangkien.councils.enums import Choice, InterestKind
from sangkien.councils.models import AgendaItem, Interest, Session
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.programmes.models import Programme
from sangkien.recognition.actions import hearing, signing
from sangkien.recognition.enums import Basis, HearingOutcome
from sangkien.recognition.errors import CouncilNeeded, NotRecognisable
from sangkien.recognition.models import Hearing, Refusal
from sangkien.recognition.queries import appeals, hearings, waiting
from tests.councils.scene import Body, make_body
from tests.factories import NOW, TODAY, actor, make_member, make_programme
from tests.recognition.scene import drafted, proven, valid

pytestmark = pytest.mark.django_db
AGREE, DISAGREE = Choice.AGREE, Choice.DISAGREE


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def programme(body: Body) -> Programme:
    return make_programme(body.cast.province)


@pytest.fixture
def two(body: Body, programme: Programme) -> list[Initiative]:
    return [valid(programme, body.cast, title=f"Sáng kiến số {n} của xưởng") for n in (1, 2)]


def bring(body: Body, initiatives: list[Initiative], session: Session) -> list[Hearing]:
    rows = [with_authors(row) for row in initiatives]
    return hearing.bring(body.cast.factory, rows, session, by=body.officer, at=NOW)


def concluded(body: Body, session: Session) -> Session:
    sessions.write_minutes(
        session, discussion="Thảo luận.", conclusion="Nhất trí.", by=body.secretary, at=NOW
    )
    return sessions.close_session(session, by=body.secretary, at=NOW)


def held(body: Body, session: Session, *answers: Choice) -> Session:
    """Everybody votes the same way on each item, and the results are released."""
    body.attend(session)
    session = sessions.open_session(session, by=body.secretary, at=NOW)
    ballot = body.ballot(session)
    for number in range(len(body.seats)):
        body.vote(ballot, number, *answers)
    counting.close_ballot(ballot, by=body.secretary, at=NOW)
    session = concluded(body, session)
    session = minutes.approve(session, by=proven(body.users[0]), at=NOW)
    return minutes.release(session, by=body.secretary, at=NOW)


def test_initiatives_are_brought_once_with_their_authors_shut_out(
    body: Body, programme: Programme
) -> None:
    member = body.users[3]
    row = valid(
        programme,
        body.cast,
        share=5000,
        credits=(Credit(login=member.member_code, share_bp=5000),),
    )
    session = body.session(table=None)

    brought = bring(body, [row], session)
    again = bring(body, [row], session)

    assert (len(brought), again) == (1, [])
    item = AgendaItem.objects.get()
    assert item.address == f"/sang-kien/{row.code}/"
    assert row.author.full_name not in item.summary
    found = dict(Interest.objects.values_list("user_id", "kind"))
    assert found == {row.author_id: InterestKind.AUTHOR, member.pk: InterestKind.AUTHOR}
    assert waiting.waiting(body.cast.factory).rows == []
    assert [one.hearing for one in hearings.before_council(body.cast.factory)] == brought


def test_the_head_of_the_unit_is_shut_out_as_such(body: Body, programme: Programme) -> None:
    row = valid(programme, body.cast, title="Sáng kiến của tổ may")
    Initiative.objects.filter(pk=row.pk).update(author=body.cast.officer)
    row = with_authors(Initiative.objects.select_related("author", "unit").get())

    found = hearings.conflicts_of([row], on=TODAY)[row.pk]

    assert [(one.user_id, one.kind) for one in found] == [(body.cast.officer.pk, InterestKind.HEAD)]


def test_released_results_decide_all_at_once(body: Body, two: list[Initiative]) -> None:
    session = body.session(table=None)
    bring(body, two, session)

    held(body, session, AGREE, DISAGREE)

    outcomes = Hearing.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == [HearingOutcome.PASSED, HearingOutcome.FAILED]
    assert [row.pk for row in waiting.waiting(body.cast.factory).rows] == [two[0].pk]
    refusal = Refusal.objects.get()
    assert refusal.initiative == two[1]
    assert "Hội đồng không đề nghị công nhận" in refusal.reason
    found = appeals.refused(Initiative.objects.get(pk=two[1].pk))
    assert found is not None
    assert found.unit == body.cast.factory


def test_nothing_is_known_before_the_release(body: Body, two: list[Initiative]) -> None:
    session = body.session(table=None)
    bring(body, two, session)
    body.attend(session)
    session = sessions.open_session(session, by=body.secretary, at=NOW)
    ballot = body.ballot(session)
    for number in range(len(body.seats)):
        body.vote(ballot, number, AGREE, AGREE)
    counting.close_ballot(ballot, by=body.secretary, at=NOW)
    sessions.close_session(session, by=body.secretary, at=NOW)

    assert set(Hearing.objects.values_list("outcome", flat=True)) == {HearingOutcome.WAITING}
    assert waiting.waiting(body.cast.factory).rows == []


def test_a_decision_that_rests_on_a_council_lists_only_what_passed(
    body: Body, two: list[Initiative], programme: Programme
) -> None:
    session = body.session(table=None)
    bring(body, two, session)
    held(body, session, AGREE, AGREE)
    unheard = valid(programme, body.cast, title="Chưa đưa ra hội đồng")
    wrong = drafted(body.cast.factory, [two[0], unheard], body.cast.officer, basis=Basis.COUNCIL)
    right = drafted(body.cast.factory, [two[1]], body.cast.officer, basis=Basis.COUNCIL)

    with pytest.raises(CouncilNeeded):
        signing.sign(wrong, seen=wrong.version, by=proven(body.cast.officer), at=NOW)
    signing.sign(right, seen=right.version, by=proven(body.cast.officer), at=NOW)

    states = dict(Initiative.objects.values_list("pk", "state"))
    assert states[two[1].pk] == State.RECOGNISED
    assert states[two[0].pk] == State.CONFIRMED


def test_what_is_taken_off_the_agenda_waits_again(body: Body, two: list[Initiative]) -> None:
    session = body.session(table=None)
    bring(body, two, session)

    agenda.remove_item(
        AgendaItem.objects.order_by("pk")[0], reason="Chưa đủ hồ sơ.", by=body.officer, at=NOW
    )

    assert [row.pk for row in waiting.waiting(body.cast.factory).rows] == [two[0].pk]
    assert len(bring(body, two[:1], session)) == 1


def test_only_officers_of_the_unit_bring_and_only_to_open_sessions(
    body: Body, two: list[Initiative]
) -> None:
    session = body.session(table=None)
    rows = [with_authors(row) for row in two]

    for user in (body.cast.superior_officer, body.cast.sister_officer, body.cast.author):
        with pytest.raises(NotAllowed):
            hearing.bring(body.cast.factory, rows, session, by=actor(user), at=NOW)
    body.item(session, is_scored=False)
    body.attend(session)
    sessions.open_session(session, by=body.secretary, at=NOW)
    with pytest.raises(NotRecognisable):
        bring(body, two, session)

    assert not Hearing.objects.exists()


def test_an_undecided_item_waits_again(body: Body, two: list[Initiative]) -> None:
    session = body.session(table=None)
    bring(body, two, session)
    body.attend(session)
    session = sessions.open_session(session, by=body.secretary, at=NOW)
    session = concluded(body, session)
    session = minutes.approve(session, by=proven(body.users[0]), at=NOW)

    minutes.release(session, by=body.secretary, at=NOW)

    assert set(Hearing.objects.values_list("outcome", flat=True)) == {HearingOutcome.UNDECIDED}
    assert len(waiting.waiting(body.cast.factory).rows) == 2
    assert not Refusal.objects.exists()


def test_the_council_is_asked_in_vain_for_a_stranger(body: Body) -> None:
    stranger = make_member(body.cast.factory, "Phan Người Ngoài")

    assert hearings.sessions_for(actor(stranger), body.cast.factory, on=TODAY) == []
