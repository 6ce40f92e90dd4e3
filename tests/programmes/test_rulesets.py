import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.roles import RoleKey
from sangkien.core.errors import ChangedMeanwhile, NotAllowed
from sangkien.programmes import queries
from sangkien.programmes.actions import drafting, rulesets
from sangkien.programmes.chain import Step
from sangkien.programmes.eligibility import Statement, Terms, usual_statements
from sangkien.programmes.enums import ProgrammeState, QuestionKind, StepKind
from sangkien.programmes.errors import InvalidRules, SecondPersonMissing
from sangkien.programmes.models import Programme, Ruleset
from sangkien.programmes.questions import Question
from tests.factories import NOW, Cast, actor, make_cast, make_officer, make_programme

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


@pytest.fixture
def draft(cast: Cast) -> Programme:
    """Complete, and not launched."""
    made = make_programme(cast.province)
    made.state, made.published_at = ProgrammeState.DRAFT, None
    made.save()
    return made


def question(label: str = "Máy đang dùng", **changes: Any) -> Question:
    values: dict[str, Any] = {"key": "", "kind": QuestionKind.LINE, "label": label}
    return Question(**{**values, **changes})


def managers(cast: Cast) -> tuple[Any, Any]:
    first = make_officer(cast.province, RoleKey.PROVINCIAL_OFFICER, "Lê Thị Soạn")
    second = make_officer(cast.province, RoleKey.PROVINCIAL_OFFICER, "Phạm Văn Duyệt")
    return actor(first), actor(second)


def proposed(programme: Programme, by: Any, *, from_: dt.datetime | None = None) -> Ruleset:
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)
    ruleset = rulesets.set_questions(ruleset, [question()], by=by, at=NOW)
    return rulesets.propose_ruleset(
        ruleset, reason="Tỉnh cần biết loại máy", takes_effect_at=from_, by=by, at=NOW
    )


def test_a_programme_has_one_version_in_preparation(cast: Cast, programme: Programme) -> None:
    by, other = managers(cast)

    first = rulesets.draft_ruleset(programme, by=by, at=NOW)

    assert rulesets.draft_ruleset(programme, by=other, at=NOW) == first
    assert programme.ruleset is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruleset.objects.create(programme=programme, number=9, drafted_at=NOW)


def test_only_who_runs_the_programme_writes_its_rules(cast: Cast, programme: Programme) -> None:
    by, _other = managers(cast)
    stranger = actor(cast.officer)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)

    acts: list[Callable[[], object]] = [
        lambda: rulesets.draft_ruleset(programme, by=stranger, at=NOW),
        lambda: rulesets.set_questions(ruleset, [question()], by=stranger, at=NOW),
        lambda: rulesets.set_terms(ruleset, Terms(), by=stranger, at=NOW),
        lambda: rulesets.set_steps(ruleset, [step(StepKind.CONFIRM)], by=stranger, at=NOW),
        lambda: rulesets.put_in_force(programme, by=stranger, at=NOW),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_the_launch_puts_the_first_version_in_force(cast: Cast, draft: Programme) -> None:
    by, _other = managers(cast)
    ruleset = rulesets.draft_ruleset(draft, by=by, at=NOW)
    rulesets.set_questions(ruleset, [question()], by=by, at=NOW)
    rulesets.set_exclusions(ruleset, usual_statements(), by=by, at=NOW)

    launched = drafting.publish_programme(draft, by=by, at=LATER)

    assert launched.ruleset is not None
    assert launched.ruleset.in_force_at == LATER
    assert [one.label for one in queries.asked_by(queries.ruleset_at(launched, LATER))] == [
        "Máy đang dùng"
    ]
    assert len(queries.terms_of(launched.ruleset).asked) == 2


def test_a_version_in_force_cannot_be_changed(cast: Cast, draft: Programme) -> None:
    by, _other = managers(cast)
    ruleset = rulesets.draft_ruleset(draft, by=by, at=NOW)
    drafting.publish_programme(draft, by=by, at=NOW)

    with pytest.raises(InvalidRules, match="soạn bản mới"):
        rulesets.set_questions(ruleset, [question()], by=by, at=NOW)


def test_after_the_launch_a_second_person_approves(cast: Cast, programme: Programme) -> None:
    by, second = managers(cast)
    ruleset = proposed(programme, by)

    with pytest.raises(SecondPersonMissing):
        rulesets.approve_ruleset(ruleset, seen=NOW, by=by, at=LATER)
    with pytest.raises(InvalidRules, match="người thứ hai"):
        rulesets.put_in_force(programme, by=second, at=LATER)
    assert queries.ruleset_at(programme, LATER) is None

    approved = rulesets.approve_ruleset(ruleset, seen=NOW, by=second, at=LATER)

    assert approved.in_force_at == LATER
    assert approved.approved_by_id == second.user_id
    fresh = Programme.objects.get(pk=programme.pk)
    assert queries.ruleset_at(fresh, LATER) == approved
    assert queries.ruleset_at(fresh, NOW) is None
    again = rulesets.approve_ruleset(ruleset, seen=NOW, by=second, at=LATER)  # read before
    assert again.in_force_at == LATER


def test_who_changed_a_word_of_it_does_not_approve_it(cast: Cast, programme: Programme) -> None:
    by, second = managers(cast)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)
    rulesets.set_questions(ruleset, [question()], by=second, at=NOW)
    ruleset = rulesets.propose_ruleset(
        ruleset, reason="Tỉnh cần biết loại máy", takes_effect_at=None, by=by, at=NOW
    )

    with pytest.raises(SecondPersonMissing):
        rulesets.approve_ruleset(ruleset, seen=NOW, by=second, at=LATER)


def test_what_was_changed_since_it_was_read_is_not_approved(
    cast: Cast, programme: Programme
) -> None:
    by, second = managers(cast)
    ruleset = proposed(programme, by)
    rulesets.set_questions(ruleset, [question("Nơi đặt máy")], by=by, at=LATER)

    with pytest.raises(ChangedMeanwhile):
        rulesets.approve_ruleset(ruleset, seen=NOW, by=second, at=LATER)
    assert queries.ruleset_in_preparation(programme).is_proposed is False  # type: ignore[union-attr]


def test_a_version_holds_from_the_stated_instant(cast: Cast, programme: Programme) -> None:
    by, second = managers(cast)
    first = rulesets.approve_ruleset(proposed(programme, by), seen=NOW, by=second, at=NOW)
    start = NOW + dt.timedelta(days=10)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)
    ruleset = rulesets.set_questions(ruleset, [question("Khác")], by=by, at=NOW)
    ruleset = rulesets.propose_ruleset(
        ruleset, reason="Đổi theo hướng dẫn mới", takes_effect_at=start, by=by, at=NOW
    )
    second_version = rulesets.approve_ruleset(ruleset, seen=NOW, by=second, at=LATER)

    fresh = Programme.objects.get(pk=programme.pk)

    assert second_version.number == first.number + 1
    assert queries.ruleset_at(fresh, start - dt.timedelta(microseconds=1)) == first
    assert queries.ruleset_at(fresh, start) == second_version


def test_a_proposal_needs_a_reason_and_an_instant_ahead(cast: Cast, programme: Programme) -> None:
    by, _second = managers(cast)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)

    with pytest.raises(InvalidRules) as refused:
        rulesets.propose_ruleset(ruleset, reason="ok", takes_effect_at=None, by=by, at=NOW)
    assert refused.value.field == "reason"
    with pytest.raises(InvalidRules) as refused:
        rulesets.propose_ruleset(
            ruleset, reason="Đổi theo hướng dẫn", takes_effect_at=NOW, by=by, at=NOW
        )
    assert refused.value.field == "takes_effect_at"


def test_a_declined_version_goes_back_to_its_writers(cast: Cast, programme: Programme) -> None:
    by, second = managers(cast)
    ruleset = proposed(programme, by)

    declined = rulesets.decline_ruleset(
        ruleset, reason="Nêu rõ đơn vị tính", seen=NOW, by=second, at=LATER
    )

    assert not declined.is_proposed
    assert declined.is_in_preparation


def test_keys_stay_with_their_questions_and_are_never_used_twice(
    cast: Cast, programme: Programme
) -> None:
    by, second = managers(cast)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)
    ruleset = rulesets.set_questions(ruleset, [question("Một"), question("Hai")], by=by, at=NOW)
    assert [one["key"] for one in ruleset.questions] == ["q1", "q2"]
    ruleset = rulesets.propose_ruleset(
        ruleset, reason="Bản đầu của tỉnh", takes_effect_at=None, by=by, at=NOW
    )
    rulesets.approve_ruleset(ruleset, seen=NOW, by=second, at=NOW)

    following = rulesets.draft_ruleset(programme, by=by, at=NOW)
    changed = [
        question("Hai, hỏi lại", key="q2"),
        question("Một, thành số", key="q1", kind=QuestionKind.NUMBER),
        question("Ba"),
        question("Khóa lạ", key="q77"),
    ]
    following = rulesets.set_questions(following, changed, by=by, at=NOW)

    assert [one["key"] for one in following.questions] == ["q2", "q3", "q4", "q5"]
    assert [one["key"] for one in Ruleset.objects.get(number=1).questions] == ["q1", "q2"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label": "  "}, "label.0"),
        ({"label": "x" * 201}, "label.0"),
        ({"kind": QuestionKind.CHOICE, "options": ("một",)}, "options.0"),
        ({"kind": QuestionKind.CHOICE, "options": ("một", "một")}, "options.0"),
        ({"kind": QuestionKind.NUMBER, "least": 5, "most": 4}, "most.0"),
        ({"most": 10_000}, "most.0"),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused(
    cast: Cast, programme: Programme, wrong: dict[str, Any], field: str
) -> None:
    by, _second = managers(cast)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)

    with pytest.raises(InvalidRules) as refused:
        rulesets.set_questions(ruleset, [question(**wrong)], by=by, at=NOW)

    assert refused.value.field == field


def test_the_same_question_is_not_asked_twice(cast: Cast, programme: Programme) -> None:
    by, _second = managers(cast)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)

    with pytest.raises(InvalidRules, match="đã có"):
        rulesets.set_questions(ruleset, [question("Máy"), question("máy")], by=by, at=NOW)


def test_conditions_are_kept_as_they_were_written(cast: Cast, programme: Programme) -> None:
    by, _second = managers(cast)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)
    free = Statement(key="", text="Đã được tổ trưởng đồng ý?", wanted=True)
    terms = Terms(
        statements=(*usual_statements(), free), needs_recognition=True, takes_trials=False
    )

    ruleset = rulesets.set_terms(ruleset, terms, by=by, at=NOW)

    kept = queries.terms_of(ruleset)
    assert kept.needs_recognition
    assert [one.key for one in kept.asked] == [
        "public_order",
        "protected",
        "s3_daduoctotruongdongy",
        "trial",
    ]
    with pytest.raises(InvalidRules):
        rulesets.set_exclusions(ruleset, [Statement(key="", text=" ")], by=by, at=NOW)


def step(kind: StepKind, **values: Any) -> Step:
    return Step(number=0, kind=kind, **values)


def test_the_chain_begins_with_the_confirmation(cast: Cast, programme: Programme) -> None:
    by, _second = managers(cast)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)
    steps = [step(StepKind.CONFIRM), step(StepKind.ACCEPT, level="tinh", working_days=10)]

    ruleset = rulesets.set_steps(ruleset, steps, by=by, at=NOW)

    assert [(one["number"], one["kind"]) for one in ruleset.steps] == [
        (1, "confirm"),
        (2, "accept"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [step(StepKind.ACCEPT)],
        [step(StepKind.CONFIRM), step(StepKind.CONFIRM)],
        [step(StepKind.CONFIRM), step(StepKind.ACCEPT, level="xa-lang")],
        [step(StepKind.CONFIRM), step(StepKind.ACCEPT)],
        [step(StepKind.CONFIRM), step(StepKind.CHECK)],
        [step(StepKind.CONFIRM), step(StepKind.RECOGNISE), step(StepKind.RECOGNISE, level="tinh")],
        [step(StepKind.CONFIRM), step(StepKind.ACCEPT, level="tinh", working_days=0)],
        [step(StepKind.CONFIRM), step(StepKind.CHECK, level="tinh", sample_percent=101)],
        [step(StepKind.CONFIRM), *([step(StepKind.ACCEPT, level="tinh")] * 5)],
    ],
)
def test_a_chain_that_cannot_be_walked_is_refused(
    cast: Cast, programme: Programme, wrong: list[Step]
) -> None:
    by, _second = managers(cast)
    ruleset = rulesets.draft_ruleset(programme, by=by, at=NOW)

    with pytest.raises(InvalidRules):
        rulesets.set_steps(ruleset, wrong, by=by, at=NOW)


def test_a_programme_without_versions_is_asked_nothing(
    programme: Programme, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert queries.ruleset_at(programme, NOW) is None
        assert queries.asked_by(None) == ()
