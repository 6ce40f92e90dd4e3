import pytest
from django.test import Client

from sangkien.messages import queries
from tests.factories import Cast, make_cast
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db

URL = "/mau-tin/dang-nhap/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def admin(cast: Cast) -> Client:
    return client_of(cast.national_officer)


def test_texts_are_listed_with_what_may_stand_in_them(admin: Client) -> None:
    assert "Tin nhắn mã kích hoạt" in text_of(admin.get("/mau-tin/"))
    assert "{ma}" in text_of(admin.get(URL))


def test_text_is_changed_shown_as_text_and_restored(admin: Client) -> None:
    assert admin.post(URL, {"text": "<b>Mã</b>: {ma}"})["Location"] == "/mau-tin/"
    page = admin.get("/mau-tin/").content.decode()
    assert "&lt;b&gt;Mã&lt;/b&gt;: {ma}" in page

    admin.post(f"{URL}mau-goc/")

    assert not queries.get_wording("dang-nhap").is_own


def test_unknown_placeholder_is_refused_at_the_field_and_the_text_kept(admin: Client) -> None:
    response = admin.post(URL, {"text": "{ma} {ho_ten.__class__}"})

    assert response.status_code == 422
    assert "Trong ngoặc nhọn chỉ được dùng: {ho_ten}, {ma}, {han}." in text_of(response)
    assert "{ma} {ho_ten.__class__}" in text_of(response)


@pytest.mark.parametrize("key", ["khong-co", "a" * 300, "%00"])
def test_unknown_text_is_not_found(admin: Client, key: str) -> None:
    assert admin.get(f"/mau-tin/{key}/").status_code in {400, 404}


@pytest.mark.parametrize("who", ["officer", "provincial_officer", "author"])
def test_others_find_no_such_page(cast: Cast, who: str) -> None:
    client = client_of(getattr(cast, who))

    assert [client.get(url).status_code for url in ("/mau-tin/", URL)] == [404, 404]
    assert client.post(URL, {"text": "{ma}"}).status_code == 404
