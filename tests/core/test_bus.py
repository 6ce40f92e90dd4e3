import datetime as dt
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, dataclass
from typing import ClassVar

import pytest

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class Planted(bus.Event):
    name: ClassVar[str] = "tree.planted"
    subject_kind: ClassVar[str] = "tree"
    subject_field: ClassVar[str] = "tree_id"
    unit_field: ClassVar[str | None] = "garden_id"

    tree_id: int
    garden_id: int
    planted_on: dt.date
    felled_on: dt.date | None = None
    watered_at: dt.datetime | None = None


@pytest.fixture
def registry() -> Iterator[None]:
    """What a test declares disappears with it."""
    known = dict(bus._classes)
    yield
    bus._classes.clear()
    bus._classes.update(known)


def test_an_event_names_its_subject_and_its_unit() -> None:
    event = Planted(tree_id=7, garden_id=3, planted_on=dt.date(2026, 2, 1))

    assert (event.subject_id, event.unit) == (7, 3)


def test_an_event_cannot_be_changed() -> None:
    event = Planted(tree_id=7, garden_id=3, planted_on=dt.date(2026, 2, 1))

    with pytest.raises(FrozenInstanceError):
        event.tree_id = 8  # type: ignore[misc]


def test_an_event_comes_back_from_its_payload(registry: None) -> None:
    bus.event(Planted)
    event = Planted(
        tree_id=7,
        garden_id=3,
        planted_on=dt.date(2026, 2, 1),
        watered_at=dt.datetime(2026, 2, 1, 8, 30, tzinfo=dt.UTC),
    )

    assert bus.load("tree.planted", event.payload()) == event


def test_fields_that_the_event_no_longer_has_are_ignored(registry: None) -> None:
    bus.event(Planted)
    old = {"tree_id": 7, "garden_id": 3, "planted_on": "2026-02-01", "colour": "green"}

    assert bus.load("tree.planted", old).payload()["planted_on"] == "2026-02-01"


def test_two_events_of_one_name_are_refused(registry: None) -> None:
    bus.event(Planted)

    class Other(Planted):
        name: ClassVar[str] = "tree.planted"

    with pytest.raises(TypeError, match=r"tree\.planted"):
        bus.event(Other)


def test_declaring_the_same_class_again_is_fine(registry: None) -> None:
    assert bus.event(bus.event(Planted)) is Planted


def test_a_handler_is_found_by_its_class_and_moment() -> None:
    def water(event: Planted) -> None: ...

    bus.on(Planted, when=bus.When.NOW)(water)

    assert bus.handlers(Planted, bus.When.NOW) == [water]
    assert bus.handlers(Planted, bus.When.LATER) == []
    assert bus.key(water) == f"{__name__}.water"
