"""Plans that tighten, closing times that are put off by a signed act."""

import datetime as dt
from typing import Any

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.core.periods import end_of, start_of
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import ClosedForEntry, Incomplete, NotEligible
from sangkien.programmes import extensions, plans, queries
from sangkien.programmes.actions import aiming, extending, periods, planning, rulesets
from sangkien.programmes.actions.extending import Signed
from sangkien.programmes.actions.planning import PlanContent
from sangkien.programmes.eligibility import usual_statements
from sangkien.programmes.enums import QuestionKind
from sangkien.programmes.errors import InvalidExtension, InvalidPlan
from sangkien.programmes.models import Extension, LocalPlan, Period, Programme
from sangkien.programmes.questions import Question
from sangkien.units.models import Unit
from tests.factories import (
    NOW,
    SYSTEM,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_phase,
    make_programme,
)

pytestmark = pytest.mark.django_db
CLOSE = end_of(dt.date(2026, 5, 31))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


@pytest.fixture
def phase(programme: Programme) -> Period:
    return programme.periods.select_related("programme__owner", "unit").get(kind="phase")


def planned(unit: Unit, phase: Period, **changes: Any) -> LocalPlan:
    values: dict[str, Any] = {
        "number": "07/KH-LĐLĐ",
        "issued_on": dt.date(2026, 4, 1),
        "title": "Kế hoạch hưởng ứng",
        "closes_at": end_of(dt.date(2026, 5, 25)),
    }
    content = PlanContent(**{**values, **changes})
    return planning.set_plan(phase.programme, phase, unit, content=content, by=SYSTEM, at=NOW)


def signed(closes_at: dt.datetime, **changes: Any) -> Signed:
    values: dict[str, Any] = {
        "closes_at": closes_at,
        "reason": "Nhiều đơn vị đề nghị",
        "number": "20/QĐ-LĐLĐ",
        "issued_on": dt.date(2026, 5, 19),
    }
    return Signed(**{**values, **changes})


def test_the_tightest_deadline_of_all_plans_above_counts(cast: Cast, phase: Period) -> None:
    planned(cast.superior, phase)
    planned(cast.factory, phase, closes_at=None, number="01/KH-CĐCS", instructions="Gặp chị Hoa.")

    found = plans.plans_above(phase.programme, cast.factory.path, phase.pk)

    assert found.closes_at == end_of(dt.date(2026, 5, 25))
    assert found.nearest is not None
    assert found.nearest.number == "01/KH-CĐCS"
    other = plans.plans_above(phase.programme, cast.far_factory.path, phase.pk)
    assert other.closes_at is None


def test_a_deadline_that_leaves_no_time_after_the_opening_does_not_count() -> None:
    before, opens_at, after, last = (NOW + dt.timedelta(days=days) for days in (-1, 0, 1, 2))

    assert plans.tightest([last, opens_at, after, before], opens_at=opens_at) == after
    assert plans.tightest([before, opens_at], opens_at=opens_at) is None


def test_the_opening_of_what_began_stays_so_that_the_closing_is_not_set_free(
    phase: Period,
) -> None:
    """Moved into the future, the phase would not have begun, and its end could be planned anew."""
    values: dict[str, Any] = {
        "number": phase.number,
        "name": phase.name,
        "closes_at": phase.closes_at,
        "applied_from": phase.applied_from,
        "applied_to": phase.applied_to,
    }

    with pytest.raises(InvalidExtension) as refused:
        periods.set_phase(
            phase.programme, **values, opens_at=NOW + dt.timedelta(days=1), by=SYSTEM, at=NOW
        )

    assert refused.value.field == "opens_at"
    opens_at = phase.opens_at
    phase.refresh_from_db()
    assert phase.opens_at == opens_at


def test_a_plan_never_loosens(cast: Cast, phase: Period) -> None:
    with pytest.raises(InvalidPlan) as refused:
        planned(cast.superior, phase, closes_at=CLOSE + dt.timedelta(minutes=1))
    assert refused.value.field == "closes_at"
    planned(cast.superior, phase)
    with pytest.raises(InvalidPlan, match="chỉ được sớm hơn"):
        planned(cast.factory, phase, closes_at=end_of(dt.date(2026, 5, 26)))
    with pytest.raises(InvalidPlan):
        planned(cast.factory, phase, closes_at=start_of(dt.date(2026, 5, 1)))
    with pytest.raises(InvalidPlan):
        planned(cast.province, phase)
    assert planned(cast.superior, phase, closes_at=CLOSE).closes_at == CLOSE


def test_only_the_unit_itself_plans(cast: Cast, phase: Period) -> None:
    content = PlanContent(number="1", issued_on=dt.date(2026, 4, 1), title="Kế hoạch")
    for by in (actor(cast.officer), actor(cast.author)):
        with pytest.raises(NotAllowed):
            planning.set_plan(phase.programme, phase, cast.superior, content=content, by=by, at=NOW)


def test_what_arrives_after_the_plan_stays_a_draft(cast: Cast, phase: Period) -> None:
    plan = planned(cast.superior, phase)
    programme = Programme.objects.select_related("owner").get(pk=phase.programme_id)
    assert plan.closes_at is not None

    with pytest.raises(ClosedForEntry, match="07/KH-LĐLĐ"):
        make_initiative(programme, cast.factory, cast.author, at=plan.closes_at)
    in_time = plan.closes_at - dt.timedelta(microseconds=1)
    sent = make_initiative(programme, cast.factory, cast.author, at=in_time)
    assert sent.state == State.SUBMITTED

    planning.remove_plan(plan, by=SYSTEM, at=NOW)
    programme.refresh_from_db()
    later = make_initiative(programme, cast.factory, cast.author, at=plan.closes_at)
    assert later.state == State.SUBMITTED


def test_a_closing_time_is_put_off_and_the_old_one_kept(cast: Cast, phase: Period) -> None:
    new = end_of(dt.date(2026, 6, 10))

    for _ in range(2):
        extension = extending.extend_period(
            phase, signed(new), by=actor(cast.provincial_officer), at=NOW
        )

    assert extension.closed_at == CLOSE
    assert extensions.days_longer(extension) == 10
    assert Extension.objects.count() == 1
    programme = Programme.objects.get(pk=phase.programme_id)
    assert programme.periods.get(kind="whole").closes_at == new
    assert extensions.to_tell([programme], at=NOW)[programme.pk] == [extension]
    assert extensions.to_tell([programme], at=NOW + dt.timedelta(days=14)) == {}
    assert extensions.of_programme(programme) == [extension]


def test_who_may_not_set_a_phase_does_not_put_it_off(cast: Cast, phase: Period) -> None:
    for user in (cast.superior_officer, cast.officer, cast.author):
        with pytest.raises(NotAllowed):
            extending.extend_period(
                phase, signed(end_of(dt.date(2026, 6, 10))), by=actor(user), at=NOW
            )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at": CLOSE}, "closes_at"),
        ({"closes_at": CLOSE - dt.timedelta(days=1)}, "closes_at"),
        ({"closes_at": end_of(dt.date(2026, 7, 2))}, "closes_at"),
        ({"reason": " "}, "reason"),
        ({"number": "..."}, "number"),
    ],
)
def test_an_extension_that_cannot_be_is_refused(
    phase: Period, changes: dict[str, Any], field: str
) -> None:
    make_phase(
        phase.programme,
        number=None,
        name="Giai đoạn 2",
        opens_at=start_of(dt.date(2026, 7, 1)),
        closes_at=end_of(dt.date(2026, 7, 31)),
        applied_from=None,
        applied_to=None,
    )
    wanted = signed(**{"closes_at": end_of(dt.date(2026, 6, 10)), **changes})

    with pytest.raises(InvalidExtension) as refused:
        extending.extend_period(phase, wanted, by=SYSTEM, at=NOW)

    assert refused.value.field == field


def test_a_closed_phase_is_opened_again_only_ahead(phase: Period) -> None:
    at = CLOSE + dt.timedelta(days=5)
    with pytest.raises(InvalidExtension, match="phía trước"):
        extending.extend_period(phase, signed(CLOSE + dt.timedelta(days=1)), by=SYSTEM, at=at)

    extending.extend_period(phase, signed(at + dt.timedelta(days=1)), by=SYSTEM, at=at)

    assert phase.is_open(at)


def test_a_campaign_that_runs_is_only_put_off(cast: Cast, phase: Period) -> None:
    window: dict[str, Any] = {
        "opens_at": start_of(dt.date(2026, 5, 13)),
        "closes_at": end_of(dt.date(2026, 5, 25)),
    }
    values: dict[str, Any] = {"name": "Cao điểm", "by": SYSTEM, "at": NOW}
    run = periods.run_campaign(phase.programme, cast.superior, number=None, **window, **values)
    with pytest.raises(InvalidExtension):
        periods.run_campaign(
            phase.programme,
            cast.superior,
            number=run.number,
            **{**window, "closes_at": end_of(dt.date(2026, 5, 28))},
            **values,
        )

    by = actor(cast.superior_officer)
    extending.extend_period(run, signed(end_of(dt.date(2026, 5, 28))), by=by, at=NOW)

    with pytest.raises(InvalidExtension, match="không dài hơn"):
        extending.extend_period(run, signed(end_of(dt.date(2026, 6, 1))), by=by, at=NOW)


def test_units_outside_the_audience_do_not_take_part(cast: Cast, programme: Programme) -> None:
    aiming.aim_programme(programme, [cast.sister_factory], by=SYSTEM, at=NOW)

    assert not queries.is_open_to(programme, cast.factory)
    assert queries.is_open_to(programme, cast.sister_factory)
    assert queries.open_to(cast.factory, at=NOW) == []
    with pytest.raises(ClosedForEntry):
        make_initiative(programme, cast.factory, cast.author)

    aiming.aim_programme(programme, [cast.superior, cast.factory], by=SYSTEM, at=NOW)
    assert programme.audience == [cast.superior.pk]
    aiming.aim_programme(programme, [cast.province], by=SYSTEM, at=NOW)
    assert programme.audience == []


def ruled(programme: Programme, **question: Any) -> Programme:
    """With a version in force that asks one question and the two of 2021."""
    Programme.objects.filter(pk=programme.pk).update(state="draft", published_at=None)
    programme.refresh_from_db()
    ruleset = rulesets.draft_ruleset(programme, by=SYSTEM, at=NOW)
    values = {"key": "", "kind": QuestionKind.NUMBER, "label": "Số giờ", **question}
    rulesets.set_questions(ruleset, [Question(**values)], by=SYSTEM, at=NOW)
    rulesets.set_exclusions(ruleset, usual_statements(), by=SYSTEM, at=NOW)
    rulesets.put_in_force(programme, by=SYSTEM, at=NOW)
    Programme.objects.filter(pk=programme.pk).update(state="published", published_at=NOW)
    return Programme.objects.select_related("owner").get(pk=programme.pk)


FINE = {"q1": "12", "public_order": False, "protected": False}


def test_an_entry_keeps_the_version_under_which_it_was_sent(
    cast: Cast, programme: Programme
) -> None:
    asking = ruled(programme, is_required=True)

    sent = make_initiative(asking, cast.factory, cast.author, answers=FINE)

    assert sent.ruleset_id == asking.ruleset_id
    with pytest.raises(Incomplete) as refused:
        make_initiative(asking, cast.factory, cast.author, answers={**FINE, "q1": None})
    assert refused.value.field == "answer_q1"
    with pytest.raises(NotEligible) as excluded:
        make_initiative(asking, cast.factory, cast.author, answers={**FINE, "protected": True})
    assert excluded.value.field == "answer_protected"


def test_rules_cost_one_statement_and_no_rules_none(
    cast: Cast, programme: Programme, django_assert_num_queries: Any
) -> None:
    """Registering is what a whole country does in the last minute."""
    plain = Programme.objects.select_related("owner").get(pk=programme.pk)
    with django_assert_num_queries(0):
        assert queries.ruleset_at(plain, NOW) is None
        assert plans.plans_above(plain, cast.factory.path, 1) == plans.NOTHING
        assert extensions.to_tell([plain], at=NOW) == {}
        assert queries.is_aimed_at(plain, cast.factory.path)
    asking = ruled(programme)
    with django_assert_num_queries(1):
        for _ in range(3):
            assert queries.ruleset_at(asking, NOW) is not None


def test_the_plan_of_a_unit_stays_when_the_phase_is_put_off(cast: Cast, phase: Period) -> None:
    plan = planned(cast.superior, phase)
    extension = extending.extend_period(
        phase, signed(end_of(dt.date(2026, 6, 10))), by=SYSTEM, at=NOW
    )
    below, beside = cast.factory.path, cast.far_factory.path

    assert plans.earlier_plans([extension], [below]) == {extension.pk: plan}
    assert plans.earlier_plans([extension], [beside]) == {}
    assert plans.earlier_plans([], [below]) == {}
    programme = Programme.objects.get(pk=phase.programme_id)
    tight = plans.plans_above(programme, below, phase.pk)
    assert plans.still_earlier(extension, tight) == plan
    assert plans.still_earlier(extension, plans.NOTHING) is None
