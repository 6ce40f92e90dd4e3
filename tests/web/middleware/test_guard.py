"""Input that no form could have sent gets a page, never a crash."""

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.web.middleware.pages")

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "address",
    [
        "/echo/?q=%00",
        "/echo/?%00=1",
        "/echo/?q=%ff",
        "/echo/?q=%ed%a0%80",  # a lone surrogate
        "/echo/%00/",
    ],
)
def test_malformed_address_is_refused_with_a_page(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert "ký tự không hợp lệ" in response.content.decode()


@pytest.mark.parametrize("body", [b"a=%00", b"%00=a", b"a=%ff", b"a=\xff\xfe"])
def test_malformed_form_is_refused_with_a_page(client: Client, body: bytes) -> None:
    response = client.post("/echo/", body, content_type=FORM)

    assert response.status_code == 400
    assert "ký tự không hợp lệ" in response.content.decode()


def test_nul_in_a_multipart_field_is_refused(client: Client) -> None:
    assert client.post("/echo/", {"title": "a\x00b"}).status_code == 400


def test_broken_multipart_is_refused(client: Client) -> None:
    response = client.post("/echo/", b"no parts", content_type="multipart/form-data; boundary=x")

    assert response.status_code in {200, 400}  # an empty form or a refusal, never a crash


def test_nul_in_a_cookie_is_refused(client: Client) -> None:
    response = client.get("/echo/", headers={"cookie": 'phien="abcdefgh\\000ijk"'})

    assert response.status_code == 400


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 400, "9" * 5000])
def test_number_that_no_row_has_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"/echo/{number}/").status_code == 404


def test_value_that_fits_no_column_is_refused(client: Client) -> None:
    assert client.get("/refuse/too-big/").status_code == 400


def test_vietnamese_text_passes_unchanged(client: Client) -> None:
    response = client.post("/echo/?q=Đường", {"title": "Cải tiến máy dệt ½ “mới” 😀"})

    assert response.status_code == 200
    assert "Cải tiến máy dệt ½ “mới” 😀" in response.content.decode()


def test_too_many_fields_are_refused(client: Client) -> None:
    body = "&".join(f"f{n}=1" for n in range(1200)).encode()

    assert client.post("/echo/", body, content_type=FORM).status_code == 400


def test_too_much_text_is_refused(client: Client) -> None:
    assert client.post("/echo/", b"a=" + b"x" * 3_000_000, content_type=FORM).status_code == 400
