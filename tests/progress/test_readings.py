"""What stood at the end of an hour or a day can be read again, and never changes."""

import datetime as dt

import pytest
from django.utils import timezone

from sangkien.core.periods import VIETNAM
from sangkien.progress import queries
from sangkien.progress.actions import folding, reading, recount
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.models import OwnTotal, Reading, SubtreeTotal
from sangkien.units.models import Unit
from tests.factories import NOW, Cast, make_cast, make_programme
from tests.progress.scenes import send, settle, whole

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def rows(unit: Unit, span: ReadingSpan) -> list[tuple[str, int, int]]:
    found = Reading.objects.filter(unit=unit, period__kind="whole", span=span).order_by("ends_at")
    return [
        (f"{row.ends_at.astimezone(VIETNAM):%d/%m %H:%M}", row.sent, row.valid) for row in found
    ]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_each_round_writes_the_running_hour_and_day(cast: Cast) -> None:
    programme = make_programme(cast.province)
    for at in (NOW, NOW + 10 * dt.timedelta(minutes=1), NOW + HOUR, NOW + DAY):
        send(programme, cast.factory, sent=2, valid=1, at=at)
        settle(at)

    assert rows(cast.province, ReadingSpan.HOUR) == [
        ("20/05 10:00", 4, 2),
        ("20/05 11:00", 6, 3),
        ("21/05 10:00", 8, 4),
    ]
    assert rows(cast.province, ReadingSpan.DAY) == [("21/05 00:00", 6, 3), ("22/05 00:00", 8, 4)]
    assert rows(cast.factory, ReadingSpan.DAY) == [("21/05 00:00", 6, 3), ("22/05 00:00", 8, 4)]
    assert rows(cast.factory, ReadingSpan.HOUR) == []  # hours are for the units above


def test_a_figure_that_falls_is_read_as_it_is(cast: Cast) -> None:
    programme = make_programme(cast.province)
    (made,) = send(programme, cast.factory, sent=1)
    settle(NOW)
    made.unit.refresh_from_db()
    OwnTotal.objects.update(sent=0, stale=True)
    settle(NOW + DAY)

    assert rows(cast.national, ReadingSpan.DAY) == [("21/05 00:00", 1, 0), ("22/05 00:00", 0, 0)]


def test_what_has_ended_is_never_written_again(cast: Cast) -> None:
    """However the clock of a worker goes: a round that comes late writes into the last hour."""
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=1)
    settle(NOW)
    send(programme, cast.factory, sent=1, at=NOW + DAY)
    settle(NOW + DAY)
    send(programme, cast.factory, sent=3)

    settle(NOW)

    assert rows(cast.province, ReadingSpan.HOUR) == [("20/05 10:00", 1, 0), ("21/05 10:00", 5, 0)]
    assert rows(cast.province, ReadingSpan.DAY) == [("21/05 00:00", 1, 0), ("22/05 00:00", 5, 0)]


def test_recount_heals_what_runs_and_leaves_what_ended(cast: Cast) -> None:
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=1)
    settle(NOW)
    send(programme, cast.factory, sent=1, at=NOW + DAY)
    settle(NOW + DAY)
    Reading.objects.update(sent=9)

    recount.recount(at=NOW + DAY)

    assert rows(cast.province, ReadingSpan.HOUR) == [("20/05 10:00", 9, 0), ("21/05 10:00", 2, 0)]
    assert rows(cast.factory, ReadingSpan.DAY) == [("21/05 00:00", 9, 0), ("22/05 00:00", 2, 0)]


def test_recount_reads_what_was_there_before_readings_as_a_baseline(cast: Cast) -> None:
    send(make_programme(cast.province), cast.factory, sent=4)
    settle(NOW)
    Reading.objects.all().delete()

    recount.recount(at=NOW + DAY)

    assert rows(cast.province, ReadingSpan.DAY) == [("22/05 00:00", 4, 0)]
    assert set(Reading.objects.values_list("is_baseline", flat=True)) == {True}
    assert recount.recount(at=NOW + DAY).subtree == 0


def test_a_long_fold_goes_on_in_the_next_hour(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "BATCH", 2)
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=1)
    send(programme, cast.far_factory, sent=1)

    folding.fold_all(NOW, instant=lambda: NOW + HOUR)

    assert rows(cast.province, ReadingSpan.HOUR) == [("20/05 10:00", 1, 0), ("20/05 11:00", 2, 0)]


def test_hours_are_thinned_long_after_the_close_and_days_stay(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "THINNED_AT_ONCE", 2)
    programme = make_programme(cast.province)
    for number in range(3):
        send(programme, cast.factory, sent=1, at=NOW + number * HOUR)
        settle(NOW + number * HOUR)
    days = rows(cast.province, ReadingSpan.DAY)
    closes = max(programme.periods.values_list("closes_at", flat=True))

    assert reading.thin(closes + 60 * DAY - HOUR) == 0
    rounds = [reading.thin(closes + 60 * DAY) for _round in range(12)]

    assert set(rounds) == {2, 0}
    assert not Reading.objects.filter(span=ReadingSpan.HOUR).exists()
    assert rows(cast.province, ReadingSpan.DAY) == days


def test_nobody_reads_hours_of_a_period_that_was_thinned(cast: Cast) -> None:
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=2)
    long_after = max(programme.periods.values_list("closes_at", flat=True)) + 61 * DAY

    settle(long_after)

    assert rows(cast.province, ReadingSpan.HOUR) == []
    assert [figures[1:] for figures in rows(cast.province, ReadingSpan.DAY)] == [(2, 0)]


def test_any_moment_of_the_past_gives_the_same_number_again(cast: Cast) -> None:
    programme = make_programme(cast.province)
    period = whole(programme)
    for at in (NOW, NOW + 2 * HOUR, NOW + 26 * HOUR):
        send(programme, cast.factory, sent=1, at=at)
        settle(at)
    asked = [NOW + number * HOUR for number in range(30)]

    def read() -> list[int]:
        found = [queries.reading_at(cast.province, period, at) for at in asked]
        return [one.counts.sent if one else 0 for one in found]

    first = read()
    assert first == [0] + [1] * 2 + [2] * 24 + [3] * 3
    send(programme, cast.sister_factory, sent=7, at=NOW + 40 * HOUR)
    settle(NOW + 40 * HOUR)
    assert read() == first


def test_a_reading_says_until_when_it_was_counted(cast: Cast) -> None:
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=1)
    settle(NOW)

    found = queries.reading_at(cast.factory, whole(programme), NOW + 3 * DAY)

    assert found is not None
    assert found.as_of == NOW
    assert found.ends_at == dt.datetime(2026, 5, 21, tzinfo=VIETNAM)
    assert queries.reading_at(cast.factory, whole(programme), NOW) is None


def test_the_last_reading_is_the_total(cast: Cast) -> None:
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=3, valid=2)
    send(programme, cast.far_factory, sent=1)
    settle(timezone.now())

    assert list(queries.differences(at=timezone.now())) == []
    Reading.objects.filter(unit=cast.province, span=ReadingSpan.DAY).update(valid=0)
    wrong = list(queries.differences(at=timezone.now()))
    assert [(row.unit_code, row.is_reading) for row in wrong] == [("BM", True)] * 2
    assert "số liệu theo ngày, giờ" in wrong[0].words()
    assert SubtreeTotal.objects.filter(unit=cast.province, valid=2).exists()
