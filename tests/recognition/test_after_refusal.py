"""What becomes of an initiative that a council did not recognise."""

import pytest

from sangkien.councils.models import AgendaItem
from sangkien.initiatives.actions import amending, confirmation, submission
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import decisions_of, with_authors
from sangkien.initiatives.stages import Standing, stages_of
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from sangkien.programmes.models import Programme
from sangkien.recognition.actions import appealing, refusing
from sangkien.recognition.errors import AppealWaits, StillRefused
from sangkien.recognition.models import Hearing, Refusal
from sangkien.recognition.queries import decisions, waiting
from tests.councils.scene import Body, make_body
from tests.factories import NOW, Cast, actor, make_programme, make_ruleset
from tests.recognition.scene import REASON, signed, valid
from tests.recognition.test_hearings import DISAGREE, bring, held

pytestmark = pytest.mark.django_db
CHAIN = (Step(number=1, kind=StepKind.CONFIRM), Step(number=2, kind=StepKind.RECOGNISE))
TEXT = "Tôi xin bổ sung bảng theo dõi thời gian của tổ trong ba tháng."


@pytest.fixture(params=["chained", "free"])
def refused(request: pytest.FixtureRequest, cast: Cast, programme: Programme) -> Initiative:
    """Refused by the head, with and without such a step in the rules of the programme."""
    if request.param == "chained":
        make_ruleset(programme, CHAIN)
    row = valid(programme, cast)
    refusing.refuse(cast.factory, row, reason=REASON, by=actor(cast.officer), at=NOW)
    return with_authors(Initiative.objects.get(pk=row.pk))


def sent_again(row: Initiative, cast: Cast) -> Initiative:
    """Taken back, corrected and confirmed again."""
    amending.begin_changes(row, reason="Bổ sung số liệu.", by=actor(cast.author), at=NOW)
    submission.submit(row, by=actor(cast.author), received_at=NOW, at=NOW)
    confirmation.confirm(row, by=actor(cast.officer), at=NOW)
    return with_authors(Initiative.objects.get(pk=row.pk))


def before(cast: Cast) -> list[int]:
    return [row.pk for row in waiting.waiting(cast.factory).rows]


def test_what_is_sent_again_waits_for_the_council_again(cast: Cast, refused: Initiative) -> None:
    assert before(cast) == []

    row = sent_again(refused, cast)

    assert before(cast) == [row.pk]
    assert decisions.refusal_of(row) is None


def test_the_refusal_stands_while_it_is_corrected(cast: Cast, refused: Initiative) -> None:
    amending.begin_changes(refused, reason="Bổ sung số liệu.", by=actor(cast.author), at=NOW)

    assert decisions.refusal_of(refused) is not None
    assert before(cast) == []


def test_what_was_said_before_stays_and_is_told_to_the_next_council(
    cast: Cast, refused: Initiative
) -> None:
    row = sent_again(refused, cast)

    assert [one.reason for one in decisions.earlier_refusals(row)] == [REASON]
    assert decisions.refused_before([row.pk])[row.pk].reason == REASON
    assert Refusal.objects.get().lifted_at == NOW


def test_it_may_be_recognised_or_refused_once_more(cast: Cast, refused: Initiative) -> None:
    row = sent_again(refused, cast)
    refusing.refuse(cast.factory, row, reason=f"{REASON} Lần hai.", by=actor(cast.officer), at=NOW)
    assert decisions.refusal_of(row) is not None
    row = sent_again(row, cast)

    signed(cast.factory, [row], cast.officer)

    assert Initiative.objects.get().state == State.RECOGNISED
    assert Refusal.objects.filter(lifted_at=None).count() == 0
    assert len(decisions.earlier_refusals(row)) == 2


def test_an_accepted_appeal_brings_it_before_the_council_again(
    cast: Cast, refused: Initiative
) -> None:
    asked = appealing.appeal(refused, text=TEXT, by=actor(cast.author), at=NOW)

    appealing.reopen(asked, answer="Đề nghị xét lại.", by=actor(cast.superior_officer), at=NOW)

    assert before(cast) == [refused.pk]
    signed(cast.factory, [with_authors(Initiative.objects.get())], cast.officer)
    assert Initiative.objects.get().state == State.RECOGNISED


def test_a_version_that_is_appealed_about_is_not_changed_meanwhile(
    cast: Cast, refused: Initiative
) -> None:
    asked = appealing.appeal(refused, text=TEXT, by=actor(cast.author), at=NOW)

    with pytest.raises(AppealWaits):
        amending.begin_changes(refused, reason="Bổ sung.", by=actor(cast.author), at=NOW)
    assert Initiative.objects.get().state == State.CONFIRMED
    appealing.uphold(asked, answer="Chưa đủ căn cứ.", by=actor(cast.superior_officer), at=NOW)

    row = sent_again(with_authors(Initiative.objects.get()), cast)
    assert before(cast) == [row.pk]


def test_a_refusal_by_mistake_of_the_head_is_taken_back(cast: Cast, programme: Programme) -> None:
    row = valid(programme, cast)
    refusing.refuse(cast.factory, row, reason=REASON, by=actor(cast.officer), at=NOW)

    confirmation.reopen(row, reason="Bấm nhầm.", by=actor(cast.officer), at=NOW)
    confirmation.confirm(row, by=actor(cast.officer), at=NOW)

    assert before(cast) == [row.pk]


def test_the_way_says_that_the_council_said_no(cast: Cast, programme: Programme) -> None:
    make_ruleset(programme, CHAIN)
    row = valid(programme, cast)
    refusing.refuse(cast.factory, row, reason=REASON, by=actor(cast.officer), at=NOW)

    standings = [one.standing for one in stages_of(row, decisions_of(row))]
    assert standings == [Standing.DONE, Standing.REFUSED]
    again = sent_again(row, cast)
    standings = [one.standing for one in stages_of(again, decisions_of(again))]
    assert standings == [Standing.DONE, Standing.WAITING]


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def voted_down(body: Body) -> Initiative:
    """A session of the council voted against it."""
    found = valid(make_programme(body.cast.province), body.cast)
    session = body.session(table=None)
    bring(body, [found], session)
    held(body, session, DISAGREE)
    return with_authors(Initiative.objects.get())


def test_one_officer_does_not_open_what_the_council_refused(
    body: Body, voted_down: Initiative
) -> None:
    with pytest.raises(StillRefused):
        confirmation.reopen(voted_down, reason="Xét lại.", by=actor(body.cast.officer), at=NOW)

    assert Initiative.objects.get().state == State.CONFIRMED
    assert bring(body, [voted_down], body.session(table=None)) == []


def test_the_next_session_reads_why_it_was_refused_and_no_names(
    body: Body, voted_down: Initiative
) -> None:
    again = sent_again(voted_down, body.cast)

    brought = bring(body, [again], body.session(table=None))

    item = AgendaItem.objects.order_by("pk").last()
    assert item is not None
    assert len(brought) == 1
    assert "Hội đồng không đề nghị công nhận." in item.summary
    assert again.author.full_name not in item.summary
    assert [one.outcome for one in Hearing.objects.order_by("pk")] == ["failed", "waiting"]
