"""Tablets of a unit: who opens them, who gets in, when they end."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password

from sangkien.access.actor import Actor
from sangkien.accounts.errors import TooManyTries, WrongSignIn
from sangkien.accounts.models import Pin, User
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.kiosks import queries, rules
from sangkien.kiosks.actions import kiosks
from sangkien.kiosks.errors import NotOfThisUnit, NotOpened
from sangkien.kiosks.models import Kiosk
from sangkien.programmes.models import Programme
from tests.factories import NOW, Cast, actor, make_cast, make_member, make_programme, make_unit

pytestmark = pytest.mark.django_db

PIN = "739105"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


def opened(cast: Cast, programme: Programme, **options: Any) -> kiosks.Opened:
    values: dict[str, Any] = {
        "name": "Máy nhà ăn",
        "request_key": uuid.uuid4(),
        "by": actor(cast.officer),
        "at": NOW,
    }
    return kiosks.open_kiosk(options.pop("unit", cast.factory), programme, **{**values, **options})


def with_pin(user: User) -> User:
    Pin.objects.create(user=user, encoded=make_password(PIN), set_at=NOW)
    return user


def test_officer_opens_a_tablet_whose_token_only_the_tablet_has(
    cast: Cast, programme: Programme
) -> None:
    made = opened(cast, programme)

    assert queries.live(made.token, at=NOW) == made.kiosk
    assert made.token not in str(list(Kiosk.objects.values_list()))
    assert Entry.objects.filter(name="kiosk.opened", unit_id=cast.factory.pk).count() == 1


@pytest.mark.postgres
def test_same_form_twice_is_one_tablet(cast: Cast, programme: Programme) -> None:
    key = uuid.uuid4()

    first, second = (opened(cast, programme, request_key=key) for _time in range(2))

    assert first == second
    assert Kiosk.objects.count() == 1


def test_form_of_a_closed_tablet_opens_nothing(cast: Cast, programme: Programme) -> None:
    key = uuid.uuid4()
    kiosks.close(opened(cast, programme, request_key=key).kiosk, by=actor(cast.officer), at=NOW)

    with pytest.raises(NotOpened):
        opened(cast, programme, request_key=key)


@pytest.mark.parametrize("who", ["author", "sister_officer", "auditor"])
def test_others_open_and_close_nothing(cast: Cast, programme: Programme, who: str) -> None:
    kiosk = opened(cast, programme).kiosk
    by: Actor = actor(getattr(cast, who))

    with pytest.raises(NotAllowed):
        opened(cast, programme, by=by)
    with pytest.raises(NotAllowed):
        kiosks.close(kiosk, by=by, at=NOW)
    with pytest.raises(NotFound):
        queries.get_kiosk(cast.factory, kiosk.pk, actor=by)

    assert Kiosk.objects.get().closed_at is None


def test_programme_must_receive_initiatives_from_the_unit(cast: Cast) -> None:
    elsewhere = make_programme(cast.sister_superior, title="Chương trình nơi khác")

    with pytest.raises(NotOpened) as refusal:
        opened(cast, elsewhere)

    assert refusal.value.field == "programme_slug"


def test_unit_has_a_limited_number_of_tablets(
    cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST", 2)
    first = opened(cast, programme)
    opened(cast, programme)

    with pytest.raises(NotOpened):
        opened(cast, programme)

    assert Kiosk.objects.count() == 2
    kiosks.close(first.kiosk, by=actor(cast.officer), at=NOW)
    opened(cast, programme)


def test_token_is_worth_nothing_after_closing_and_after_thirty_days(
    cast: Cast, programme: Programme
) -> None:
    closed, kept = opened(cast, programme), opened(cast, programme)
    kiosks.close(closed.kiosk, by=actor(cast.officer), at=NOW)
    kiosks.close(closed.kiosk, by=actor(cast.officer), at=NOW)

    assert queries.live(closed.token, at=NOW) is None
    assert queries.live(kept.token, at=NOW + dt.timedelta(days=30, seconds=-1)) == kept.kiosk
    assert queries.live(kept.token, at=NOW + dt.timedelta(days=30)) is None
    assert Entry.objects.filter(name="kiosk.closed").count() == 1


@pytest.mark.parametrize("token", ["", "x", "x" * 200, "đ"])
def test_made_up_tokens_are_no_tablet(cast: Cast, programme: Programme, token: str) -> None:
    opened(cast, programme)

    assert queries.live(token, at=NOW) is None


@pytest.mark.postgres
def test_member_gets_in_and_the_use_is_noted(cast: Cast, programme: Programme) -> None:
    kiosk, worker = opened(cast, programme).kiosk, with_pin(cast.author)

    assert kiosks.enter(kiosk, worker.member_code, "739 105", at=NOW) == worker
    assert Kiosk.objects.get().last_used_at == NOW


def test_member_of_a_section_gets_in(cast: Cast, programme: Programme) -> None:
    section = make_unit("Tổ may 1", level="bo-phan", parent=cast.factory)
    worker = with_pin(make_member(section, "Lê Thị Mận"))

    assert kiosks.enter(opened(cast, programme).kiosk, worker.member_code, PIN, at=NOW) == worker


def test_member_of_another_unit_is_told_only_after_the_right_pin(
    cast: Cast, programme: Programme
) -> None:
    kiosk = opened(cast, programme).kiosk
    stranger = with_pin(make_member(cast.sister_factory, "Phan Nơi Khác"))

    with pytest.raises(WrongSignIn):
        kiosks.enter(kiosk, stranger.member_code, "000001", at=NOW)
    with pytest.raises(NotOfThisUnit):
        kiosks.enter(kiosk, stranger.member_code, PIN, at=NOW)


def test_passwords_are_not_for_shared_tablets(cast: Cast, programme: Programme) -> None:
    with pytest.raises(WrongSignIn) as refusal:
        kiosks.enter(opened(cast, programme).kiosk, cast.author.member_code, "mat-khau", at=NOW)

    assert refusal.value.field == "pin"


def test_guessing_locks_one_account_and_never_the_tablet(cast: Cast, programme: Programme) -> None:
    kiosk = opened(cast, programme).kiosk
    victims = [with_pin(make_member(cast.factory, f"Người {n}")) for n in range(8)]
    for victim in victims[1:]:
        for _try in range(5):
            with pytest.raises(WrongSignIn):
                kiosks.enter(kiosk, victim.member_code, "000001", at=NOW)

    with pytest.raises(TooManyTries):
        kiosks.enter(kiosk, victims[1].member_code, PIN, at=NOW)

    assert kiosks.enter(kiosk, victims[0].member_code, PIN, at=NOW) == victims[0]
