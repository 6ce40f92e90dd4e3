"""Sign-in through an employer, against a server that answers on a port of this machine."""

from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from sangkien.accounts import sessions
from sangkien.accounts.models import User
from sangkien.journal.models import Entry
from tests.factories import PASSWORD, make_cast, make_member
from tests.web.accounts.sso import Employer, running
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db

START, BACK = "/dang-nhap/qua/cong-ty/", "/dang-nhap/qua/cong-ty/ve/"
LINK = "/tai-khoan/bao-mat/lien-ket/cong-ty/"


@pytest.fixture
def employer(settings: Settings) -> Iterator[Employer]:
    with running() as found:
        settings.SOCIALACCOUNT_PROVIDERS = found.configured()
        yield found


@pytest.fixture
def worker() -> User:
    return make_member(make_cast().factory, "Lê Thị Mận", member_code="DV777001", password=PASSWORD)


def round_trip(client: Client, employer: Employer, *, start: str = START, **more: str):
    """Press the button, sign in over there, come back."""
    left = client.post(start, more)
    return client.get(BACK, employer.sign_in(left.context["address"]))


def linked(worker: User, employer: Employer) -> Client:
    browser = client_of(worker)
    assert round_trip(browser, employer, start=LINK)["Location"] == "/tai-khoan/bao-mat/"
    return browser


def test_unknown_identity_is_told_to_sign_in_first_and_makes_nobody(
    client: Client, employer: Employer, worker: User
) -> None:
    people = User.objects.count()

    response = round_trip(client, employer)

    assert response.status_code == 422
    assert "Lần đầu, hãy đăng nhập tại đây" in text_of(response)
    assert User.objects.count() == people
    assert not SocialAccount.objects.exists()
    assert "_auth_user_id" not in client.session


def test_linked_identity_signs_in_and_goes_on(
    client: Client, employer: Employer, worker: User
) -> None:
    linked(worker, employer)
    client.get("/dang-nhap/")
    client.post(START)
    before = client.session.session_key

    response = round_trip(client, employer, next="/sang-kien/")

    assert response["Location"] == "/sang-kien/"
    assert client.session["_auth_user_id"] == str(worker.pk)
    assert client.session.session_key != before
    assert Entry.objects.filter(name="person.identity_linked").count() == 1


def test_nothing_but_the_identifier_is_kept(employer: Employer, worker: User) -> None:
    linked(worker, employer)
    round_trip(Client(), employer)

    kept = SocialAccount.objects.get()

    assert (kept.provider, kept.uid, kept.extra_data) == ("cong-ty", "u-1", {})


def test_other_hosts_never_come_next(client: Client, employer: Employer, worker: User) -> None:
    linked(worker, employer)

    assert round_trip(client, employer, next="//evil.example")["Location"] == "/viec-cua-toi/"


def test_who_left_does_not_come_back_this_way(
    client: Client, employer: Employer, worker: User
) -> None:
    linked(worker, employer)
    User.objects.filter(pk=worker.pk).update(is_active=False)

    assert round_trip(client, employer).status_code == 422
    assert "_auth_user_id" not in client.session


def test_answer_is_good_once_and_only_in_the_browser_that_asked(
    client: Client, employer: Employer, worker: User
) -> None:
    linked(worker, employer)
    answer = employer.sign_in(client.post(START).context["address"])

    assert Client().get(BACK, answer).status_code == 422
    assert client.get(BACK, answer).status_code == 302
    client.post("/dang-xuat/")
    assert client.get(BACK, answer).status_code == 422


def test_answer_for_another_system_is_refused(
    client: Client, employer: Employer, worker: User
) -> None:
    linked(worker, employer)
    employer.audience = "he-thong-khac"

    assert round_trip(client, employer).status_code == 422


@pytest.mark.parametrize("answer", [{}, {"error": "access_denied"}, {"code": "x", "state": "y"}])
def test_cancelled_or_made_up_answers_are_refused(
    client: Client, employer: Employer, answer: dict[str, str]
) -> None:
    assert client.get(BACK, answer).status_code == 422


def test_local_sign_in_works_while_the_other_is_down(
    client: Client, employer: Employer, worker: User
) -> None:
    linked(worker, employer)
    employer.broken = True

    assert client.post(START).status_code == 422
    response = client.post("/dang-nhap/", {"login": "DV777001", "password": PASSWORD})
    assert response["Location"] == "/viec-cua-toi/"


def test_link_of_somebody_else_is_not_taken_over(employer: Employer, worker: User) -> None:
    linked(worker, employer)
    other = make_member(worker.memberships.get().unit, "Phan Khác")

    response = round_trip(client_of(other), employer, start=LINK)

    assert response.status_code == 422
    assert SocialAccount.objects.get().user_id == worker.pk


def test_link_needs_the_person_who_pressed_and_a_recent_proof(
    employer: Employer, worker: User
) -> None:
    browser = client_of(worker)
    session = browser.session
    session[sessions.PROVEN] = 1
    session.save()

    assert browser.post(LINK)["Location"].startswith("/tai-khoan/bao-mat/xac-minh/")
    assert Client().post(LINK)["Location"].startswith("/dang-nhap/")


def test_unlinked_identity_is_unknown_again(
    client: Client, employer: Employer, worker: User
) -> None:
    browser = linked(worker, employer)

    browser.post(f"/tai-khoan/bao-mat/lien-ket/{SocialAccount.objects.get().pk}/bo/")

    assert round_trip(client, employer).status_code == 422


def test_one_that_is_not_trusted_opens_no_office(
    client: Client, employer: Employer, settings: Settings
) -> None:
    officer = make_cast().officer
    linked(officer, employer)
    settings.SOCIALACCOUNT_PROVIDERS = employer.configured(trusted=False)

    round_trip(client, employer)

    assert client.session[sessions.WEAK] is True
    assert client.get("/sang-kien/cho-xac-nhan/").status_code == 404


def test_without_configuration_there_is_no_such_way_in(client: Client) -> None:
    assert client.post(START).status_code == 404
    assert client.get(BACK).status_code == 404
    assert "Vào qua" not in text_of(client.get("/dang-nhap/"))
