"""Public pages are the same for everybody; who is signed in is told by a piece of its own."""

import pytest
from django.test import Client

from sangkien.web.shared.http import SIGNED_IN_MARK
from tests.factories import PASSWORD, Cast, make_cast
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def mark_of(client: Client) -> str:
    cookie = client.cookies.get(SIGNED_IN_MARK)
    return cookie.value if cookie else ""


def test_signing_in_sets_a_mark_without_personal_data_and_signing_out_removes_it(
    cast: Cast, client: Client
) -> None:
    cast.author.set_password(PASSWORD)
    cast.author.save()
    client.get("/dang-nhap/")
    assert mark_of(client) == ""

    client.post("/dang-nhap/", {"login": cast.author.member_code, "password": "sai"})
    assert mark_of(client) == ""
    answer = client.post("/dang-nhap/", {"login": cast.author.member_code, "password": PASSWORD})

    cookie = answer.cookies[SIGNED_IN_MARK]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("1", "Lax", "")
    assert SIGNED_IN_MARK not in client.get("/viec-cua-toi/").cookies  # set once
    client.post("/dang-xuat/")
    assert mark_of(client) == ""


def test_whoever_was_signed_in_before_gets_the_mark_on_the_next_page(cast: Cast) -> None:
    client = client_of(cast.author)

    client.get("/viec-cua-toi/")

    assert mark_of(client) == "1"


def test_mark_of_a_session_that_has_ended_is_removed(client: Client) -> None:
    client.cookies[SIGNED_IN_MARK] = "1"

    answer = client.get("/toi/")

    assert answer.status_code == 302
    assert mark_of(client) == ""


@pytest.mark.parametrize("path", ["/", "/chuong-trinh/", "/tra-cuu/", "/khong-co/", "/cach-tinh/"])
def test_pages_for_everybody_are_the_same_with_and_without_the_mark(
    cast: Cast, client: Client, path: str
) -> None:
    signed_in = client_of(cast.officer)
    signed_in.get("/viec-cua-toi/")

    anonymous, own = client.get(path), signed_in.get(path)

    assert anonymous.content == own.content
    assert not own.cookies
    assert "Trần Thị Bình" not in own.content.decode()
    assert 'href="/dang-nhap/">Đăng nhập</a>' in own.content.decode()


def test_way_in_leads_somebody_who_is_signed_in_to_the_desk(cast: Cast) -> None:
    assert client_of(cast.author).get("/dang-nhap/")["Location"] == "/viec-cua-toi/"


def test_pieces_hold_name_menu_and_what_the_person_may_do(cast: Cast) -> None:
    province, member = client_of(cast.provincial_officer), client_of(cast.author)

    answer = province.get("/toi/", {"o": "/chuong-trinh/"})
    page = answer.content.decode()

    assert answer["Cache-Control"] == "no-store, private"
    assert "Hoàng Văn Em" in text_of(answer)
    assert "Soạn chương trình" in page
    assert '<a aria-current="page" href="/thi-dua/">' in page
    assert 'action="/dang-xuat/"' in page
    assert "Soạn chương trình" not in member.get("/toi/").content.decode()


def test_address_of_the_page_is_never_shown(cast: Cast) -> None:
    for typed in ("<script>alert(1)</script>", "x" * 10_000, "//evil.example"):
        page = client_of(cast.author).get("/toi/", {"o": typed}).content.decode()

        assert "alert(1)" not in page
        assert "evil" not in page


def test_english_pages_get_their_pieces_in_english(cast: Cast) -> None:
    assert 'href="/en/viec-cua-toi/"' in client_of(cast.author).get("/en/toi/").content.decode()
    assert 'data-from="/en/toi/"' in Client().get("/en/").content.decode()
