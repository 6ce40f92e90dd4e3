import datetime as dt
from typing import Any

import pytest

from sangkien.journal import verifying
from sangkien.journal.actions import sealing
from sangkien.journal.models import Entry, Seal

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 5, 20, 2, 30, tzinfo=dt.UTC)


def write(**changes: Any) -> Entry:
    values: dict[str, Any] = {
        "name": "lamp.lit",
        "payload": {"lamp_id": 7, "reason": "Trời tối"},
        "subject_kind": "lamp",
        "subject_id": 7,
        "unit_id": 3,
        "actor_id": 41,
        "occurred_at": NOW,
    }
    return Entry.objects.create(**{**values, **changes})


def problems() -> list[str]:
    return list(verifying.check_seals())


def test_entries_are_sealed_once_and_the_chain_holds() -> None:
    write()
    write(unit_id=None, actor_id=None)

    assert sealing.seal(NOW) == 2
    assert sealing.seal(NOW) == 0
    write()
    assert sealing.seal(NOW) == 1
    assert [seal.entries for seal in Seal.objects.order_by("pk")] == [2, 1]
    assert problems() == []


def test_an_entry_that_was_committed_late_falls_into_the_next_seal() -> None:
    write(pk=20)
    sealing.seal(NOW)
    write(pk=10)

    assert sealing.seal(NOW) == 1
    assert problems() == []


@pytest.mark.parametrize(
    "tampered",
    [
        {"payload": {"lamp_id": 7, "reason": "Trời sáng"}},
        {"actor_id": 42},
        {"unit_id": None},
        {"name": "lamp.out"},
        {"subject_id": 8},
        {"subject_kind": "sun"},
        {"occurred_at": NOW + dt.timedelta(microseconds=1)},
    ],
)
def test_a_changed_entry_is_found(tampered: dict[str, Any]) -> None:
    entry = write()
    sealing.seal(NOW)

    Entry.objects.filter(pk=entry.pk).update(**tampered)

    assert problems() == [f"Nhật ký: có mục bị sửa trong niêm phong số {Seal.objects.get().pk}."]


def test_a_removed_entry_is_found() -> None:
    entry = write()
    write()
    sealing.seal(NOW)

    Entry.objects.filter(pk=entry.pk).delete()

    assert problems() == [
        f"Nhật ký: niêm phong số {Seal.objects.get().pk} ghi 2 mục, nay còn 1 mục."
    ]


def test_a_removed_seal_is_found() -> None:
    for _ in range(3):
        write()
        sealing.seal(NOW)
    first, middle, last = Seal.objects.order_by("pk")

    Seal.objects.filter(pk=last.pk).update(previous=None)
    Entry.objects.filter(seal=middle).update(seal=None)
    middle.delete()

    assert f"Nhật ký: trước niêm phong số {last.pk} thiếu một niêm phong." in problems()
    assert Seal.objects.filter(pk=first.pk).exists()


def test_only_a_batch_is_sealed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    for _ in range(3):
        write()

    assert [sealing.seal(NOW), sealing.seal(NOW), sealing.seal(NOW)] == [2, 1, 0]
