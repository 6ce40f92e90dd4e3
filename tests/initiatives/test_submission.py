import datetime as dt

import pytest

from sangkien.core.periods import end_of
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import ClosedForEntry
from sangkien.progress.actions import folding, sizing
from sangkien.progress.models import OwnTotal, SubtreeTotal, UnitSize
from tests.factories import NOW, actor, make_cast, make_initiative, make_programme

pytestmark = pytest.mark.django_db


def test_register_confirm_and_fold_count_up_the_tree() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)

    initiative = make_initiative(programme, cast.factory, cast.author)
    confirmation.confirm(initiative, by=actor(cast.officer), at=NOW)
    folding.fold(NOW)
    sizing.refresh(NOW)

    initiative.refresh_from_db()
    assert initiative.state == State.CONFIRMED
    assert [t.sent for t in OwnTotal.objects.order_by("pk")] == [1, 1]
    top = SubtreeTotal.objects.filter(unit=cast.national)
    assert {(t.sent, t.valid, t.people, t.covered_sent) for t in top} == {(1, 1, 1, 1)}
    assert UnitSize.objects.get(unit=cast.province, period__kind="whole").grassroots == 3


def test_submit_at_the_last_microsecond_counts_and_at_midnight_does_not() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    close = end_of(dt.date(2026, 5, 31))

    kept = make_initiative(
        programme, cast.factory, cast.author, at=close - dt.timedelta(microseconds=1)
    )

    assert kept.state == State.SUBMITTED
    with pytest.raises(ClosedForEntry, match="24h00 ngày 31/05/2026"):
        make_initiative(programme, cast.factory, cast.author, at=close)
