import datetime as dt

import pytest

from sangkien.adoption.models import Adoption, Course
from sangkien.initiatives.actions import confirmation, submission
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions import sealing
from sangkien.progress import queries
from sangkien.progress.actions import breaking_down
from sangkien.progress.models import Breakdown, BreakdownMark
from tests.factories import NOW, SYSTEM, make_cast, make_programme
from tests.progress.scenes import send, settle, whole

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LATER = NOW + dt.timedelta(minutes=1)


def follow(at: dt.datetime = NOW) -> None:
    """What the worker does within a minute."""
    sealing.seal(at)
    breaking_down.follow(at)


def of(unit, programme) -> Breakdown:
    return Breakdown.objects.get(unit=unit, period=whole(programme))


def test_x() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    made = send(programme, cast.factory, sent=3, valid=2)
    settle()
    follow()
    print(of(cast.province, programme).parts, of(cast.factory, programme).own_authors)
    assert list(queries.breakdown_differences()) == []
    confirmation.confirm(made[2], by=SYSTEM, at=NOW)
    follow(LATER)
    print(of(cast.province, programme).parts, of(cast.factory, programme).own_authors)
    assert list(queries.breakdown_differences()) == []
    print(BreakdownMark.objects.values())
    assert 0
