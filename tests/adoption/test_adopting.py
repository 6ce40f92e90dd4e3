import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from sangkien.adoption.actions import adopting
from sangkien.adoption.enums import AdoptionState
from sangkien.adoption.errors import (
    AlreadyAdopted,
    InvalidEntry,
    NotPublic,
    OwnUnit,
    SettledMeanwhile,
)
from sangkien.adoption.models import Adoption, Course
from sangkien.adoption.queries import adopter_count, adopter_names, newly_adopted
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.initiatives.actions import confirmation
from sangkien.journal.models import Entry
from tests.adoption.scenes import TOLD, Scene, make_adoption_scene
from tests.factories import NOW, actor, make_initiative, make_member, make_unit
from tests.threads import outcomes, refusals


@pytest.fixture
def scene(db: None) -> Scene:
    return make_adoption_scene()


def test_officer_of_another_unit_records_it_at_once_with_credit_to_both(scene: Scene) -> None:
    initiative = scene.confirmed()

    adoption = scene.adopt(initiative)

    assert adoption.is_standing
    assert adoption.brought_by == scene.cast.sister_officer
    assert adoption.initiative.author == scene.cast.author
    assert adopter_count(initiative.pk) == 1
    assert adopter_names(initiative.pk) == ["CĐCS Công ty Cơ khí Hòa Bình"]


def test_author_reads_it_on_the_timeline_and_the_desk(scene: Scene) -> None:
    initiative = scene.confirmed()

    scene.adopt(initiative)

    told = Entry.objects.filter(subject_kind="initiative", subject_id=initiative.pk)
    assert told.filter(name="adoption.recorded").count() == 1
    news = newly_adopted(actor(scene.cast.author), at=NOW)
    assert [row.unit for row in news] == [scene.cast.sister_factory]
    assert newly_adopted(actor(scene.cast.sister_officer), at=NOW) == []


def test_credit_may_go_to_the_member_who_brought_it_in(scene: Scene) -> None:
    worker = make_member(scene.cast.sister_factory, "Lý Thị Hạnh")

    adoption = adopting.adopt(
        scene.confirmed(),
        scene.cast.sister_factory,
        told=TOLD,
        brought_by=worker,
        by=actor(scene.cast.sister_officer),
        at=NOW,
    )

    assert adoption.brought_by == worker


def test_member_proposes_and_the_officer_of_the_unit_confirms(scene: Scene) -> None:
    initiative = scene.confirmed()
    worker = make_member(scene.cast.sister_factory, "Lý Thị Hạnh")

    proposed = scene.adopt(initiative, user=worker)

    assert proposed.is_proposed
    assert adopter_count(initiative.pk) == 0
    adopting.confirm(proposed, by=actor(scene.cast.sister_officer), at=NOW)
    assert adopter_count(initiative.pk) == 1
    assert proposed.brought_by == worker
    assert Course.objects.get(adoption=proposed).next_due_on == dt.date(2026, 8, 20)


@pytest.mark.parametrize("who", ["officer", "author", "superior_officer"])
def test_proposal_is_confirmed_by_nobody_else(scene: Scene, who: str) -> None:
    worker = make_member(scene.cast.sister_factory, "Lý Thị Hạnh")
    proposed = scene.adopt(scene.confirmed(), user=worker)

    with pytest.raises(NotAllowed):
        adopting.confirm(proposed, by=actor(getattr(scene.cast, who)), at=NOW)
    with pytest.raises(NotAllowed):
        adopting.confirm(proposed, by=actor(worker), at=NOW)


def test_unit_does_not_adopt_its_own(scene: Scene) -> None:
    initiative = scene.confirmed()

    with pytest.raises(OwnUnit):
        scene.adopt(initiative, unit=scene.cast.factory, user=scene.cast.officer)
    section = make_unit("Tổ cắt", level="bo-phan", parent=scene.cast.factory)
    with pytest.raises(OwnUnit):
        scene.adopt(initiative, unit=section, user=scene.cast.officer)


def test_nobody_speaks_for_a_unit_of_others(scene: Scene) -> None:
    initiative = scene.confirmed()

    for user in (scene.cast.officer, scene.cast.superior_officer, scene.cast.author):
        with pytest.raises(NotAllowed):
            scene.adopt(initiative, user=user)


def test_only_confirmed_initiatives_are_adopted(scene: Scene) -> None:
    waiting = make_initiative(scene.programme, scene.cast.factory, scene.cast.author)
    reopened = scene.confirmed(title="Xe đẩy phôi có phanh")
    stale = type(reopened).objects.get(pk=reopened.pk)
    confirmation.reopen(reopened, reason="Xét lại.", by=actor(scene.cast.officer), at=NOW)

    for initiative in (waiting, stale):
        with pytest.raises(NotPublic):
            scene.adopt(initiative)
    assert Adoption.objects.count() == 0


def test_sent_twice_by_one_person_it_is_one_and_by_another_it_is_refused(scene: Scene) -> None:
    initiative = scene.confirmed()
    first = scene.adopt(initiative)

    assert scene.adopt(initiative) == first
    with pytest.raises(AlreadyAdopted):
        scene.adopt(initiative, user=make_member(scene.cast.sister_factory, "Lý Thị Hạnh"))
    assert Entry.objects.filter(name="adoption.recorded").count() == 1


def test_withdrawn_with_a_reason_it_may_be_recorded_again(scene: Scene) -> None:
    initiative = scene.confirmed()
    adoption = scene.adopt(initiative)
    by = actor(scene.cast.sister_officer)

    with pytest.raises(InvalidEntry):
        adopting.withdraw(adoption, reason=" ", by=by, at=NOW)
    adopting.withdraw(adoption, reason="Đã đổi dây chuyền.", by=by, at=NOW)

    assert adopter_count(initiative.pk) == 0
    assert Course.objects.get(adoption=adoption).next_due_on is None
    with pytest.raises(SettledMeanwhile):
        adopting.withdraw(adoption, reason="Lại lần nữa.", by=by, at=NOW)
    assert scene.adopt(initiative) != adoption


def test_author_of_the_initiative_cannot_withdraw_the_use_of_others(scene: Scene) -> None:
    adoption = scene.adopt(scene.confirmed())

    with pytest.raises(NotAllowed):
        adopting.withdraw(adoption, reason="Không thích.", by=actor(scene.cast.author), at=NOW)


def test_who_left_the_unit_no_longer_withdraws_its_use(scene: Scene) -> None:
    worker = make_member(scene.cast.sister_factory, "Lý Thị Hạnh")
    adoption = scene.adopt(scene.confirmed(), user=worker)
    left = replace(actor(worker), scopes=())

    with pytest.raises(NotAllowed):
        adopting.withdraw(adoption, reason="Đã ngừng dùng.", by=left, at=NOW)

    adopting.withdraw(adoption, reason="Đã ngừng dùng.", by=actor(worker), at=NOW)
    assert adopter_count(adoption.initiative_id) == 0


def test_declined_with_a_reason_that_the_member_reads(scene: Scene) -> None:
    worker = make_member(scene.cast.sister_factory, "Lý Thị Hạnh")
    proposed = scene.adopt(scene.confirmed(), user=worker)

    adopting.decline(
        proposed, reason="Đơn vị chưa dùng.", by=actor(scene.cast.sister_officer), at=NOW
    )

    proposed.refresh_from_db()
    assert (proposed.state, proposed.reason) == (AdoptionState.DECLINED, "Đơn vị chưa dùng.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"since_on": None}, "since_on"),
        ({"since_on": dt.date(2026, 5, 21)}, "since_on"),
        ({"place": " . "}, "place"),
        ({"place": "a\u202eb"}, "place"),
        ({"changes": "x" * 2_001}, "changes"),
        ({"benefit_vnd": 10**16}, "benefit_vnd"),
        ({"benefit_vnd": 5_000_000}, "benefit_basis"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    scene: Scene, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        scene.adopt(scene.confirmed(), told=replace(TOLD, **changes))  # type: ignore[arg-type]

    assert refused.value.field == field
    assert Adoption.objects.count() == 0


def test_database_refuses_a_second_one_of_the_unit(scene: Scene) -> None:
    adoption = scene.adopt(scene.confirmed())
    adoption.pk = None
    adoption._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        adoption.save(force_insert=True)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_of_one_unit_at_once_make_one_adoption() -> None:
    scene = make_adoption_scene()
    initiative = scene.confirmed()
    workers = [make_member(scene.cast.sister_factory, f"Lý Thị {n}") for n in ("Hạnh", "Hoa")]

    found = outcomes(*[lambda w=w: scene.adopt(initiative, user=w) for w in workers])

    assert Adoption.objects.count() == 1
    assert [type(refusal) for refusal in refusals(found)] == [AlreadyAdopted]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_person_pressing_twice_at_once_makes_one_adoption() -> None:
    scene = make_adoption_scene()
    initiative = scene.confirmed()

    found = outcomes(*[lambda: scene.adopt(initiative)] * 2)

    assert refusals(found) == []
    assert Adoption.objects.count() == 1
