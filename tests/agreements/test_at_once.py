"""Two officers give a target at the same moment."""

from decimal import Decimal

import pytest

from sangkien.agreements.actions import targets
from sangkien.agreements.actions.targets import Measure, Wanted
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.core.errors import ChangedMeanwhile, ManyErrors
from sangkien.journal.models import Entry
from sangkien.programmes.models import Period
from tests.factories import NOW, SYSTEM, Cast, make_cast, make_programme, make_target
from tests.threads import outcomes, refusals

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def whole(cast: Cast) -> Period:
    return make_programme(cast.province).periods.get(kind="whole")


def give(whole: Period, cast: Cast, value: int, *, seen: int | None) -> Target:
    return targets.set_target(
        whole,
        cast.superior,
        measure=Measure(kind=TargetKind.COUNT, base=TargetBase.SENT, value=Decimal(value)),
        origin=TargetOrigin.ASSIGNED,
        by=SYSTEM,
        at=NOW,
        seen=seen,
    )


def test_of_two_first_targets_one_stands_and_the_other_is_told(cast: Cast, whole: Period) -> None:
    found = outcomes(lambda: give(whole, cast, 850, seen=0), lambda: give(whole, cast, 900, seen=0))

    assert [type(refusal) for refusal in refusals(found)] == [ChangedMeanwhile]
    assert Target.objects.count() == 1
    assert Entry.objects.filter(subject_kind="target").count() == 1


def test_of_two_revisions_one_stands_and_the_other_is_told(cast: Cast, whole: Period) -> None:
    old = make_target(whole, cast.superior, 800)

    found = outcomes(
        lambda: give(whole, cast, 850, seen=old.pk), lambda: give(whole, cast, 900, seen=old.pk)
    )

    assert [type(refusal) for refusal in refusals(found)] == [ChangedMeanwhile]
    assert Target.objects.filter(replaced_at=None).count() == 1
    assert Target.objects.count() == 2


def test_of_two_tables_one_is_written_whole(cast: Cast, whole: Period) -> None:
    def table(value: int) -> list[Target]:
        rows = [
            Wanted(key=unit.code, holder=unit, value=Decimal(value), seen=0)
            for unit in (cast.superior, cast.sister_superior)
        ]
        return targets.set_many(whole, rows, base=TargetBase.SENT, by=SYSTEM, at=NOW)

    found = outcomes(lambda: table(100), lambda: table(200))

    assert [type(refusal) for refusal in refusals(found)] == [ManyErrors]
    values = Target.objects.values_list("value", flat=True)
    assert len(values) == 2
    assert len(set(values)) == 1
