import pytest
from django.db import IntegrityError, transaction

from sangkien.access.actor import Actor
from sangkien.accounts import queries
from sangkien.accounts.actions import changing, people
from sangkien.accounts.errors import AlreadyEnrolled, InvalidIdentity
from sangkien.accounts.models import User
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.journal.models import Entry
from tests.factories import NOW, PASSWORD, actor

pytestmark = pytest.mark.django_db


def add(**changes: str | None) -> User:
    values: dict[str, str | None] = {
        "full_name": "Nguyễn Thị Ngọc Tú",
        "member_code": "dv 000 123",
        "phone": "+84 912.345.678",
        "password": PASSWORD,
    }
    return people.add_person(**{**values, **changes}, at=NOW)  # type: ignore[arg-type]


def test_a_person_is_kept_under_canonical_keys() -> None:
    user = add()

    user.refresh_from_db()
    assert (user.member_code, user.phone) == ("DV000123", "0912345678")
    assert user.folded_name == "nguyen thi ngoc tu"
    assert user.public_name == ""


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"full_name": " "}, InvalidIdentity, "full_name"),
        ({"full_name": "…!"}, InvalidIdentity, "full_name"),
        ({"full_name": "Tú\x00"}, InvalidIdentity, "full_name"),
        ({"member_code": "a"}, InvalidIdentity, "member_code"),
        ({"member_code": "x" * 31}, InvalidIdentity, "member_code"),
        ({"phone": "12345"}, InvalidIdentity, "phone"),
    ],
)
def test_an_identity_that_cannot_be_one_is_refused(
    changes: dict[str, str], error: type[DomainError], field: str
) -> None:
    with pytest.raises(error) as refusal:
        add(**changes)

    assert refusal.value.field == field
    assert not User.objects.exists()


def test_a_member_code_or_phone_number_belongs_to_one_person() -> None:
    add()

    with pytest.raises(AlreadyEnrolled) as code:
        add(phone="", member_code="DV-000123")
    with pytest.raises(AlreadyEnrolled) as phone:
        add(member_code="DV9", phone="0912 345 678")

    assert (code.value.field, phone.value.field) == ("member_code", "phone")


def test_the_database_refuses_two_of_one_code_or_phone_and_empty_ones() -> None:
    user = add()
    other = add(member_code="DV2", phone="")

    for changes in (
        {"member_code": user.member_code},
        {"phone": user.phone},
        {"phone": ""},
        {"member_code": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=other.pk).update(**changes)


def test_any_number_of_people_have_no_phone() -> None:
    add(phone="")
    add(phone="", member_code="DV2")

    assert User.objects.filter(phone=None).count() == 2


@pytest.mark.parametrize("typed", ["0912 345 678", "+84912345678", "dv000123", " DV 000-123 "])
def test_a_person_is_found_by_what_people_type(typed: str) -> None:
    user = add()

    assert queries.find_by_login(typed) == user


@pytest.mark.parametrize("typed", ["", "0999999999", "DV9", "x" * 61, "' OR ''='"])
def test_nobody_is_found_by_something_else(typed: str) -> None:
    add()

    assert queries.find_by_login(typed) is None


def test_consent_is_the_persons_own_and_can_be_taken_back() -> None:
    user = add()
    self_ = Actor(user_id=user.pk, name=user.full_name)

    assert people.publish_name(user, by=self_, at=NOW).public_name == "Nguyễn Thị Ngọc Tú"
    people.publish_name(user, by=self_, at=NOW)
    assert people.hide_name(user, by=self_, at=NOW).public_name == ""
    people.hide_name(user, by=self_, at=NOW)
    assert [e.name for e in Entry.objects.order_by("pk")] == [
        "person.name_published",
        "person.name_hidden",
    ]


def test_nobody_else_decides_about_a_person() -> None:
    user = add()
    other = Actor(user_id=user.pk + 1, name="Người khác")

    with pytest.raises(NotAllowed):
        people.publish_name(user, by=other, at=NOW)
    with pytest.raises(NotAllowed):
        people.hide_name(user, by=other, at=NOW)
    with pytest.raises(NotAllowed):
        people.publish_name(user, by=Actor.anonymous(), at=NOW)
    with pytest.raises(NotAllowed):
        changing.change_password(
            user, current=PASSWORD, password="mat-khau-moi-1", by=other, at=NOW
        )

    user.refresh_from_db()
    assert user.name_public_since is None
    assert user.check_password(PASSWORD)


def test_a_changed_password_is_recorded_without_the_password() -> None:
    user = add()

    changing.change_password(
        user, current=PASSWORD, password="mat-khau-moi-1", by=actor(user), at=NOW
    )

    user.refresh_from_db()
    assert user.check_password("mat-khau-moi-1")
    assert Entry.objects.get().payload == {"user_id": user.pk}


def test_unknown_people_have_no_name() -> None:
    user, other = add(), add(member_code="DV2", phone="")

    assert queries.names({user.pk, other.pk, 0}) == {
        user.pk: "Nguyễn Thị Ngọc Tú",
        other.pk: "Nguyễn Thị Ngọc Tú",
    }
