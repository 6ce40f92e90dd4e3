"""Who decides which programme leads the home page, and that it is one at a time."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.programmes.actions.pinning import pin_programme, unpin_programme
from sangkien.programmes.models import Programme
from tests.factories import NOW, SYSTEM, Cast, actor, make_cast, make_programme
from tests.web.programmes.scenes import draft

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def pinned() -> list[str]:
    rows = Programme.objects.filter(pinned_at__isnull=False)
    return list(rows.values_list("title", flat=True))


def told() -> list[tuple[str, int]]:
    rows = Entry.objects.filter(name__in=["programme.pinned", "programme.unpinned"])
    return list(rows.order_by("pk").values_list("name", "subject_id"))


def test_one_programme_is_pinned_at_a_time(cast: Cast) -> None:
    top = actor(cast.national_officer)
    first = make_programme(cast.province, title="Thứ nhất")
    second = make_programme(cast.national, title="Thứ hai")

    pin_programme(first, by=top, at=NOW)
    pin_programme(first, by=top, at=NOW + dt.timedelta(days=1))  # a double tap
    assert pinned() == ["Thứ nhất"]
    assert Programme.objects.get(pk=first.pk).pinned_at == NOW
    pin_programme(second, by=top, at=NOW)
    assert pinned() == ["Thứ hai"]
    for _ in range(2):
        unpin_programme(second, by=top, at=NOW)
    assert pinned() == []

    assert told() == [
        ("programme.pinned", first.pk),
        ("programme.unpinned", first.pk),
        ("programme.pinned", second.pk),
        ("programme.unpinned", second.pk),
    ]


def test_others_may_not_pin_not_even_their_own(cast: Cast) -> None:
    programme = make_programme(cast.province)

    for person in (cast.provincial_officer, cast.superior_officer, cast.author, cast.auditor):
        with pytest.raises(NotAllowed):
            pin_programme(programme, by=actor(person), at=NOW)
        with pytest.raises(NotAllowed):
            unpin_programme(programme, by=actor(person), at=NOW)

    assert pinned() == []


def test_a_draft_is_not_pinned(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        pin_programme(draft(cast.province), by=SYSTEM, at=NOW)


def test_the_database_keeps_it_to_one(cast: Cast) -> None:
    make_programme(cast.province, title="Một")
    make_programme(cast.province, title="Hai")

    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.update(pinned_at=NOW)
