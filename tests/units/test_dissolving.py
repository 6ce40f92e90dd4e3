"""A unit that ends: once, after it began, by those above it, and remembered with its successor."""

import datetime as dt

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.units.errors import InvalidPlan
from sangkien.units.models import Succession
from sangkien.units.plans import Document
from tests.factories import LONG_AGO, Cast, actor, make_cast
from tests.units.acts import dissolve

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SUMMER = dt.date(2025, 7, 1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_an_ended_unit_is_remembered_with_its_successor(cast: Cast) -> None:
    paper = Document(number="Nghị quyết 202/2025")
    ended = dissolve(cast.superior, heir=cast.sister_superior, day=SUMMER, document=paper)

    assert ended.stands_on(dt.date(2025, 6, 30))
    assert not ended.stands_on(SUMMER)
    succession = Succession.objects.get()
    assert (succession.predecessor, succession.successor, succession.on, succession.document) == (
        cast.superior,
        cast.sister_superior,
        SUMMER,
        "Nghị quyết 202/2025",
    )


def test_a_unit_ends_once_and_after_it_began(cast: Cast) -> None:
    with pytest.raises(InvalidPlan, match="không trước ngày có hiệu lực"):
        dissolve(cast.superior, day=LONG_AGO)
    dissolve(cast.superior, day=SUMMER)

    with pytest.raises(InvalidPlan, match="đã kết thúc hoạt động"):
        dissolve(cast.superior, day=dt.date(2026, 1, 1))

    assert Entry.objects.filter(name="unit.reorganised").count() == 1


def test_nobody_ends_the_own_unit_or_that_of_others(cast: Cast) -> None:
    for user in (cast.superior_officer, cast.officer, cast.auditor, cast.author):
        with pytest.raises(NotAllowed):
            dissolve(cast.superior, day=SUMMER, by=actor(user))

    assert dissolve(cast.superior, day=SUMMER, by=actor(cast.provincial_officer)).closed_on
