"""Messages wait until people are up: the edges of the quiet hours, Sundays, holidays."""

import datetime as dt

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sangkien.accounts.models import User
from sangkien.core.periods import VIETNAM
from sangkien.core.workdays import Calendar
from sangkien.followup.enums import Step
from sangkien.followup.models import Recipient, Urging
from sangkien.messages.errors import TooManyMessages
from sangkien.messages.models import Message
from sangkien.messages.quiet import Quiet
from sangkien.project.environment import SMS_BODY, Sms, quiet_settings
from tests.factories import NOW, make_member
from tests.followup.urged import Lagging, make_lagging

HOLIDAY, WORKED_SUNDAY = dt.date(2026, 5, 22), dt.date(2026, 5, 31)
CALENDAR = Calendar(off=frozenset({HOLIDAY}), worked=frozenset({WORKED_SUNDAY}))


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
    return dt.datetime(2026, 5, day, hour, minute, second, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        (at(20, 20, 59, 59), at(20, 20, 59, 59)),
        (at(20, 21), at(21, 7)),
        (at(21, 0), at(21, 7)),
        (at(21, 6, 59, 59), at(21, 7)),
        (at(21, 7), at(21, 7)),
        (at(21, 22), at(23, 7)),  # the next day is a holiday
        (at(22, 10), at(23, 7)),
        (at(23, 21, 30), at(25, 7)),  # Saturday evening: Sunday rests
        (at(24, 8), at(25, 7)),
        (at(31, 8), at(31, 8)),  # a Sunday that makes up for another day
    ],
)
def test_edges(asked: dt.datetime, allowed: dt.datetime) -> None:
    assert Quiet().allowed_from(asked, CALENDAR) == allowed


MINUTES = st.integers(0, 24 * 60 - 1)


@given(st.integers(0, 2 * 365 * 24 * 60), MINUTES, MINUTES)
def test_what_is_allowed_is_never_quiet_and_never_earlier(
    moment: int, begins: int, ends: int
) -> None:
    quiet = Quiet(begins=clock_at(begins), ends=clock_at(ends))
    asked = dt.datetime(2026, 1, 1, tzinfo=VIETNAM) + dt.timedelta(minutes=moment)

    allowed = quiet.allowed_from(asked, CALENDAR)

    assert allowed >= asked
    assert quiet.allowed_from(allowed, CALENDAR) == allowed


def clock_at(minutes: int) -> dt.time:
    return dt.time(minutes // 60, minutes % 60)


def test_operator_sets_the_hours_or_none() -> None:
    assert quiet_settings({}) == Quiet()
    off = quiet_settings({"SANGKIEN_QUIET_HOURS": "off"})
    assert off.allowed_from(at(24, 3), CALENDAR) == at(24, 3)
    found = quiet_settings({"SANGKIEN_QUIET_HOURS": "20:00-06:30+sundays"})
    assert found == Quiet(begins=dt.time(20), ends=dt.time(6, 30), holidays=False)
    for wrong in ("21-7", "25:00-07:00", "21:00-07:00+mondays", "21:00"):
        with pytest.raises(ImproperlyConfigured):
            quiet_settings({"SANGKIEN_QUIET_HOURS": wrong})


@pytest.fixture
def lagging(db: None, settings: Settings) -> Lagging:
    settings.SMS = Sms(
        url="console:", header=None, secret="", body=SMS_BODY, per_hour=40, per_day=100
    )
    return make_lagging()


def test_message_goes_to_the_phones_and_waits_for_the_morning(lagging: Lagging) -> None:
    late = NOW.replace(hour=22)

    (row,) = lagging.urge(lagging.cast.superior, step=Step.MESSAGE, at=late).urged

    message = Message.objects.get()
    assert message.run_at == at(21, 7)
    assert message.recipient == lagging.cast.superior_officer
    assert message.text == row.text
    assert "LDLD huyen Song Xanh da gui 0 sang kien" in message.text
    assert Recipient.objects.get().is_texted


def test_half_of_the_limit_is_kept_for_codes(lagging: Lagging) -> None:
    somebody = make_member(lagging.cast.factory, "Lê Văn Đọc", phone="0912345670")
    Message.objects.bulk_create(
        Message(
            recipient=somebody,
            kind="dang-nhap",
            made_at=NOW,
            run_at=NOW,
            expires_at=NOW + dt.timedelta(hours=1),
        )
        for _ in range(20)
    )

    with pytest.raises(TooManyMessages, match="mã đăng nhập"):
        lagging.urge(lagging.cast.superior, step=Step.MESSAGE)
    assert not Urging.objects.exists()


def test_who_had_the_share_of_the_day_gets_the_notice_only(lagging: Lagging) -> None:
    officer = lagging.cast.superior_officer
    Message.objects.bulk_create(
        Message(
            recipient=officer,
            kind="dang-nhap",
            counted_for="unit 1",
            made_at=NOW,
            run_at=NOW,
            expires_at=NOW + dt.timedelta(hours=1),
        )
        for _ in range(5)
    )

    lagging.urge(lagging.cast.superior, step=Step.MESSAGE)

    assert not Recipient.objects.get().is_texted


def test_without_a_gateway_the_officer_sends_by_hand(lagging: Lagging, settings: Settings) -> None:
    settings.SMS = None

    lagging.urge(lagging.cast.superior, step=Step.MESSAGE)

    assert not Message.objects.exists()
    assert User.objects.get(pk=lagging.cast.superior_officer.pk).phone
    assert not Recipient.objects.get().is_texted
