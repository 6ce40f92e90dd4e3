"""Snapshots: what they hold, that they never change, who takes and publishes them, how long they stay."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.access.actor import Actor
from sangkien.agreements.enums import TargetBase
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.programmes.actions import drafting
from sangkien.programmes.models import Period, Programme
from sangkien.reports import contents, queries
from sangkien.reports.actions import taking
from sangkien.reports.enums import Origin
from sangkien.reports.errors import AlreadyPublished, NotTaken
from sangkien.reports.models import Frozen, Snapshot
from sangkien.reports.queries import Source
from sangkien.reports.verifying import check_snapshots
from tests.factories import (
    NOW,
    SYSTEM,
    Cast,
    actor,
    make_cast,
    make_programme,
    make_target,
    make_unit,
)
from tests.progress.scenes import form, send, settle, whole

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    found = make_programme(cast.province)
    make_target(whole(found), cast.province, 10, base=TargetBase.VALID)
    make_target(whole(found), cast.superior, 4, base=TargetBase.VALID)
    return found


def take(
    programme: Programme,
    by: Actor,
    *,
    code: str = "",
    key: uuid.UUID | None = None,
    at: dt.datetime = NOW,
) -> Snapshot:
    source = Source(slug=programme.slug, unit_code=code, period=str(whole(programme).pk))
    return taking.take(source, request_key=key or uuid.uuid4(), by=by, at=at)


@pytest.mark.postgres
def test_snapshot_gives_the_same_numbers_for_ever(cast: Cast, programme: Programme) -> None:
    send(programme, cast.factory, sent=5, valid=3)
    send(programme, cast.far_factory, sent=2)
    settle()
    taken = take(programme, actor(cast.provincial_officer))
    send(programme, cast.factory, sent=7, valid=7, at=NOW + HOUR)
    make_target(whole(programme), cast.superior, 100, base=TargetBase.VALID)
    settle(NOW + HOUR)

    held = contents.read(Snapshot.objects.get(pk=taken.pk).content)

    assert (held.total.sent, held.total.valid, held.total.target) == (7, 3, 10)
    (line,) = [line for line in held.lines if line.code == cast.superior.code]
    assert (line.sent, line.valid, line.target, line.rank) == (5, 3, 4, 1)
    assert held.total.sent == sum(line.sent for line in held.lines) + held.rest_sent
    assert held.head.as_of <= NOW
    assert list(check_snapshots()) == []


def test_content_survives_being_written_and_read(cast: Cast, programme: Programme) -> None:
    form(cast.province, "Cụm I", [cast.superior], number=1)
    send(programme, cast.factory, sent=2, valid=1)
    settle()
    screen = queries.board_of(Source(slug=programme.slug), at=NOW)

    content = queries.content_of(screen, at=NOW)

    assert contents.read(contents.written(content)) == content
    assert [group.name for group in content.groups] == ["Cụm I"]


def test_what_the_office_itself_has_is_the_remainder(cast: Cast, programme: Programme) -> None:
    send(programme, cast.province, sent=3, valid=1)
    send(programme, cast.factory, sent=1)
    settle()

    held = contents.read(take(programme, actor(cast.provincial_officer)).content)

    assert (held.rest_sent, held.rest_valid) == (3, 1)


@pytest.mark.postgres
def test_same_form_twice_is_one_snapshot(cast: Cast, programme: Programme) -> None:
    key, by = uuid.uuid4(), actor(cast.provincial_officer)

    assert take(programme, by, key=key) == take(programme, by, key=key)
    assert Snapshot.objects.count() == Entry.objects.filter(name="snapshot.taken").count() == 1

    with pytest.raises(NotTaken):
        take(programme, actor(cast.superior_officer), code="SX", key=key)


def test_only_who_reports_for_the_unit_takes_them(cast: Cast, programme: Programme) -> None:
    for user in (cast.author, cast.officer, cast.superior_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            take(programme, actor(user))
    with pytest.raises(NotFound):
        take(programme, actor(cast.author), code="KHONG-CO")

    assert take(programme, actor(cast.officer), code=cast.factory.code).unit == cast.factory
    assert Snapshot.objects.count() == 1


def test_nothing_is_taken_of_a_programme_that_is_not_launched(cast: Cast) -> None:
    content = drafting.Content(title="Bản nháp", kinds=(), fields=("Sản xuất",))
    draft = drafting.draft_programme(cast.province, content=content, by=SYSTEM, at=NOW)

    with pytest.raises(NotFound):
        taking.take(
            Source(slug=draft.slug),
            request_key=uuid.uuid4(),
            by=actor(cast.provincial_officer),
            at=NOW,
        )


def test_snapshot_is_written_once(cast: Cast, programme: Programme) -> None:
    taken = take(programme, actor(cast.provincial_officer))

    with pytest.raises(Frozen):
        taken.save()


@pytest.mark.postgres
def test_published_once_by_who_may_and_read_by_everybody(cast: Cast, programme: Programme) -> None:
    taken, by = take(programme, actor(cast.provincial_officer)), actor(cast.provincial_officer)
    with pytest.raises(NotFound):
        queries.get_published(taken.pk)
    with pytest.raises(NotAllowed):
        taking.publish(taken, by=actor(cast.superior_officer), at=NOW)

    taking.publish(taken, by=by, at=NOW)

    with pytest.raises(AlreadyPublished):
        taking.publish(taken, by=by, at=NOW)
    assert queries.get_published(taken.pk) == taken
    assert queries.newest_published(programme, cast.province) == taken
    assert Entry.objects.filter(name="snapshot.published").count() == 1


def test_snapshots_are_seen_by_who_follows_the_unit(cast: Cast, programme: Programme) -> None:
    taken = take(programme, actor(cast.superior_officer), code="SX")

    assert queries.get_snapshot(taken.pk, actor=actor(cast.provincial_officer)) == taken
    assert queries.get_snapshot(taken.pk, actor=actor(cast.auditor)) == taken
    for user in (cast.author, cast.officer):
        with pytest.raises(NotFound):
            queries.get_snapshot(taken.pk, actor=actor(user))
        with pytest.raises(NotFound):
            queries.snapshots_of(programme, cast.superior, actor=actor(user))


def test_verify_names_what_was_changed_or_removed(cast: Cast, programme: Programme) -> None:
    by = actor(cast.provincial_officer)
    changed, gone = take(programme, by), take(programme, by)
    content = changed.content | {"pace": 999}

    Snapshot.objects.filter(pk=changed.pk).update(content=content, digest=contents.digest(content))
    Snapshot.objects.filter(pk=gone.pk).delete()
    shown = take(programme, by)
    Snapshot.objects.filter(pk=shown.pk).update(published_at=NOW)

    assert list(check_snapshots()) == [
        f"Bản chụp số liệu {changed.pk}: nội dung không khớp với lúc chụp.",
        f"Bản chụp số liệu {shown.pk}: việc công bố không khớp với nhật ký.",
        f"Bản chụp số liệu {gone.pk}: đã ghi trong nhật ký nhưng không còn.",
    ]


@pytest.mark.postgres
def test_worker_takes_each_slot_once(cast: Cast, programme: Programme) -> None:
    """The programme closes on 31/05: on 20/05 once a day, on 25/05 once an hour, once at the end."""
    peak, end = NOW + 5 * DAY, whole(programme).closes_at
    slots = {"day": NOW, "same day": NOW + HOUR, "peak": peak, "next hour": peak + HOUR, "end": end}

    taken = {name: taking.take_due(at) for name, at in slots.items()}

    each = Period.objects.filter(programme=programme).count()
    assert taken == {"day": each, "same day": 0, "peak": each, "next hour": each, "end": each}
    kept = Snapshot.objects.filter(unit=cast.province, period=whole(programme))
    assert all(row.origin == Origin.SCHEDULED for row in kept)
    assert Entry.objects.filter(name="snapshot.scheduled", unit_id=None).count() == 4 * each
    assert list(check_snapshots()) == []


def test_old_scheduled_ones_are_thinned_and_others_stay(cast: Cast, programme: Programme) -> None:
    peak, end = NOW + 5 * DAY, whole(programme).closes_at
    for at in (NOW, peak, end):
        taking.take_due(at)
    own = take(programme, actor(cast.provincial_officer))
    hourly = Snapshot.objects.filter(slot_at=peak.replace(minute=0)).order_by("pk").first()
    assert hourly is not None
    taking.publish(hourly, by=actor(cast.provincial_officer), at=peak)
    base = queries.week_before(hourly)  # of five days before
    assert base is not None

    assert taking.thin(end + 10 * DAY) + taking.thin(end + 20 * DAY) == 1  # the other hourly one
    taking.thin(end + 500 * DAY)  # 20/05/2026 was a Wednesday

    left = set(Snapshot.objects.values_list("slot_at", flat=True))
    assert left == {None, base.slot_at, hourly.slot_at, end}
    assert queries.week_before(hourly) == base
    assert Snapshot.objects.filter(pk=own.pk).exists()
    assert list(check_snapshots()) == []


def test_reading_a_board_takes_the_same_number_of_queries(cast: Cast, programme: Programme) -> None:
    def asked(minute: int) -> int:
        slot_at = NOW + dt.timedelta(minutes=minute)
        with CaptureQueriesContext(connection) as caught:
            taking.take_scheduled(whole(programme), slot_at, at=NOW)
        return len(caught)

    send(programme, cast.factory, sent=1)
    settle()
    few = asked(1)
    for number in range(3):
        unit = make_unit(f"LĐLĐ huyện {number}", level="cap-tren", parent=cast.province)
        make_target(whole(programme), unit, 5)
    settle()

    assert asked(2) == few


def test_week_before_is_the_nearest(cast: Cast, programme: Programme) -> None:
    by = actor(cast.provincial_officer)
    oldest, *_others = [take(programme, by, at=NOW - days * DAY) for days in (12, 8, 6.5, 2)]

    found = queries.week_before(take(programme, by))

    assert found is not None
    assert found.taken_at == NOW - 6.5 * DAY
    assert queries.week_before(oldest) is None
