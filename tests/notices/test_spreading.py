"""A closing time that is put off is told to everybody concerned, a batch at a time."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.core.periods import end_of
from sangkien.initiatives import concerned as initiatives
from sangkien.initiatives.actions import confirmation, drafting
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions import deliveries
from sangkien.journal.models import Delivery
from sangkien.notices.actions import spreads
from sangkien.notices.models import Notice, Spread
from sangkien.programmes import concerned as programmes
from sangkien.programmes.actions import extending
from sangkien.programmes.actions.extending import Signed
from sangkien.programmes.models import Extension, Period, Programme
from sangkien.units.models import Unit
from tests.factories import (
    NOW,
    Cast,
    actor,
    content_of,
    make_cast,
    make_initiative,
    make_member,
    make_programme,
)
from tests.notices.reading import delivered, last, leads_to, told

pytestmark = pytest.mark.django_db
EXTENDED, UNFINISHED = "programme.period_extended", "programme.period_extended:unfinished"
UNTIL = end_of(dt.date(2026, 6, 20))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


def draft(programme: Programme, unit: Unit, author: User) -> Initiative:
    return drafting.start_draft(
        programme,
        unit,
        author=author,
        request_key=uuid.uuid4(),
        changes=content_of(programme),
        by=actor(author),
        at=NOW,
    )


def extend(cast: Cast, programme: Programme, **changes: Any) -> Extension:
    period = Period.objects.select_related("programme__owner", "unit").get(
        programme=programme, kind="phase"
    )
    values: dict[str, Any] = {
        "closes_at": UNTIL,
        "reason": "Nhiều đơn vị đề nghị",
        "number": "20/QĐ-LĐLĐ",
        "issued_on": dt.date(2026, 5, 19),
    }
    signed = Signed(**{**values, **changes})
    return extending.extend_period(period, signed, by=actor(cast.provincial_officer), at=NOW)


def test_officers_of_the_audience_are_told_with_the_new_end_and_the_reason(
    cast: Cast, programme: Programme
) -> None:
    extend(cast, programme)

    for officer in (cast.officer, cast.sister_officer, cast.superior_officer):
        assert told(officer) == [EXTENDED]
    notice = last(cast.officer)
    assert notice.title == programme.title
    assert "24h00 ngày 20/06/2026" in notice.words
    assert "Nhiều đơn vị đề nghị" in notice.words
    assert leads_to(cast.officer) == f"/chuong-trinh/{programme.slug}/"


def test_neither_the_signer_nor_members_without_a_draft_nor_auditors_are_told(
    cast: Cast, programme: Programme
) -> None:
    extend(cast, programme)

    for user in (cast.provincial_officer, cast.national_officer, cast.author, cast.auditor):
        assert told(user) == []


def test_units_outside_the_audience_are_not_told(cast: Cast, programme: Programme) -> None:
    draft(programme, cast.far_factory, make_member(cast.far_factory, "Cao Cô Giáo"))
    Programme.objects.update(audience=[cast.superior.pk])

    extend(cast, programme)

    delivered()
    reached = set(Notice.objects.values_list("recipient_id", flat=True))
    assert reached == {cast.officer.pk, cast.sister_officer.pk, cast.superior_officer.pk}


def test_authors_hear_that_what_they_have_not_finished_can_still_be_sent(
    cast: Cast, programme: Programme
) -> None:
    draft(programme, cast.factory, cast.author)
    other = make_member(cast.factory, "Bùi Đã Gửi")
    make_initiative(programme, cast.factory, other)
    returned = make_member(cast.factory, "Đỗ Được Trả")
    row = make_initiative(programme, cast.factory, returned, title="Giá treo dây điện")
    confirmation.return_for_changes(row, reason="Ghi rõ.", by=actor(cast.officer), at=NOW)

    extend(cast, programme)

    assert told(cast.author) == [UNFINISHED]
    assert told(returned) == ["initiative.returned", UNFINISHED]
    assert told(other) == []
    assert leads_to(cast.author) == "/sang-kien/"


def test_an_officer_with_a_draft_is_told_once(cast: Cast, programme: Programme) -> None:
    draft(programme, cast.factory, cast.officer)

    extend(cast, programme)

    assert len(told(cast.officer)) == 1


@pytest.mark.postgres
def test_small_batches_reach_the_same_people(
    cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programmes, "UNITS", 1)
    monkeypatch.setattr(initiatives, "UNITS", 1)
    monkeypatch.setattr(initiatives, "MOST_PEOPLE", 2)
    authors = [make_member(cast.factory, f"Tạ Văn {n}") for n in range(5)]
    for author in [*authors, cast.author]:
        draft(programme, cast.factory, author)
    distant = make_member(cast.far_factory, "Cao Cô Giáo")
    draft(programme, cast.far_factory, distant)

    extend(cast, programme)

    for author in [*authors, cast.author, distant]:
        assert told(author) == [UNFINISHED]
    assert told(cast.sister_officer) == [EXTENDED]
    assert Spread.objects.filter(done_at=None).count() == 0


def test_request_writes_no_notice_and_the_event_delivered_twice_tells_once(
    cast: Cast, programme: Programme
) -> None:
    extend(cast, programme)
    assert not Notice.objects.exists()

    delivered()
    Delivery.objects.update(done_at=None, run_at=clock.now() - dt.timedelta(minutes=1))
    delivered()

    assert Spread.objects.count() == 2
    assert told(cast.officer) == [EXTENDED]


def test_batch_asks_as_often_for_many_units_as_for_one(cast: Cast, programme: Programme) -> None:
    counts = []
    for day, people in ((20, 1), (25, 4)):
        for number in range(people):
            draft(programme, cast.factory, make_member(cast.factory, f"Người {day}/{number}"))
        extend(cast, programme, closes_at=end_of(dt.date(2026, 6, day)))
        while deliveries.deliver_batch(clock.now()):
            pass
        with CaptureQueriesContext(connection) as queries:
            spreads.go_on(clock.now())
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_source_that_fails_lets_the_others_pass_and_goes_on_later(
    cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    extend(cast, programme)
    with monkeypatch.context() as broken:
        broken.setattr(programmes, "next_units", None)
        while deliveries.deliver_batch(clock.now()):
            pass
        spreads.go_on(clock.now())
        assert Spread.objects.get(source="initiatives.unfinished").done_at is not None
        row = Spread.objects.get(source="programmes.officers")
        assert (row.done_at, row.failures > 0) == (None, True)

    assert told(cast.officer) == [EXTENDED]
