"""Answers that come after the sending, and how officers see all of them."""

from typing import Any

import pytest

from sangkien.core.errors import ManyErrors, NotAllowed
from sangkien.initiatives import conditions
from sangkien.initiatives.actions import answering, confirmation, drafting, submission
from sangkien.initiatives.errors import WrongState
from sangkien.initiatives.models import Initiative
from sangkien.programmes.actions import rulesets
from sangkien.programmes.enums import Moment, QuestionKind
from sangkien.programmes.models import Programme
from sangkien.programmes.questions import Question
from sangkien.web.initiatives import showing
from tests.factories import NOW, SYSTEM, Cast, actor, make_cast, make_initiative, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    """Asks one thing at once and one for later."""
    made = make_programme(cast.province)
    Programme.objects.filter(pk=made.pk).update(state="draft", published_at=None)
    made.refresh_from_db()
    asked = [
        Question(key="", kind=QuestionKind.LINE, label="Máy đang dùng"),
        Question(
            key="",
            kind=QuestionKind.NUMBER,
            label="Số giờ giảm",
            moment=Moment.REVIEW,
            is_required=True,
            most=100,
        ),
    ]
    rulesets.set_questions(
        rulesets.draft_ruleset(made, by=SYSTEM, at=NOW), asked, by=SYSTEM, at=NOW
    )
    rulesets.put_in_force(made, by=SYSTEM, at=NOW)
    Programme.objects.filter(pk=made.pk).update(state="published", published_at=NOW)
    return Programme.objects.select_related("owner").get(pk=made.pk)


@pytest.fixture
def sent(cast: Cast, programme: Programme) -> Initiative:
    made = make_initiative(programme, cast.factory, cast.author, answers={"q1": "Máy hàn"})
    return Initiative.objects.get(pk=made.pk)


def unmet(initiative: Initiative) -> list[str]:
    return [one.field for one in conditions.findings(initiative, at=NOW) if not one.is_met]


def test_what_was_left_for_later_is_answered_after_the_sending(
    cast: Cast, sent: Initiative
) -> None:
    assert unmet(sent) == ["answer_q2"]

    given = {"q1": "Máy khác", "q2": "12.5"}
    answering.answer_later(sent, given, by=actor(cast.author), at=NOW)

    fresh = Initiative.objects.get(pk=sent.pk)
    assert fresh.answers == {"q1": "Máy hàn", "q2": "12.5"}
    assert unmet(fresh) == []
    assert conditions.answered(fresh.ruleset, fresh.answers) == [
        ("Máy đang dùng", "Máy hàn"),
        ("Số giờ giảm", "12,5"),
    ]


def test_nobody_else_answers_and_nothing_wrong_is_kept(cast: Cast, sent: Initiative) -> None:
    with pytest.raises(NotAllowed):
        answering.answer_later(sent, {"q2": "1"}, by=actor(cast.officer), at=NOW)
    with pytest.raises(ManyErrors):
        answering.answer_later(sent, {"q2": "101"}, by=actor(cast.author), at=NOW)
    assert Initiative.objects.get(pk=sent.pk).answers == {"q1": "Máy hàn"}


def test_what_was_refused_takes_no_more_answers(cast: Cast, sent: Initiative) -> None:
    confirmation.reject(sent, reason="Không áp dụng thật.", by=actor(cast.officer), at=NOW)

    with pytest.raises(WrongState):
        answering.answer_later(sent, {"q2": "1"}, by=actor(cast.author), at=NOW)


def test_a_correction_shows_which_answer_changed(cast: Cast, sent: Initiative) -> None:
    by: dict[str, Any] = {"by": actor(cast.author), "at": NOW}
    confirmation.return_for_changes(sent, reason="Ghi rõ loại máy.", by=actor(cast.officer), at=NOW)
    sent = Initiative.objects.get(pk=sent.pk)
    drafting.save_draft(sent, changes={"answers": {"q1": "Máy hàn MIG"}}, **by)
    submission.submit(sent, received_at=NOW, **by)

    [correction] = sent.corrections.all()
    [difference] = showing.corrected(correction).differences
    assert (difference.label, difference.old, difference.new) == (
        "Máy đang dùng",
        "Máy hàn",
        "Máy hàn MIG",
    )


def test_a_draft_moves_to_the_new_version_with_its_answers(
    cast: Cast, programme: Programme, sent: Initiative
) -> None:
    first = programme.ruleset_id
    ruleset = rulesets.draft_ruleset(programme, by=SYSTEM, at=NOW)
    kept, _later = (Question.from_values(values) for values in ruleset.questions)
    new = Question(key="", kind=QuestionKind.YES_NO, label="Dùng lại được?", is_required=True)
    rulesets.set_questions(ruleset, [new, kept], by=SYSTEM, at=NOW)
    ruleset = rulesets.propose_ruleset(
        ruleset, reason="Theo hướng dẫn mới", takes_effect_at=None, by=SYSTEM, at=NOW
    )
    rulesets.approve_ruleset(ruleset, seen=NOW, by=actor(cast.provincial_officer), at=NOW)
    fresh = Programme.objects.select_related("owner").get(pk=programme.pk)

    answers = {"q1": "Máy tiện", "q2": "9", "q3": True}
    later = make_initiative(fresh, cast.factory, cast.author, answers=answers)

    assert later.ruleset_id != first
    assert dict(conditions.answered(later.ruleset, later.answers)) == {
        "Dùng lại được?": "Có",
        "Máy đang dùng": "Máy tiện",
    }
    assert Initiative.objects.get(pk=sent.pk).ruleset_id == first
