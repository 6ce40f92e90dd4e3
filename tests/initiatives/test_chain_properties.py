"""Whatever is decided in whatever order: one place at most, one level each, a whole history."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.access.actor import Actor
from sangkien.core.errors import DomainError
from sangkien.initiatives import queries
from sangkien.initiatives.actions import confirmation, recognising, submission
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Decision, Initiative
from sangkien.initiatives.stages import Standing, stages_of
from sangkien.initiatives.verifying import check_decisions
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_programme,
    make_ruleset,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

REASON = "Lý do thử nghiệm."
LATER = (
    (StepKind.RECOGNISE, ""),
    (StepKind.ACCEPT, "cap-tren"),
    (StepKind.ACCEPT, "tap-doan"),  # nobody has such a level above
    (StepKind.ACCEPT, "tinh"),
    (StepKind.CHECK, "trung-uong"),
)
WHO = ("author", "officer", "sister_officer", "superior_officer", "provincial_officer")
VERDICTS = ("confirm", "return", "reject", "reopen", "correct", "withdraw", "recognise", "revoke")


def chain_of(picked: list[int]) -> list[Step]:
    """A first step, and later ones in the order of the levels."""
    later = [LATER[number] for number in sorted(picked)]
    return [
        Step(number=1, kind=StepKind.CONFIRM),
        *(
            Step(number=number, kind=kind, level=level, sample_percent=50)
            for number, (kind, level) in enumerate(later, start=2)
        ),
    ]


def attempt(verdict: str, initiative: Initiative, by: Actor, at: dt.datetime) -> None:
    acts = {
        "confirm": lambda: confirmation.confirm(initiative, by=by, at=at),
        "return": lambda: confirmation.return_for_changes(initiative, reason=REASON, by=by, at=at),
        "reject": lambda: confirmation.reject(initiative, reason=REASON, by=by, at=at),
        "reopen": lambda: confirmation.reopen(initiative, reason=REASON, by=by, at=at),
        "correct": lambda: submission.submit(initiative, by=by, received_at=at, at=at),
        "withdraw": lambda: submission.withdraw(initiative, reason=REASON, by=by, at=at),
        "recognise": lambda: recognising.recognise(initiative, by=by, at=at),
        "revoke": lambda: recognising.unrecognise(initiative, reason=REASON, by=by, at=at),
    }
    try:
        acts[verdict]()
    except DomainError:
        initiative.refresh_from_db()


def check(initiative: Initiative, steps: list[Step], known: list[int]) -> list[int]:
    """What must hold after every step; returns the numbers of the decisions so far."""
    kept = Initiative.objects.get(pk=initiative.pk)
    place = [bool(kept.waits_path), bool(kept.waits_for), kept.step > 0, kept.due_on is not None]
    assert len(set(place)) == 1
    assert kept.is_waiting or kept.state != State.SUBMITTED
    if kept.is_waiting:
        assert kept.state in (State.SUBMITTED, State.CONFIRMED, State.RECOGNISED)
        assert (kept.state == State.SUBMITTED) == (kept.step == 1)
        assert kept.waits_for == steps[kept.step - 1].kind
        assert kept.unit_path.startswith(kept.waits_path)
    decisions = queries.decisions_of(kept)
    numbers = [decision.pk for decision in decisions]
    assert numbers[: len(known)] == known, "a decision never disappears"
    waiting = [s for s in stages_of(kept, decisions) if s.standing == Standing.WAITING]
    assert len(waiting) == int(kept.is_waiting)
    return numbers


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    picked=st.lists(st.integers(0, len(LATER) - 1), max_size=4, unique=True),
    told=st.lists(st.tuples(st.sampled_from(VERDICTS), st.sampled_from(WHO)), max_size=25),
)
def test_any_sequence_of_verdicts_leaves_one_place_and_a_whole_history(
    picked: list[int], told: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        cast: Cast = make_cast()
        steps = chain_of(picked)
        programme = make_programme(cast.province)
        make_ruleset(programme, steps)
        sent = make_initiative(programme, cast.factory, cast.author)
        actors = {who: actor(getattr(cast, who)) for who in WHO}
        known: list[int] = []
        for minute, (verdict, who) in enumerate(told):
            attempt(verdict, sent, actors[who], NOW + dt.timedelta(minutes=minute))
            known = check(sent, steps, known)
        decided = Decision.objects.filter(initiative=sent, step__gt=0)
        people = set(decided.values_list("decided_by", flat=True))
        assert cast.author.pk not in people - set(
            decided.filter(outcome=State.RECOGNISED).values_list("decided_by", flat=True)
        )
        assert cast.sister_officer.pk not in people - set(
            decided.filter(outcome=State.RECOGNISED).values_list("decided_by", flat=True)
        )
        assert list(check_decisions()) == []
        transaction.set_rollback(True)
