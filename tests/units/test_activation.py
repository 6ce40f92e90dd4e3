import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import activation as accounts
from sangkien.accounts.errors import WrongCode
from sangkien.accounts.models import OneTimeCode, Pin, Session, User
from sangkien.core import clock
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.messages.models import Message
from sangkien.project.environment import Sms
from sangkien.units import queries
from sangkien.units.actions import activation, people
from sangkien.units.models import Membership
from tests.factories import (
    LONG_AGO,
    NOW,
    PASSWORD,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_member,
)
from tests.web.scene import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def test_officer_makes_a_code_with_which_the_member_gets_in(cast: Cast) -> None:
    issued = activation.issue_code(of(cast.author), by=actor(cast.officer), at=NOW)

    assert accounts.open_with_code(cast.author.member_code, issued.code, at=NOW).user == cast.author
    assert issued.expires_at == NOW + dt.timedelta(days=30)
    event = Entry.objects.get(name="unit.activation_code_issued")
    assert (event.actor_id, event.payload["user_id"]) == (cast.officer.pk, cast.author.pk)
    assert issued.code not in str(event.payload)


def test_forgotten_secret_ends_the_sessions_at_once(cast: Cast) -> None:
    browser = client_of(cast.author)
    assert browser.get("/tai-khoan/").status_code == 200

    activation.issue_code(of(cast.author), by=actor(cast.officer), at=NOW)

    assert browser.get("/tai-khoan/").status_code == 302
    assert not Session.objects.filter(user=cast.author).exists()


@pytest.mark.parametrize("who", ["author", "sister_officer", "auditor"])
def test_nobody_else_makes_codes(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        activation.issue_code(of(cast.author), by=actor(getattr(cast, who)), at=NOW)
    with pytest.raises(NotAllowed):
        activation.make_sheet(cast.factory, part=1, by=actor(getattr(cast, who)), at=NOW)

    assert not OneTimeCode.objects.exists()


def test_nobody_makes_a_code_for_a_role_that_he_could_not_give(cast: Cast) -> None:
    colleague = make_member(cast.factory, "Trần Đồng Cấp")
    people.grant_role(
        cast.factory,
        colleague,
        role=RoleKey.GRASSROOTS_OFFICER,
        since_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )
    higher = make_member(cast.factory, "Trần Cấp Trên")
    people.grant_role(
        cast.province, higher, role=RoleKey.PROVINCIAL_OFFICER, since_on=LONG_AGO, by=SYSTEM, at=NOW
    )

    for user in (colleague, higher, cast.officer):
        with pytest.raises(NotAllowed):
            activation.issue_code(of(user), by=actor(cast.officer), at=NOW)
    with pytest.raises(NotAllowed):
        activation.issue_code(of(higher), by=actor(cast.superior_officer), at=NOW)
    assert activation.issue_code(of(colleague), by=actor(cast.superior_officer), at=NOW).code
    assert activation.issue_code(of(higher), by=actor(cast.national_officer), at=NOW).code


def test_sheet_holds_the_members_without_a_secret_by_given_name(cast: Cast) -> None:
    make_member(cast.factory, "Lê Thị Mận", password=PASSWORD)
    with_pin = make_member(cast.factory, "Phan Có Mã")
    Pin.objects.create(user=with_pin, encoded="x", set_at=NOW)
    closed = make_member(cast.factory, "Phan Đã Khóa")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    make_member(cast.sister_factory, "Người Đơn Vị Bạn")
    waiting = make_member(cast.factory, "Võ Thị Ánh")

    issued = activation.make_sheet(cast.factory, part=1, by=actor(cast.officer), at=NOW)

    assert [one.user for one in issued] == [cast.author, waiting]
    assert queries.activation_state(cast.factory, on=TODAY).waiting == 2
    for one in issued:
        assert accounts.open_with_code(one.user.member_code, one.code, at=NOW)


def test_new_sheet_ends_the_codes_of_the_former_one(cast: Cast) -> None:
    (former,) = activation.make_sheet(cast.factory, part=1, by=actor(cast.officer), at=NOW)
    (new,) = activation.make_sheet(cast.factory, part=1, by=actor(cast.officer), at=NOW)

    with pytest.raises(WrongCode):
        accounts.open_with_code(cast.author.member_code, former.code, at=NOW)
    assert accounts.open_with_code(cast.author.member_code, new.code, at=NOW)


def test_sheet_is_one_entry_and_few_queries(cast: Cast, django_assert_max_num_queries) -> None:
    for number in range(20):
        make_member(cast.factory, f"Người Thứ {number}")
    by = actor(cast.officer)
    with django_assert_max_num_queries(10):
        issued = activation.make_sheet(cast.factory, part=1, by=by, at=NOW)

    assert len(issued) == 21
    assert Entry.objects.get(name="unit.activation_sheet_made").payload["people"] == 21


def test_large_unit_is_printed_in_parts(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.units.queries.activation.PART", 2)
    for name in ("Anh", "Bình"):
        make_member(cast.factory, f"Lê {name}")

    parts = [queries.activation_part(cast.factory, part=n, on=TODAY) for n in (1, 2, 3)]

    assert [len(part) for part in parts] == [2, 1, 0]


def test_only_members_of_the_unit_are_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        queries.get_activatable(cast.factory, of(cast.sister_officer).pk, on=TODAY)


def test_code_goes_to_the_phone_where_a_gateway_is_configured(
    cast: Cast, settings: Settings
) -> None:
    person = make_member(cast.factory, "Lê Thị Mận", phone="0912345678")
    by = actor(cast.officer)
    assert not activation.issue_code(of(person), by=by, at=NOW, by_message=True).is_sent

    settings.SMS = Sms(url="console:", header=None, secret="", body="{}")
    issued = activation.issue_code(of(person), by=by, at=NOW, by_message=True)

    assert issued.is_sent
    message = Message.objects.get()
    assert issued.code in message.text
    assert "Le Thi Man" in message.text
    assert not activation.issue_code(of(cast.author), by=by, at=NOW, by_message=True).is_sent


def test_operator_gets_the_highest_officer_in(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("activation_code", cast.national_officer.member_code)

    code, address = capsys.readouterr().out.split()
    assert address.endswith("/kich-hoat/")
    step = accounts.open_with_code(cast.national_officer.member_code, code, at=clock.now())
    assert step.user == cast.national_officer
    with pytest.raises(CommandError):
        call_command("activation_code", "DV404")
