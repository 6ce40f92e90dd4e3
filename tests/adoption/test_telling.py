import re

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from sangkien.accounts.models import User
from sangkien.adoption.actions import telling
from sangkien.adoption.enums import Order
from sangkien.adoption.models import Check, Course, LibraryEntry
from sangkien.adoption.queries.library import COLUMNS, Shelf
from sangkien.messages.models import Message
from sangkien.project.environment import SMS_BODY, Sms
from tests.adoption.scenes import Scene, make_adoption_scene
from tests.adoption.test_checks import DUE


@pytest.fixture
def scene(db: None) -> Scene:
    return make_adoption_scene()


def phone(user: User, number: str) -> None:
    User.objects.filter(pk=user.pk).update(phone=number)


def test_author_and_officer_get_a_link_of_their_own_once(scene: Scene, settings: Settings) -> None:
    settings.SMS = Sms(
        url="http://127.0.0.1:1/", header=("Authorization", "x"), secret="x", body=SMS_BODY
    )
    phone(scene.cast.author, "0912000001")
    phone(scene.cast.officer, "0912000002")
    check = scene.asked(scene.confirmed(), at=DUE)

    assert telling.tell(DUE) == 1
    assert telling.tell(DUE) == 0

    sent = list(Message.objects.order_by("recipient_id"))
    assert {message.recipient for message in sent} == {scene.cast.author, scene.cast.officer}
    for message in sent:
        path = re.search(r"/con-dung/\S+", message.text)
        assert path
        assert f"{check.pk}-{message.recipient_id}." in path[0]
        assert "19/09/2026" in message.text
    assert Client().get(path[0]).status_code == 200


def test_without_a_gateway_nothing_is_written_and_it_is_sent_when_there_is_one(
    scene: Scene,
) -> None:
    scene.asked(scene.confirmed(), at=DUE)

    assert telling.tell(DUE) == 0
    assert Check.objects.get().told_at is None


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize(
    "shelf",
    [Shelf(), Shelf(region_id=1), Shelf(field_key="an toan")],
    ids=["all", "region", "field"],
)
def test_library_is_read_in_the_order_of_an_index(db: None, order: Order, shelf: Shelf) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("plans of an empty table say nothing on PostgreSQL")
    column = COLUMNS.get(order)
    falling = [f"-{column}"] if column else []

    plan = LibraryEntry.objects.filter(shelf.condition()).order_by(*falling, "-initiative_id")

    assert "TEMP B-TREE" not in plan[:21].explain()


def test_due_courses_are_found_by_their_own_index(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("plans of an empty table say nothing on PostgreSQL")

    due = Course.objects.filter(next_due_on__lte=DUE.date()).order_by("next_due_on", "pk")

    assert "adoption_course_due" in due[:500].explain()
