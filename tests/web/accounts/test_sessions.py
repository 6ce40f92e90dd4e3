"""Cases 5, 54 and 59: who is signed in where, for how long, and how it ends."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts import sessions as limits
from sangkien.accounts.actions import changing
from sangkien.accounts.actions import sessions as ending
from sangkien.accounts.models import Session, User
from sangkien.core import clock
from sangkien.units.actions import people
from tests.factories import LONG_AGO, NOW, PASSWORD, SYSTEM, Cast, make_cast, make_member
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db

PIN = "739105"
URL = "/tai-khoan/thiet-bi/"
CHROME = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def worker(cast: Cast) -> User:
    made = make_member(cast.factory, "Lê Thị Mận", member_code="DV777001", password=PASSWORD)
    own = Actor(user_id=made.pk)
    changing.change_pin(made, current=PASSWORD, pin=PIN, by=own, at=NOW)
    return made


def officer(cast: Cast, worker: User) -> User:
    options: dict[str, Any] = {"role": RoleKey.GRASSROOTS_OFFICER, "since_on": LONG_AGO}
    people.grant_role(cast.factory, worker, by=SYSTEM, at=NOW, **options)
    return worker


def sign_in(secret: str = PASSWORD, *, agent: str = CHROME, **more: str) -> Client:
    client = Client(headers={"user-agent": agent})
    response = client.post("/dang-nhap/", {"login": "DV777001", "password": secret, **more})
    assert response.status_code == 302
    return client


def row(client: Client) -> Session:
    return Session.objects.get(pk=client.session.session_key)


def left(client: Client) -> dt.timedelta:
    return row(client).expire_date - clock.now()


def later(client: Client, *, seen: dt.timedelta, opened: dt.timedelta | None = None) -> None:
    """As if the last page had been asked for so long ago."""
    session: Any = client.session
    now = clock.now()
    session[limits.SEEN] = int((now - seen).timestamp())
    session[limits.OPENED] = int((now - (opened or seen)).timestamp())
    session.save()
    Session.objects.filter(pk=session.session_key).update(
        expire_date=session.get_expiry_date() - seen
    )


@pytest.mark.usefixtures("worker")
def test_members_stay_for_ninety_days() -> None:
    client = sign_in()
    client.get(URL)

    assert left(client) > dt.timedelta(days=89)
    assert client.cookies["phien"]["max-age"] > 89 * 24 * 3600


def test_visits_keep_a_members_session_on(worker: User) -> None:
    client = sign_in()
    later(client, seen=dt.timedelta(days=60))

    assert client.get(URL).status_code == 200

    assert left(client) > dt.timedelta(days=89)


def test_officers_stay_half_an_hour_unused_and_get_a_new_key(cast: Cast, worker: User) -> None:
    officer(cast, worker)
    client = sign_in()
    before = client.session.session_key

    client.get("/viec-cua-toi/")

    assert client.session.session_key != before
    assert dt.timedelta(minutes=29) < left(client) <= dt.timedelta(minutes=30)
    later(client, seen=dt.timedelta(minutes=31))
    assert client.get("/viec-cua-toi/").status_code == 302


def test_officers_sign_in_again_after_twelve_hours(cast: Cast, worker: User) -> None:
    officer(cast, worker)
    client = sign_in()
    client.get("/viec-cua-toi/")
    later(client, seen=dt.timedelta(minutes=6), opened=dt.timedelta(hours=12))
    assert left(client) < dt.timedelta(0)

    assert client.get("/viec-cua-toi/").status_code == 302


def test_role_that_is_given_shortens_the_open_session(cast: Cast, worker: User) -> None:
    client = sign_in()
    client.get("/viec-cua-toi/")
    before = client.session.session_key

    officer(cast, worker)
    client.get("/viec-cua-toi/")

    assert client.session.session_key != before
    assert left(client) <= dt.timedelta(minutes=30)
    assert not Session.objects.filter(pk=before).exists()


def test_shared_device_ends_with_the_browser_and_soon(worker: User) -> None:
    client = sign_in(shared="on")

    assert client.cookies["phien"]["max-age"] == ""
    assert left(client) <= dt.timedelta(minutes=15)
    response = client.get(URL)
    assert response["Cache-Control"] == "no-store, private"
    later(client, seen=dt.timedelta(minutes=16))
    assert client.get(URL).status_code == 302


def test_shared_device_is_cleared_at_the_end_and_knows_nobody(worker: User) -> None:
    client = sign_in(shared="on")

    assert client.post("/dang-xuat/")["Clear-Site-Data"] == '"cache", "storage"'
    other = sign_in()
    assert other.post("/dang-xuat/")["Clear-Site-Data"] == '"cache"'


def test_pin_opens_the_members_part_only(cast: Cast, worker: User) -> None:
    officer(cast, worker)
    by_pin, by_password = sign_in("739 105"), sign_in()

    assert by_password.get("/sang-kien/cho-xac-nhan/").status_code == 200
    desk = by_pin.get("/viec-cua-toi/")
    assert "Chờ xác nhận" not in text_of(desk)
    assert "Bạn đang làm việc như đoàn viên" in text_of(desk)
    assert by_pin.get(f"/don-vi/{cast.factory.code}/doan-vien/").status_code == 404
    assert left(by_pin) > dt.timedelta(days=89)


def test_role_given_later_does_not_reach_an_open_session_by_pin(cast: Cast, worker: User) -> None:
    by_pin = sign_in(PIN)
    officer(cast, worker)

    assert by_pin.get(f"/don-vi/{cast.factory.code}/doan-vien/").status_code == 404


def test_own_sessions_are_listed_in_words(cast: Cast, worker: User) -> None:
    client = sign_in()
    sign_in(agent="<script>Firefox/1 Windows NT")
    client_of(cast.author).get(URL)

    shown = text_of(client.get(URL))

    assert "Chrome trên Android (máy này)" in shown
    assert "Firefox trên Windows" in shown
    assert shown.count(" trên Android") + shown.count(" trên Windows") == 2
    assert str(client.session.session_key) not in client.get(URL).content.decode()


def test_one_session_is_ended_from_afar(worker: User) -> None:
    client, other, third = sign_in(), sign_in(), sign_in()

    client.post(f"{URL}dang-xuat/", {"session": row(other).handle})

    assert other.get(URL).status_code == 302
    assert client.get(URL).status_code == third.get(URL).status_code == 200


def test_all_others_are_ended_at_once(worker: User) -> None:
    client, other, third = sign_in(), sign_in(), sign_in()

    response = client.post(f"{URL}dang-xuat/", {"session": "others"}, follow=True)

    assert "Đã đăng xuất 2 thiết bị." in text_of(response)
    assert [c.get(URL).status_code for c in (client, other, third)] == [200, 302, 302]


def test_nobody_ends_the_session_of_somebody_else(cast: Cast, worker: User) -> None:
    client, stranger = sign_in(), client_of(cast.author)

    stranger.post(f"{URL}dang-xuat/", {"session": row(client).handle})
    stranger.post(f"{URL}dang-xuat/", {"session": "others"})

    assert client.get(URL).status_code == 200


def test_new_pin_ends_the_other_sessions_and_renews_this_one(worker: User) -> None:
    client, other = sign_in(), sign_in()
    before = client.session.session_key

    sent = {"current": PASSWORD, "new": "802914", "again": "802 914"}
    assert client.post("/tai-khoan/ma-pin/", sent).status_code == 302

    assert client.session.session_key != before
    assert client.get(URL).status_code == 200
    assert other.get(URL).status_code == 302


def test_closed_account_is_dead_at_the_next_request(worker: User) -> None:
    client = sign_in()
    User.objects.filter(pk=worker.pk).update(is_active=False)

    assert client.get(URL).status_code == 302


def test_signed_in_request_asks_three_things_about_the_reader(worker: User) -> None:
    client = sign_in()
    client.get("/sang-kien/dang-ky/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/tai-khoan/ma-pin/")

    tables = [
        next(t for t in ("session", "membership", "grant", "pin", "user") if f"_{t}" in q["sql"])
        for q in asked
    ]
    assert tables[:2] == ["session", "user"]
    assert tables.count("session") == tables.count("user") == tables.count("membership") == 1
    assert not any(q["sql"].startswith(("UPDATE", "INSERT")) for q in asked)


def test_last_seen_is_written_every_ten_minutes_at_most(worker: User) -> None:
    client = sign_in()
    for minutes, written in ((9, 0), (11, 1), (0, 0)):
        if minutes:
            later(client, seen=dt.timedelta(minutes=minutes))
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
        assert sum(q["sql"].startswith("UPDATE") for q in asked) == written


def test_sessions_that_ran_out_are_thrown_away(worker: User) -> None:
    sign_in()
    now = clock.now()

    assert ending.forget_ended(now) == 0
    assert ending.forget_ended(now + dt.timedelta(days=91)) == 1
