"""A campaign that is opened late still counts what came within its window."""

import datetime as dt

import pytest

from sangkien.core.periods import end_of, start_of
from sangkien.journal.actions.deliveries import deliver_batch
from sangkien.programmes.actions.periods import run_campaign
from sangkien.programmes.models import Period
from sangkien.progress.models import OwnTotal
from tests.factories import NOW, SYSTEM, Cast, make_cast, make_initiative, make_programme

pytestmark = pytest.mark.django_db


def campaign_of(cast: Cast, period_of_days: tuple[int, int]) -> Period:
    programme = make_programme(cast.province)
    make_initiative(programme, cast.factory, cast.author)
    first, last = period_of_days
    campaign = run_campaign(
        programme,
        cast.province,
        number=1,
        name="Chiến dịch cao điểm",
        opens_at=start_of(dt.date(2026, 5, first)),
        closes_at=end_of(dt.date(2026, 5, last)),
        by=SYSTEM,
        at=NOW,
    )
    while deliver_batch(NOW):
        pass
    return campaign


def test_campaign_opened_late_counts_earlier_entries_of_its_window() -> None:
    cast = make_cast()

    campaign = campaign_of(cast, (10, 31))

    assert OwnTotal.objects.get(period=campaign).sent == 1
    make_initiative(campaign.programme, cast.factory, cast.author)
    assert OwnTotal.objects.get(period=campaign).sent == 2


def test_campaign_leaves_out_what_came_before_it() -> None:
    cast = make_cast()

    campaign = campaign_of(cast, (21, 31))

    assert not OwnTotal.objects.filter(period=campaign, sent__gt=0).exists()
