import pytest
from django.test import Client

from sangkien.access.roles import RoleKey
from sangkien.accounts import sessions
from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.accounts.models import User
from sangkien.privacy.models import Consent, DataRequest
from tests.factories import Cast, make_cast, make_officer
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db
MINE, QUEUE = "/du-lieu-cua-toi/", "/yeu-cau-du-lieu/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def person(cast: Cast) -> Client:
    return client_of(cast.author)


@pytest.fixture
def officer(cast: Cast) -> Client:
    return client_of(make_officer(cast.province, RoleKey.DATA_OFFICER, "Kim Bảo Mật"))


def ask(person: Client, kind: str = "correct") -> DataRequest:
    answer = person.post(f"{MINE}yeu-cau/", {"kind": kind, "text": "Tên tôi thiếu một chữ."})
    assert answer.status_code == 302
    return DataRequest.objects.latest("pk")


def test_asked_taken_in_extended_and_answered(person: Client, officer: Client) -> None:
    asked = ask(person)
    url = f"{QUEUE}{asked.pk}/"
    assert "Nguyễn Văn An" in text_of(officer.get(QUEUE))

    officer.post(url, {"intent": "acknowledge"})
    assert "Đã tiếp nhận" in text_of(person.get(f"{MINE}yeu-cau/{asked.pk}/"))
    assert officer.post(url, {"intent": "extend", "extend-reason": ""}).status_code == 422
    officer.post(url, {"intent": "extend", "extend-reason": "Chờ xác minh."})
    assert officer.post(url, {"intent": "answer", "state": "", "text": "x"}).status_code == 422
    officer.post(url, {"intent": "answer", "state": "done", "text": "Đã sửa theo thẻ."})

    seen = text_of(person.get(f"{MINE}yeu-cau/{asked.pk}/"))
    assert "Chờ xác minh." in seen
    assert "Đã sửa theo thẻ." in seen
    assert text_of(officer.get(QUEUE)).count("Đã thực hiện") == 1
    again = {"intent": "answer", "state": "done", "text": "Lần nữa."}
    assert officer.post(url, again).status_code == 409


def test_the_person_takes_it_back(person: Client, officer: Client) -> None:
    asked = ask(person)

    person.post(f"{MINE}yeu-cau/{asked.pk}/")

    assert "Người gửi đã rút" in text_of(person.get(f"{MINE}yeu-cau/{asked.pk}/"))
    assert officer.post(f"{QUEUE}{asked.pk}/", {"intent": "acknowledge"}).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "view", "text": ""},
        {"kind": "fly", "text": "x"},
        {"kind": "view", "text": "x" * 2001},
    ],
)
def test_a_wrong_request_is_said_at_the_field(person: Client, body: dict[str, str]) -> None:
    assert person.post(f"{MINE}yeu-cau/", body).status_code == 422
    assert not DataRequest.objects.exists()


def test_erasure_needs_the_tick_and_ends_the_session(
    cast: Cast, person: Client, officer: Client
) -> None:
    asked = ask(person, "delete")
    url = f"{QUEUE}{asked.pk}/"
    assert "checked" not in officer.get(url).content.decode().split("erase-sure")[1].split(">")[0]

    assert officer.post(url, {"intent": "erase"}).status_code == 422
    assert officer.post(url, {"intent": "erase", "erase-sure": "on"}).status_code == 302

    assert User.objects.get(pk=cast.author.pk).full_name == ERASED_NAME
    assert person.get(MINE).status_code == 302


def test_erasure_asks_again_who_is_there(cast: Cast, person: Client, officer: Client) -> None:
    asked = ask(person, "delete")
    session = officer.session
    del session[sessions.PROVEN]
    session.save()

    answer = officer.post(f"{QUEUE}{asked.pk}/", {"intent": "erase", "erase-sure": "on"})

    assert answer.headers["Location"].startswith("/tai-khoan/bao-mat/xac-minh/")
    assert User.objects.get(pk=cast.author.pk).full_name == "Nguyễn Văn An"


def test_only_a_deletion_can_be_carried_out_as_one(person: Client, officer: Client) -> None:
    asked = ask(person)

    assert (
        officer.post(f"{QUEUE}{asked.pk}/", {"intent": "erase", "erase-sure": "on"}).status_code
        == 404
    )
    assert User.objects.filter(full_name="Nguyễn Văn An").exists()


def test_other_roles_find_no_queue_and_other_people_no_request(cast: Cast, person: Client) -> None:
    asked = ask(person)

    for user in (cast.author, cast.officer, cast.provincial_officer, cast.national_officer):
        assert client_of(user).get(QUEUE).status_code == 404
        assert client_of(user).get(f"{QUEUE}{asked.pk}/").status_code == 404
    assert client_of(cast.officer).get(f"{MINE}yeu-cau/{asked.pk}/").status_code == 404


def test_consent_from_this_page_stands_in_the_ledger(person: Client) -> None:
    assert "Tôi đồng ý công khai họ tên" in text_of(person.get(MINE))

    answer = person.post("/tai-khoan/cong-khai-ten/", {"consent": "yes", "back": "data"})

    assert answer["Location"] == MINE
    assert Consent.objects.get().channel == "web"
    assert "Bấm đồng ý trên trang web" in text_of(person.get(MINE))


def test_the_queue_costs_the_same_for_three(
    cast: Cast, officer: Client, django_assert_max_num_queries
) -> None:
    for user in (cast.author, cast.officer, cast.sister_officer):
        ask(client_of(user))

    with django_assert_max_num_queries(8):
        officer.get(QUEUE)
