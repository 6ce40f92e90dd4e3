"""Two officers write the same programme at the same moment."""

import datetime as dt

import pytest

from sangkien.core.periods import end_of, start_of
from sangkien.programmes.actions import drafting, periods
from sangkien.programmes.errors import InvalidPeriod
from sangkien.programmes.models import Period, Programme
from tests.factories import NOW, SYSTEM, Cast, actor, make_cast
from tests.threads import outcomes, refusals

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
]
CONTENT = drafting.Content(title="1 triệu sáng kiến", fields=("Sản xuất",))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_one_form_sent_four_times_at_once_is_one_draft(cast: Cast) -> None:
    officer = actor(cast.provincial_officer)

    outcomes(
        *[lambda: drafting.draft_programme(cast.province, content=CONTENT, by=officer, at=NOW)] * 4
    )

    assert Programme.objects.count() == 1


def test_programmes_of_one_title_drafted_at_once_have_different_addresses(cast: Cast) -> None:
    owners = (cast.national, cast.province, cast.superior, cast.sister_superior)

    found = outcomes(
        *(
            lambda owner=owner: drafting.draft_programme(owner, content=CONTENT, by=SYSTEM, at=NOW)
            for owner in owners
        )
    )

    assert refusals(found) == []
    assert Programme.objects.count() == 4


def test_phases_added_at_once_do_not_overlap(cast: Cast) -> None:
    programme = drafting.draft_programme(cast.province, content=CONTENT, by=SYSTEM, at=NOW)

    def add(name: str, first: int, last: int) -> Period:
        return periods.set_phase(
            programme,
            number=None,
            name=name,
            opens_at=start_of(dt.date(2026, 5, first)),
            closes_at=end_of(dt.date(2026, 5, last)),
            applied_from=None,
            applied_to=None,
            by=SYSTEM,
            at=NOW,
        )

    found = outcomes(lambda: add("Đợt này", 1, 20), lambda: add("Đợt kia", 10, 31))

    assert [type(refusal) for refusal in refusals(found)] == [InvalidPeriod]
    phase = programme.periods.get(kind="phase")
    whole = programme.periods.get(kind="whole")
    assert (whole.opens_at, whole.closes_at) == (phase.opens_at, phase.closes_at)
