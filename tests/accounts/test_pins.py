import pytest

from sangkien.access.actor import Actor
from sangkien.accounts import rules
from sangkien.accounts.actions import changing, people, signing_in
from sangkien.accounts.errors import TooManyTries, WeakPin, WrongSignIn
from sangkien.accounts.models import Pin, Session, User
from sangkien.accounts.rules import DAY, PIN_LIMITS, SHORT, Device
from sangkien.core.errors import NotAllowed
from tests.factories import NOW, PASSWORD
from tests.web.scene import client_of

PIN = "739105"


def own(user: User) -> Actor:
    return Actor(user_id=user.pk, name=user.full_name)


@pytest.fixture
def user(db: None) -> User:
    made = people.add_person(
        full_name="Trần Thị Bình",
        member_code="DV860917",
        phone="0912345678",
        password=PASSWORD,
        at=NOW,
    )
    changing.change_pin(made, current=PASSWORD, pin=PIN, by=own(made), at=NOW)
    return made


@pytest.mark.parametrize("typed", ["739105", "739 105", " 739105 ", "７３９１０５"])
def test_six_figures_are_a_pin_however_typed(typed: str) -> None:
    assert rules.pin_key(typed) == PIN


@pytest.mark.parametrize("typed", ["", "73910", "7391050", "73910a", "٧٣٩١٠٥", "mật khẩu"])
def test_everything_else_is_a_password(typed: str) -> None:
    assert rules.pin_key(typed) == ""


@pytest.mark.parametrize(
    "pin",
    [
        "000000", "111111", "121212", "123123", "112211", "123456", "654321", "890123", "987654",
        "345678", "912345", "860917", "150890", "290204", "081990", "122005", "12345", "1234567",
    ],
)  # fmt: skip
def test_pin_that_others_would_guess_is_refused(pin: str) -> None:
    with pytest.raises(WeakPin) as refusal:
        rules.ensure_pin(pin, phone="0912345678", member_code="DV860917")

    assert refusal.value.field == "new"


@pytest.mark.parametrize("pin", ["739105", "802914", "473951"])
def test_other_pins_will_do(pin: str) -> None:
    rules.ensure_pin(pin, phone="0912345678", member_code="DV860917")


def test_pin_is_kept_as_a_hash_apart_from_the_password(user: User) -> None:
    kept = Pin.objects.get()

    assert PIN not in kept.encoded
    assert kept.encoded != user.password


@pytest.mark.parametrize("login", ["0912 345 678", "+84912345678", "dv-860917", "đv860917"])
def test_password_and_pin_both_open(user: User, login: str) -> None:
    assert signing_in.sign_in(login, PASSWORD, at=NOW) == user
    assert signing_in.sign_in(login, "739 105", at=NOW) == user


def test_password_in_decomposed_letters_is_the_same(db: None) -> None:
    import unicodedata  # noqa: PLC0415 - for this test alone

    password = "Đồng lúa vàng 9"
    made = people.add_person(
        full_name="Lê An",
        member_code="DV2",
        password=unicodedata.normalize("NFD", password),
        at=NOW,
    )

    assert signing_in.sign_in("DV2", password, at=NOW) == made


def fail(pin: str = "111111", **options: object) -> None:
    with pytest.raises(WrongSignIn):
        signing_in.sign_in("DV860917", pin, at=NOW, **options)  # type: ignore[arg-type]


def test_five_wrong_pins_close_the_pin_and_leave_the_password(user: User) -> None:
    for _ in range(PIN_LIMITS[0].most):
        fail()

    with pytest.raises(TooManyTries):
        signing_in.sign_in("DV860917", PIN, at=NOW)
    assert signing_in.sign_in("DV860917", PASSWORD, at=NOW) == user
    assert signing_in.sign_in("DV860917", PIN, at=NOW + SHORT) == user


def test_pins_cannot_be_guessed_slowly_all_day(user: User) -> None:
    at, wrong = NOW, 0
    while at < NOW + DAY:
        try:
            signing_in.sign_in("DV860917", "000001", at=at)
        except WrongSignIn:
            wrong += 1
        except TooManyTries:
            pass
        at += SHORT / 5

    assert wrong <= PIN_LIMITS[1].most


def test_strangers_who_guess_do_not_lock_the_own_phone(user: User) -> None:
    phone = Device(key="phone", known=frozenset({user.pk}))
    for _ in range(PIN_LIMITS[0].most):
        fail(device=Device(key="stranger"))

    with pytest.raises(TooManyTries):
        signing_in.sign_in("DV860917", PIN, at=NOW, device=Device(key="stranger"))
    assert signing_in.sign_in("DV860917", PIN, at=NOW, device=phone) == user


def test_many_accounts_cannot_be_tried_on_one_device(user: User) -> None:
    device = Device(key="stranger")
    for number in range(rules.DEVICE_LIMITS[0].most):
        with pytest.raises(WrongSignIn):
            signing_in.sign_in(f"DV77{number:04d}", "mat-khau-chung", at=NOW, device=device)

    with pytest.raises(TooManyTries):
        signing_in.sign_in("DV860917", PASSWORD, at=NOW, device=device)
    assert signing_in.sign_in("DV860917", PASSWORD, at=NOW, device=Device(key="other")) == user


def test_pin_is_no_proof_for_a_new_password_of_who_has_one(user: User) -> None:
    for enough in (False, True):
        with pytest.raises(WrongSignIn):
            changing.change_password(
                user, current=PIN, password="mat-khau-moi-1", by=own(user), at=NOW,
                pin_is_enough=enough,
            )  # fmt: skip

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_member_with_a_pin_only_sets_a_first_password_an_officer_does_not(user: User) -> None:
    User.objects.filter(pk=user.pk).update(password="!")
    user.refresh_from_db()
    with pytest.raises(WrongSignIn):
        changing.change_password(user, current=PIN, password="mat-khau-moi-1", by=own(user), at=NOW)

    changing.change_password(
        user, current=PIN, password="mat-khau-moi-1", by=own(user), at=NOW, pin_is_enough=True
    )

    assert signing_in.sign_in("DV860917", "mat-khau-moi-1", at=NOW) == user


def test_whoever_came_in_with_the_pin_is_out_when_it_is_removed(user: User) -> None:
    elsewhere, here = client_of(user), client_of(user)

    changing.remove_pin(user, by=own(user), at=NOW, staying=here.session.session_key)

    assert [row.pk for row in Session.objects.filter(user=user)] == [here.session.session_key]
    assert elsewhere.get("/tai-khoan/").status_code == 302


def test_pin_is_removed_only_where_a_password_stays(user: User) -> None:
    changing.remove_pin(user, by=own(user), at=NOW)
    assert not Pin.objects.exists()

    user.password = "!"
    with pytest.raises(NotAllowed):
        changing.remove_pin(user, by=own(user), at=NOW)
