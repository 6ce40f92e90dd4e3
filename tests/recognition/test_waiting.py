"""What waits for a decision, what was refused, who reads what."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.roles import RoleKey
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import recognition_terms
from sangkien.journal.models import Entry
from sangkien.programmes.models import Programme
from sangkien.recognition.actions import refusing, regulating
from sangkien.recognition.enums import DecisionState, Influence
from sangkien.recognition.errors import (
    ConflictOfInterest,
    Incomplete,
    NotRecognisable,
)
from sangkien.recognition.models import RecognitionDecision
from sangkien.recognition.queries import waiting
from sangkien.recognition.queries.terms import terms
from tests.factories import (
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_officer,
)
from tests.recognition.scene import REASON, drafted, signed, valid

pytestmark = pytest.mark.django_db


def state_of(initiative: Initiative) -> State:
    return State(Initiative.objects.values_list("state", flat=True).get(pk=initiative.pk))


def test_what_waits_is_what_the_unit_recognises(
    cast: Cast, programme: Programme, three: list[Initiative]
) -> None:
    signed(cast.factory, three[:1], cast.officer)
    refusing.refuse(cast.factory, three[1], reason=REASON, by=actor(cast.officer), at=NOW)

    assert [row.pk for row in waiting.waiting(cast.factory).rows] == [three[2].pk]
    assert waiting.waiting(cast.superior).rows == []
    assert waiting.waiting(cast.sister_factory).rows == []


def test_the_list_of_what_waits_is_paged_with_the_same_number_of_queries(
    cast: Cast,
    programme: Programme,
    three: list[Initiative],
    django_assert_num_queries: Callable[[int], object],
) -> None:
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        first = waiting.waiting(cast.factory, limit=1)
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        rest = waiting.waiting(cast.factory, cursor=first.following or "", limit=3)

    assert [row.pk for row in [*first.rows, *rest.rows]] == [row.pk for row in three[::-1]]
    assert rest.following is None
    assert len(waiting.waiting(cast.factory, cursor="nhảm").rows) == 3


def test_a_refusal_is_kept_with_its_reason_once(cast: Cast, three: list[Initiative]) -> None:
    for _ in range(2):
        refusing.refuse(cast.factory, three[0], reason=REASON, by=actor(cast.officer), at=NOW)

    entry = Entry.objects.get(name="initiative.recognition_refused")
    assert entry.payload["reason"] == REASON
    assert state_of(three[0]) == State.CONFIRMED
    with pytest.raises(NotRecognisable):
        signed(cast.factory, three[:1], cast.officer)


def test_a_refusal_needs_a_reason_and_an_officer_without_a_share(
    cast: Cast, programme: Programme, three: list[Initiative]
) -> None:
    other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")
    own = valid(programme, cast, author=other)

    with pytest.raises(Incomplete):
        refusing.refuse(cast.factory, three[0], reason="  ", by=actor(cast.officer), at=NOW)
    with pytest.raises(ConflictOfInterest):
        refusing.refuse(cast.factory, own, reason=REASON, by=actor(other), at=NOW)
    with pytest.raises(NotAllowed):
        refusing.refuse(cast.factory, own, reason=REASON, by=actor(cast.superior_officer), at=NOW)


def test_drafts_are_read_by_the_unit_and_decisions_by_who_oversees_it(
    cast: Cast, three: list[Initiative]
) -> None:
    draft = drafted(cast.factory, three[:1], cast.officer)
    done = signed(cast.factory, three[1:], cast.officer)

    def seen_by(user: object) -> set[int]:
        rows = RecognitionDecision.objects.visible_to(actor(user))  # type: ignore[arg-type]
        return set(rows.values_list("pk", flat=True))

    assert seen_by(cast.officer) == {draft.pk, done.pk}
    assert seen_by(cast.auditor) == {done.pk}
    for stranger in (cast.author, cast.sister_officer):
        assert seen_by(stranger) == set()


@pytest.mark.parametrize(
    "changes",
    [
        {"state": DecisionState.SIGNED},
        {"released_at": NOW},
        {"state": DecisionState.RELEASED, "released_at": NOW},
    ],
)
def test_the_database_refuses_a_decision_without_its_paper(
    cast: Cast, three: list[Initiative], changes: dict[str, object]
) -> None:
    decision = drafted(cast.factory, three, cast.officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        RecognitionDecision.objects.filter(pk=decision.pk).update(**changes)


def test_a_regulation_tightens_what_stands_above_and_never_loosens(cast: Cast) -> None:
    regulating.set_regulation(
        cast.province, in_force_on=TODAY, needs_council=True, by=SYSTEM, at=NOW
    )
    officer = actor(cast.superior_officer)

    with pytest.raises(Incomplete) as council:
        regulating.set_regulation(cast.superior, in_force_on=TODAY, by=officer, at=NOW)
    with pytest.raises(Incomplete) as highest:
        regulating.set_regulation(
            cast.superior,
            in_force_on=TODAY,
            needs_council=True,
            highest=Influence.NATIONAL,
            by=officer,
            at=NOW,
        )
    with pytest.raises(NotAllowed):
        regulating.set_regulation(cast.province, in_force_on=TODAY, by=officer, at=NOW)

    assert (council.value.field, highest.value.field) == ("needs_council", "highest")


def test_what_a_unit_above_demands_later_binds_those_that_had_set_their_own(cast: Cast) -> None:
    regulating.set_regulation(
        cast.superior, in_force_on=TODAY, decision_symbol="QĐ-LĐLĐ", by=SYSTEM, at=NOW
    )
    regulating.set_regulation(
        cast.province, in_force_on=TODAY, needs_council=True, by=SYSTEM, at=NOW
    )

    current = terms(cast.superior, on=TODAY)

    assert current.needs_council
    assert current.decision_symbol == "QĐ-LĐLĐ"


def test_three_months_run_from_the_day_the_own_union_accepted_it(
    cast: Cast, programme: Programme
) -> None:
    row = valid(programme, cast)

    assert recognition_terms([row.pk]) == {row.pk: dt.date(2026, 8, 20)}
    confirmation.reopen(row, reason="Xem lại số liệu.", by=actor(cast.officer), at=NOW)
    later = NOW + dt.timedelta(days=10)
    confirmation.confirm(row, by=actor(cast.officer, at=later), at=later)
    assert recognition_terms([row.pk]) == {row.pk: dt.date(2026, 8, 30)}
