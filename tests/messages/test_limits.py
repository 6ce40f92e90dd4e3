"""Messages cost: how many may be sent, who hears of it, and what becomes of those who wait."""

import datetime as dt
import logging

import pytest
from django.test import Client
from pytest_django import Settings

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.messages import queries, rules, subscribers
from sangkien.messages.actions import outbox, sign_in_codes
from sangkien.messages.enums import TextKey
from sangkien.messages.errors import TooManyMessages
from sangkien.messages.models import Message
from sangkien.project.environment import SMS_BODY, Sms
from sangkien.units.actions import activation
from tests.factories import NOW, PASSWORD, Cast, actor, make_cast, make_member
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def cast(settings: Settings) -> Cast:
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY, per_hour=3, per_day=5)
    return make_cast()


@pytest.fixture
def person(cast: Cast) -> User:
    return make_member(cast.factory, "Lê Thị Mận", phone="0912345678", password=PASSWORD)


def send(person: User, *, at: dt.datetime = NOW, counted_for: str = "") -> Message | None:
    values = {"ma": "123987", "han": "10:00"}
    return outbox.send(
        person,
        TextKey.SIGN_IN,
        values=values,
        expires_at=at + HOUR,
        at=at,
        counted_for=counted_for,
    )


def fill(person: User, count: int, *, at: dt.datetime) -> None:
    Message.objects.bulk_create(
        Message(
            recipient=person, kind=TextKey.STILL_USED, made_at=at, run_at=at, expires_at=at + HOUR
        )
        for _ in range(count)
    )


def test_an_hour_and_a_day_have_their_limits(person: User) -> None:
    for _ in range(3):
        send(person)
    with pytest.raises(TooManyMessages):
        send(person, at=NOW + HOUR - dt.timedelta(seconds=1))

    send(person, at=NOW + HOUR)
    send(person, at=NOW + HOUR)
    with pytest.raises(TooManyMessages):
        send(person, at=NOW + 3 * HOUR)
    assert send(person, at=NOW + 24 * HOUR)
    assert Message.objects.count() == 6


def test_whoever_asks_is_sent_to_the_officer_known_or_not(person: User) -> None:
    fill(person, 3, at=NOW)
    said = []
    for login in (person.member_code, "DV404404"):
        with pytest.raises(TooManyMessages) as refusal:
            sign_in_codes.ask(login, binding="browser", at=NOW)
        said.append(str(refusal.value))

    assert said[0] == said[1]
    assert "Hãy hỏi cán bộ công đoàn để lấy mã" in said[0]
    assert Message.objects.count() == 3


def test_the_page_says_so_and_keeps_what_was_typed(person: User) -> None:
    fill(person, 3, at=clock.now())

    answer = Client().post("/dang-nhap/ma-tin-nhan/", {"login": "0912 345 678"})

    assert answer.status_code == 422
    assert "Hệ thống tạm ngừng nhắn tin" in text_of(answer)
    assert 'value="0912 345 678"' in answer.content.decode()


def test_the_officer_is_told_to_read_the_code_out_and_the_old_code_stays(
    cast: Cast, person: User
) -> None:
    fill(person, 3, at=clock.now())
    membership = person.memberships.get()
    officer = client_of(cast.superior_officer)
    page = f"/don-vi/{cast.factory.code}/doan-vien/{membership.pk}/ma-kich-hoat/"

    refused = officer.post(page, {"way": "message"})

    assert refused.status_code == 422
    assert "Chưa nhắn tin được" in text_of(refused)
    assert not person.one_time_codes.exists()
    assert "Đọc mã này" in text_of(officer.post(page, {"way": "aloud"}))


def test_one_person_and_one_unit_have_limits_of_their_own(
    cast: Cast, person: User, settings: Settings
) -> None:
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY)
    by, membership = actor(cast.superior_officer), person.memberships.get()
    for _ in range(rules.MOST_TO_PERSON):
        activation.issue_code(membership, by=by, at=NOW, by_message=True)
    with pytest.raises(TooManyMessages, match="người này"):
        activation.issue_code(membership, by=by, at=NOW, by_message=True)

    other = make_member(cast.factory, "Phạm Văn Bưởi", phone="0912345679")
    Message.objects.update(counted_for=f"unit {cast.sister_factory.pk}")
    assert activation.issue_code(other.memberships.get(), by=by, at=NOW, by_message=True).is_sent
    Message.objects.all().delete()
    Message.objects.bulk_create(
        Message(
            recipient=cast.author,
            kind=TextKey.ACTIVATION,
            counted_for=f"unit {cast.factory.pk}",
            made_at=NOW,
            run_at=NOW,
            expires_at=NOW,
        )
        for _ in range(rules.MOST_OF_UNIT)
    )
    with pytest.raises(TooManyMessages, match="đơn vị"):
        activation.issue_code(other.memberships.get(), by=by, at=NOW, by_message=True)
    assert send(other)  # a code to sign in has the limits of whoever asks, not of the unit


def test_log_metrics_and_pages_of_those_who_write_the_texts_say_it(
    cast: Cast, person: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    now = clock.now()
    settings.METRICS_TOKEN = "a-long-token"
    national, superior = client_of(cast.national_officer), client_of(cast.superior_officer)
    fill(person, 2, at=now)
    subscribers.watch_limit(now)
    assert caplog.text == ""
    assert "tạm ngừng nhắn tin" not in text_of(national.get("/viec-cua-toi/"))
    fill(person, 1, at=now)

    with caplog.at_level(logging.ERROR):
        subscribers.watch_limit(now)
    metrics = Client().get("/metrics", headers={"authorization": "Bearer a-long-token"})

    assert "messages stopped at their limit" in caplog.text
    assert "sangkien_messages_stopped 1.0" in metrics.content.decode()
    assert "tạm ngừng nhắn tin" in text_of(national.get("/viec-cua-toi/"))
    assert "3 trên 3 tin" in text_of(national.get("/mau-tin/"))
    assert "tạm ngừng nhắn tin" not in text_of(superior.get("/viec-cua-toi/"))


def test_questions_that_can_wait_leave_half_to_codes(person: User) -> None:
    spent = queries.spent(at=NOW)
    assert spent is not None
    assert not spent.is_past_half
    fill(person, 2, at=NOW)

    spent = queries.spent(at=NOW)

    assert spent is not None
    assert (spent.is_past_half, spent.is_over) == (True, False)
