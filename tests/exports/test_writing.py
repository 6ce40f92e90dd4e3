"""One file in the end, whoever dies in between; nothing for whoever lost the right."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.core.files.storage import storages
from python_calamine import CalamineWorkbook

from sangkien.access.actor import Actor
from sangkien.core import clock
from sangkien.core.errors import ChangedMeanwhile, NotAllowed, NotFound
from sangkien.exports import rules
from sangkien.exports.actions import asking, erasing, writing
from sangkien.exports.enums import State
from sangkien.exports.errors import InvalidExport
from sangkien.exports.models import Export
from sangkien.files.models import StoredFile
from sangkien.files.queries import opened
from sangkien.journal.models import Entry
from tests.exports.lists import Numbers, asked, numbers
from tests.factories import Cast, actor, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def officer(cast: Cast) -> Actor:
    return actor(cast.officer)


@pytest.fixture
def kind() -> Iterator[Numbers]:
    with numbers() as found:
        yield found


def later(**more: float) -> dt.datetime:
    return clock.now() + dt.timedelta(**more)


def test_list_becomes_one_file_turn_by_turn(kind: Numbers, officer: Actor) -> None:
    key = uuid.uuid4()
    export = asked(officer, key=key)
    assert asked(officer, key=key) == export

    writing.step(clock.now())
    export.refresh_from_db()
    assert (export.state, export.rows, export.total, export.percent) == ("running", 1000, 2500, 40)
    while writing.step(clock.now()):
        pass

    export.refresh_from_db()
    assert export.state == State.DONE
    assert export.parameters == {"den": "2500"}
    with opened(export.file) as file:  # type: ignore[arg-type]
        rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[3:]] == list(range(2500))
    assert set(kind.asked) == {officer.user_id}
    made = Entry.objects.get(name="export.made")
    assert (made.payload["rows"], made.payload["owner_id"]) == (2500, officer.user_id)
    assert Entry.objects.get(name="export.asked").actor_id == officer.user_id


def test_process_that_dies_leaves_nothing_and_the_next_begins_anew(
    kind: Numbers, officer: Actor
) -> None:
    export = asked(officer)
    writing.step(clock.now())
    writing.let_go()
    assert writing.step(clock.now()) == 0  # still held for the one that died

    slow = later(minutes=2)
    writing.step(slow)
    beaten = writing._desk.writing
    writing._desk.writing = None
    while writing.step(later(minutes=4)):  # a third one takes over from the slow second one
        pass
    writing._desk.writing = beaten
    while writing.step(later(minutes=4)):
        pass

    export.refresh_from_db()
    assert (export.state, export.rows, export.tries) == (State.DONE, 2500, 3)
    assert StoredFile.objects.filter(purpose="export").count() == 1
    assert Entry.objects.filter(name="export.made").count() == 1


def test_what_fails_rests_and_is_given_up_at_last(kind: Numbers, officer: Actor) -> None:
    kind.breaks_at = 1000
    export = asked(officer)
    for hour in range(rules.MOST_TRIES + 2):
        while writing.step(later(hours=hour)):
            pass

    export.refresh_from_db()
    assert export.state == State.FAILED
    assert "báo người quản trị" in export.problem
    assert Entry.objects.filter(name="export.failed").count() == 1


def test_right_that_is_lost_meanwhile_ends_it(kind: Numbers, officer: Actor, cast: Cast) -> None:
    export, second = asked(officer), asked(officer)
    writing.step(clock.now())
    kind.is_open = False
    while writing.step(clock.now()):
        pass
    export.refresh_from_db()
    assert (export.state, export.file) == (State.FAILED, None)
    with pytest.raises(NotFound):
        asked(officer)

    kind.is_open = True
    third = asked(officer, 10)
    cast.officer.is_active = False
    cast.officer.save()
    while writing.step(clock.now()):
        pass
    for stopped in (second, third):
        stopped.refresh_from_db()
        assert stopped.file is None


def test_owner_stops_and_takes_and_nobody_else(kind: Numbers, officer: Actor, cast: Cast) -> None:
    stranger = actor(cast.sister_officer)
    export, stopped = asked(officer, 5), asked(officer)
    with pytest.raises(InvalidExport, match="chờ lập"):
        [asked(officer) for _ in range(3)]
    with pytest.raises(NotAllowed):
        asking.cancel(stopped, by=stranger, at=clock.now())
    asking.cancel(stopped, by=officer, at=clock.now())
    with pytest.raises(ChangedMeanwhile):
        asking.cancel(stopped, by=officer, at=clock.now())
    while writing.step(clock.now()):
        pass

    export.refresh_from_db()
    with pytest.raises(NotAllowed):
        asking.take(export, by=stranger, at=clock.now())
    asking.take(export, by=officer, at=clock.now())
    kind.is_open = False
    with pytest.raises(NotFound):
        asking.take(export, by=officer, at=clock.now())
    assert Entry.objects.get(name="export.downloaded").payload["rows"] == 5
    assert Export.objects.get(pk=stopped.pk).state == State.CANCELLED


def test_file_goes_after_a_week_and_with_its_owner(
    kind: Numbers, officer: Actor, django_capture_on_commit_callbacks: object
) -> None:
    export, other = asked(officer, 5), asked(officer, 6)
    while writing.step(clock.now()):
        pass
    names = [one.file.name for one in Export.objects.select_related("file") if one.file]
    assert writing.expire(clock.now()) == 0

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        Export.objects.filter(pk=export.pk).update(expires_at=clock.now())
        assert writing.expire(later(seconds=1)) == 1
        assert officer.user_id is not None
        erasing.erase(officer.user_id, clock.now())

    for one in (export, other):
        one.refresh_from_db()
        assert (one.state, one.file_id, one.title) == (State.EXPIRED, None, "")
    assert not any(storages["files"].exists(name) for name in names)
    with pytest.raises(InvalidExport):
        asking.take(other, by=officer, at=clock.now())
