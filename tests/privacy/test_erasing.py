import datetime as dt
import uuid
from collections.abc import Mapping
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.management import call_command

from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import credentials, signing_in
from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.accounts.errors import WrongSignIn
from sangkien.accounts.models import Pin, User
from sangkien.core import clock
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import confirmation, drafting
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import CoAuthor, Correction, Initiative
from sangkien.journal.actions import schedule
from sangkien.journal.models import Entry
from sangkien.privacy.actions import consents, erasing, requests
from sangkien.privacy.enums import Channel, Purpose, RequestKind
from sangkien.privacy.errors import AnsweredMeanwhile, InvalidRequest
from sangkien.privacy.models import Consent, DataRequest, Erasure
from sangkien.privacy.verifying import check_consents
from sangkien.progress.models import OwnTotal, SubtreeTotal
from sangkien.units.actions import joining, people
from sangkien.units.models import Grant, Lookalike, Membership
from tests.accounts.test_factors import with_app
from tests.factories import (
    NOW,
    PASSWORD,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    content_of,
    make_cast,
    make_initiative,
    make_member,
    make_officer,
    make_programme,
)
from tests.web.scene import client_of

pytestmark = pytest.mark.django_db
NAME, PHONE = "Lục Thị Đào", "0912345678"
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def person(cast: Cast) -> User:
    user = make_member(cast.factory, NAME, member_code="DV7777", phone=PHONE, password=PASSWORD)
    people.grant_role(cast.factory, user, role=RoleKey.AUDITOR, since_on=TODAY, by=SYSTEM, at=NOW)
    consents.give(user, purpose=Purpose.PUBLIC_NAME, channel=Channel.WEB, by=actor(user), at=NOW)
    return user


@pytest.fixture
def officer(cast: Cast) -> User:
    return make_officer(cast.province, RoleKey.DATA_OFFICER, "Kim Bảo Mật")


def ask(user: User, kind: RequestKind = RequestKind.DELETE) -> DataRequest:
    return requests.send(user, kind=kind, text=f"Tôi là {NAME}.", by=actor(user), at=NOW)


def erase(user: User, officer: User) -> Erasure:
    return erasing.erase(ask(user), text="Đã xóa.", by=actor(officer), at=NOW)


def test_nothing_says_any_more_who_it_was(cast: Cast, person: User, officer: User) -> None:
    browser = client_of(person)
    programme = make_programme(cast.province)
    shared = make_initiative(
        programme,
        cast.factory,
        cast.author,
        author_share_bp=7000,
        credits=(Credit(share_bp=3000, login="DV7777"),),
    )
    confirmation.return_for_changes(shared, reason="Ghi rõ.", by=actor(cast.officer), at=NOW)
    Pin.objects.create(user=person, encoded=credentials.encoded("739155"), set_at=NOW)
    with_app(person)
    SocialAccount.objects.create(user=person, provider="cong-ty", uid="u-1")

    erase(person, officer)

    person.refresh_from_db()
    assert (person.full_name, person.phone, person.public_name) == (ERASED_NAME, None, "")
    assert person.member_code.startswith("XOA")
    assert not person.has_usable_password()
    for model in (User, DataRequest, Membership, Entry, CoAuthor, Correction, Consent):
        held = str(list(model._default_manager.values_list()))
        assert not any(secret in held for secret in (NAME, "luc thi dao", PHONE, "DV7777"))
    for login in (PHONE, "DV7777", person.member_code):
        for secret in (PASSWORD, "739155"):
            with pytest.raises(WrongSignIn):
                signing_in.sign_in(login, secret, at=NOW)
    assert browser.get("/tai-khoan/").status_code == 302
    assert not Authenticator.objects.exists()
    assert not SocialAccount.objects.exists()
    assert not Grant.objects.filter(user=person, revoked_at=None).exists()
    assert not Membership.objects.filter(user=person, until_on=None).exists()
    assert list(Erasure.objects.values_list("user_id", "erased_on")) == [(person.pk, TODAY)]
    assert list(check_consents()) == []


def test_figures_and_credit_stay_as_they_were(cast: Cast, person: User, officer: User) -> None:
    programme = make_programme(cast.province)
    led = make_initiative(programme, cast.factory, person)
    confirmation.confirm(led, by=actor(cast.officer), at=NOW)
    shared = make_initiative(
        programme,
        cast.factory,
        cast.author,
        author_share_bp=7000,
        credits=(Credit(share_bp=3000, login="DV7777"),),
    )
    drafting.start_draft(
        programme,
        cast.factory,
        author=person,
        request_key=uuid.uuid4(),
        changes=content_of(programme, title="Bản nháp riêng"),
        by=actor(person),
        at=NOW,
    )
    schedule.run_due(clock.now())
    before = figures()

    erase(person, officer)
    schedule.run_due(clock.now() + DAY)

    assert figures() == before
    call_command("recount", "--check")
    led.refresh_from_db()
    assert (led.author.full_name, led.state) == (ERASED_NAME, "confirmed")
    coauthor = shared.coauthors.get()
    assert (coauthor.name, coauthor.share_bp) == (ERASED_NAME, 3000)
    assert not Initiative.objects.filter(title="Bản nháp riêng").exists()


def figures() -> list[object]:
    counted = ("unit", "period", "sent", "valid", "people", "benefit_vnd")
    return [sorted(model.objects.values_list(*counted)) for model in (OwnTotal, SubtreeTotal)]


def test_an_account_that_was_joined_is_erased_with_the_one_that_was_kept(
    cast: Cast, person: User, officer: User
) -> None:
    other = make_member(cast.factory, NAME, member_code="CU7777")
    joining.join(
        Lookalike.objects.select_related("first", "second").get(),
        keep=other.pk,
        reason="Đã hỏi",
        by=actor(cast.superior_officer),
        at=NOW,
    )
    other.refresh_from_db()

    erase(other, officer)

    assert set(Erasure.objects.values_list("user_id", flat=True)) == {person.pk, other.pk}
    assert not User.objects.filter(full_name=NAME).exists()
    for login in (PHONE, "DV7777", "CU7777"):
        with pytest.raises(WrongSignIn):
            signing_in.sign_in(login, PASSWORD, at=NOW)


def test_only_upon_request_and_by_the_data_officer(cast: Cast, person: User, officer: User) -> None:
    with pytest.raises(InvalidRequest):
        erasing.erase(ask(person, RequestKind.RESTRICT), text="Xóa.", by=actor(officer), at=NOW)
    asked = ask(person)
    for user in (person, cast.officer, cast.provincial_officer, cast.national_officer):
        with pytest.raises(NotAllowed):
            erasing.erase(asked, text="Xóa.", by=actor(user), at=NOW)
    requests.cancel(asked, by=actor(person), at=NOW)
    with pytest.raises(AnsweredMeanwhile):
        erasing.erase(asked, text="Xóa.", by=actor(officer), at=NOW)

    person.refresh_from_db()
    assert person.full_name == NAME


def test_after_a_restore_the_erased_are_erased_again(
    tmp_path: Path, cast: Cast, person: User, officer: User
) -> None:
    ledger = tmp_path / "kept" / "erasures.csv"
    before = User.objects.filter(pk=person.pk).values().get()
    erase(person, officer)
    assert erasing.write(ledger) == 1
    assert ledger.read_text() == f"{person.pk},{TODAY.isoformat()}\n"
    restore(person, before)

    call_command("reapply_erasures", "--ledger", str(ledger))

    person.refresh_from_db()
    assert (person.full_name, person.is_active) == (ERASED_NAME, False)
    assert Erasure.objects.get().erased_on == TODAY
    assert erasing.reapply(ledger, at=NOW) == 0


def restore(person: User, before: Mapping[str, object]) -> None:
    """As an older copy of the database would have it."""
    User.objects.filter(pk=person.pk).update(**{k: v for k, v in before.items() if k != "id"})
    Erasure.objects.all().delete()


def test_the_ledger_only_grows_and_spares_newer_accounts(
    tmp_path: Path, cast: Cast, person: User
) -> None:
    ledger = tmp_path / "erasures.csv"
    yesterday = TODAY - DAY
    ledger.write_text(f"{person.pk},{yesterday}\n999999,{yesterday}\n")

    assert erasing.reapply(ledger, at=NOW) == 0  # the account was made today
    assert erasing.write(ledger) == 0

    person.refresh_from_db()
    assert person.full_name == NAME
    assert len(erasing.read(ledger)) == 2
    assert erasing.read(tmp_path / "none.csv") == {}
