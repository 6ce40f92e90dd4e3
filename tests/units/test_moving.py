import datetime as dt

import pytest
from django.test import Client

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.accounts.errors import AlreadyEnrolled, InvalidIdentity
from sangkien.accounts.models import AccountLock, User
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.enums import State
from sangkien.journal.models import Entry
from sangkien.units.actions import correcting, moving, people
from sangkien.units.enums import Leaving
from sangkien.units.errors import DecidedBefore, InvalidMove
from sangkien.units.models import Departure, Grant, Membership
from sangkien.units.queries import known_person, roles_of_member
from tests.factories import (
    LONG_AGO,
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_officer,
    make_programme,
)
from tests.threads import outcomes, refusals
from tests.web.scene import client_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def member(user) -> Membership:
    return Membership.objects.select_related("unit", "user").get(user=user)


def leave(membership: Membership, **changes) -> Departure:
    values = {"cause": Leaving.LEFT, "last_on": TODAY, "reason": "", "by": SYSTEM, "at": NOW}
    return moving.leave(membership, **{**values, **changes})


def test_who_left_yesterday_belongs_to_the_unit_no_more(cast: Cast) -> None:
    leave(member(cast.author), last_on=TODAY - DAY, by=actor(cast.officer))

    assert not actor(cast.author).can(Permission.INITIATIVE_REGISTER, at=cast.factory.path)
    entry = Entry.objects.get(name="unit.member_left")
    assert (entry.actor_id, entry.payload["cause"]) == (cast.officer.pk, "left")


def test_the_last_day_still_counts(cast: Cast) -> None:
    leave(member(cast.author))

    assert actor(cast.author).can(Permission.INITIATIVE_REGISTER, at=cast.factory.path)
    assert not actor(cast.author, at=NOW + DAY).scopes


def test_roles_in_the_unit_end_at_once_and_those_elsewhere_stay(cast: Cast) -> None:
    people.grant_role(
        cast.sister_factory,
        cast.officer,
        role=RoleKey.AUDITOR,
        since_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )
    assert [role.unit for role in roles_of_member(member(cast.officer), on=TODAY)] == [cast.factory]

    leave(member(cast.officer))

    still = actor(cast.officer)
    assert not still.can(Permission.INITIATIVE_REVIEW, at=cast.factory.path)
    assert still.can(Permission.JOURNAL_VIEW, at=cast.sister_factory.path)
    assert Entry.objects.filter(name="unit.role_revoked").count() == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.CONFIRMED])
def test_what_was_sent_stays_with_the_old_unit(cast: Cast, state: State) -> None:
    sent = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    if state == State.CONFIRMED:
        confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    leave(member(cast.author), last_on=TODAY - DAY)

    sent.refresh_from_db()
    assert (sent.unit, sent.state) == (cast.factory, state)
    assert sent in type(sent).objects.visible_to(actor(cast.author))


def test_only_officers_of_the_unit_end_a_membership(cast: Cast) -> None:
    for user in (cast.author, cast.sister_officer, cast.superior_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            leave(member(cast.author), by=actor(user))

    assert not Departure.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last_on": TODAY + DAY}, "last_on"),
        ({"last_on": LONG_AGO - DAY}, "last_on"),
        ({"cause": Leaving.MOVED}, "cause"),
    ],
)
def test_an_impossible_end_is_refused(cast: Cast, changes, field: str) -> None:
    with pytest.raises(InvalidMove) as refusal:
        leave(member(cast.author), **changes)

    assert refusal.value.field == field
    assert member(cast.author).until_on is None


def test_who_left_cannot_leave_again(cast: Cast) -> None:
    before = member(cast.author)
    leave(member(cast.author))

    with pytest.raises(DecidedBefore):
        leave(before, cause=Leaving.RETIRED)

    assert Departure.objects.get().cause == Leaving.LEFT


def is_active(user: User) -> bool:
    return User.objects.filter(pk=user.pk, is_active=True).exists()


def test_the_dead_sign_in_no_more_and_a_mistake_brings_them_back(cast: Cast) -> None:
    departure = leave(member(cast.author), cause=Leaving.DIED)
    assert not is_active(cast.author)

    moving.undo_leaving(departure, reason="Nhầm người", by=actor(cast.officer), at=NOW + DAY)

    assert is_active(cast.author)
    assert not AccountLock.objects.filter(unlocked_at=None).exists()


def test_a_wrong_end_is_undone_with_its_roles(cast: Cast) -> None:
    second = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Hạnh")
    before = actor(second).scopes
    departure = leave(member(second), last_on=TODAY - DAY)

    moving.undo_leaving(departure, reason="Nhầm", by=actor(cast.officer), at=NOW + 6 * DAY)

    assert set(actor(second).scopes) == set(before)
    with pytest.raises(DecidedBefore):
        moving.undo_leaving(departure, reason="Nhầm", by=actor(cast.officer), at=NOW + 6 * DAY)


def test_after_seven_days_nothing_is_undone(cast: Cast) -> None:
    departure = leave(member(cast.author))

    with pytest.raises(InvalidMove):
        moving.undo_leaving(
            departure,
            reason="Nhầm",
            by=actor(cast.officer),
            at=NOW + 7 * DAY + dt.timedelta.resolution,
        )


def test_who_was_taken_back_meanwhile_is_not_undone_into_a_double(cast: Cast) -> None:
    departure = leave(member(cast.author), last_on=TODAY - DAY)
    people.add_member(cast.factory, cast.author, since_on=TODAY, by=SYSTEM, at=NOW)

    with pytest.raises(InvalidMove):
        moving.undo_leaving(departure, reason="Nhầm", by=actor(cast.officer), at=NOW)

    assert Membership.objects.filter(user=cast.author, until_on=None).count() == 1


def test_known_people_are_found_in_the_own_units_only(cast: Cast) -> None:
    leave(member(cast.author))
    officer = actor(cast.officer)

    assert known_person(officer, cast.author.member_code, on=TODAY) == cast.author
    assert known_person(officer, cast.sister_officer.member_code, on=TODAY) is None
    assert known_person(officer, "DV", on=TODAY) is None
    assert known_person(actor(cast.author), cast.author.member_code, on=TODAY) is None


def correct(membership: Membership, **changes):
    person = membership.user
    values = {
        "full_name": person.full_name,
        "member_code": person.member_code,
        "phone": person.phone or "",
        "by": SYSTEM,
        "at": NOW,
    }
    return correcting.correct(membership, **{**values, **changes})


def test_a_correction_keeps_the_keys_and_names_no_value(cast: Cast) -> None:
    changed = correct(
        member(cast.author),
        full_name="Nguyễn  Văn Ân",
        phone="+84 912.345.678",
        by=actor(cast.officer),
    )

    cast.author.refresh_from_db()
    assert changed == ("full_name", "phone")
    assert (cast.author.full_name, cast.author.phone) == ("Nguyễn Văn Ân", "0912345678")
    assert cast.author.folded_name == "nguyen van an"
    entry = Entry.objects.get(name="unit.member_corrected")
    assert entry.payload["fields"] == ["full_name", "phone"]
    assert "912" not in str(entry.payload)


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "84 912 000 999"), ("phone", "12"), ("member_code", "dv-001 x"), ("full_name", "?")],
)
def test_a_correction_to_somebody_elses_keys_is_refused(cast: Cast, field, value) -> None:
    make_member(cast.far_factory, "Người Khác", member_code="DV001X", phone="0912000999")

    with pytest.raises((InvalidIdentity, AlreadyEnrolled)) as refusal:
        correct(member(cast.author), **{field: value})

    assert refusal.value.field == field


def test_nobody_takes_over_a_superiors_account_by_correcting_it(cast: Cast) -> None:
    people.add_member(cast.factory, cast.provincial_officer, since_on=TODAY, by=SYSTEM, at=NOW)
    here = Membership.objects.get(user=cast.provincial_officer, unit=cast.factory)

    with pytest.raises(NotAllowed):
        correct(here, phone="0912345678", by=actor(cast.officer))
    with pytest.raises(NotAllowed):
        correcting.lock_account(here, reason="Thử", by=actor(cast.officer), at=NOW)


def test_a_locked_account_is_dead_at_the_next_request(cast: Cast) -> None:
    browser: Client = client_of(cast.author)
    assert browser.get("/tai-khoan/").status_code == 200

    correcting.lock_account(member(cast.author), reason="Mất máy", by=actor(cast.officer), at=NOW)
    assert browser.get("/tai-khoan/").status_code == 302

    correcting.unlock_account(
        member(cast.author), reason="Đã lấy lại", by=actor(cast.officer), at=NOW
    )
    cast.author.refresh_from_db()
    assert cast.author.is_active
    assert [entry.payload["reason"] for entry in Entry.objects.filter(name__contains="locked")] == [
        "Mất máy",
        "Đã lấy lại",
    ]


def test_locking_needs_scope_reason_and_somebody_else(cast: Cast) -> None:
    for user in (cast.author, cast.sister_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            correcting.lock_account(member(cast.author), reason="Thử", by=actor(user), at=NOW)
    with pytest.raises(NotAllowed):
        correcting.lock_account(member(cast.officer), reason="Thử", by=actor(cast.officer), at=NOW)
    with pytest.raises(InvalidMove):
        correcting.lock_account(member(cast.author), reason=" - ", by=actor(cast.officer), at=NOW)
    correcting.lock_account(
        member(cast.author), reason="Thử", by=actor(cast.superior_officer), at=NOW
    )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_end_a_membership_once() -> None:
    cast = make_cast()
    seen = [member(cast.author), member(cast.author)]

    found = outcomes(
        lambda: leave(seen[0], cause=Leaving.LEFT), lambda: leave(seen[1], cause=Leaving.RETIRED)
    )

    assert [type(refusal) for refusal in refusals(found)] == [DecidedBefore]
    assert Departure.objects.count() == 1
    assert Grant.objects.filter(user=cast.author).count() == 0
