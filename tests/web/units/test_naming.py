"""Further names on the page of a unit, and in the places where units are looked for."""

import pytest

from sangkien.search.actions import indexing
from sangkien.units.actions import naming
from sangkien.units.models import Alias, Unit
from tests.factories import NOW, SYSTEM, Cast
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, value_of

pytestmark = pytest.mark.django_db
FACTORY, ADD = "/don-vi/AD/", "/don-vi/AD/ten-goi/"


def test_an_officer_adds_and_removes_a_name(cast: Cast, reader: Reader) -> None:
    client = reader(cast.superior_officer)

    added = client.post(ADD, {"alias": "May Mười"}, follow=True)
    assert "Đã thêm tên gọi “May Mười”" in content(added)
    assert "Còn gọi là May Mười" in content(added)
    assert "thêm tên gọi khác của đơn vị" in content(client.get(FACTORY + "nhat-ky/"))

    url = f"{ADD}{Alias.objects.get().pk}/bo/"
    assert "Đã bỏ tên gọi “May Mười”" in content(client.post(url, follow=True))
    assert client.post(url).status_code == 302  # pressed twice
    assert not Alias.objects.exists()


@pytest.mark.parametrize("typed", ["", "CĐCS Công ty May Ánh Dương", "x" * 151, "a\x07"])
def test_a_wrong_name_is_said_at_its_field(cast: Cast, reader: Reader, typed: str) -> None:
    response = reader(cast.superior_officer).post(ADD, {"alias": typed})

    assert response.status_code == 422
    assert error_at(response, "alias")
    assert value_of(response, "alias") == typed.strip()
    assert not Alias.objects.exists()


def test_a_refused_headcount_leaves_the_form_of_names_alone(cast: Cast, reader: Reader) -> None:
    response = reader(cast.superior_officer).post(FACTORY + "so-doan-vien/", {"members": "x"})

    assert response.status_code == 422
    assert not error_at(response, "alias")
    assert error_at(response, "members")


@pytest.mark.parametrize("who", ["author", "officer", "auditor", "sister_officer"])
def test_others_read_names_and_do_not_change_them(cast: Cast, reader: Reader, who: str) -> None:
    alias = naming.add_alias(cast.factory, name="May Mười", by=SYSTEM, at=NOW)
    client = reader(getattr(cast, who))

    assert client.post(ADD, {"alias": "Khác"}).status_code == 404
    assert client.post(f"{ADD}{alias.pk}/bo/").status_code == 404
    assert "Sửa các tên gọi khác" not in client.get(FACTORY).content.decode()
    assert Alias.objects.count() == 1


def test_the_directory_tells_by_which_other_names_a_unit_is_known(
    cast: Cast, reader: Reader, queries_of: Counted
) -> None:
    naming.add_alias(cast.factory, name="May Mười", by=SYSTEM, at=NOW)
    indexing.index_many(Unit.objects.all())
    client = reader(cast.superior_officer)

    assert "còn gọi là May Mười" in content(client.get("/don-vi/?q=may muoi"))
    one = queries_of(client, "/don-vi/?q=may muoi")
    for number in range(3):
        naming.add_alias(cast.sister_factory, name=f"May Mười {number}", by=SYSTEM, at=NOW)
    indexing.index_many(Unit.objects.all())
    assert queries_of(client, "/don-vi/?q=may muoi") == one


def test_the_public_search_tells_it_too(cast: Cast, reader: Reader) -> None:
    naming.add_alias(cast.factory, name="May Mười", by=SYSTEM, at=NOW)
    indexing.index_many(Unit.objects.all())

    page = reader(cast.author).get("/tim/?q=may+muoi&loai=don-vi").content.decode()

    assert "còn gọi là <mark>May</mark> <mark>Mười</mark>" in page


def test_the_list_of_initiatives_narrows_by_an_alias(cast: Cast, reader: Reader) -> None:
    naming.add_alias(cast.factory, name="May Mười", by=SYSTEM, at=NOW)

    page = reader(cast.superior_officer).get("/sang-kien/?xem=don-vi&don_vi=may+muoi")

    assert page.status_code == 200
    assert "CĐCS Công ty May Ánh Dương" in content(page)
