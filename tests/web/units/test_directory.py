"""`/don-vi/`."""

from sangkien.access.roles import RoleKey
from sangkien.units.actions import people
from tests.factories import LONG_AGO, NOW, SYSTEM, Cast, make_unit
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, links, rows

INDEX = "/don-vi/"


def oversee(cast: Cast) -> None:
    """The superior officer also looks after a factory of the sister union."""
    people.grant_role(
        cast.far_factory,
        cast.superior_officer,
        role=RoleKey.GRASSROOTS_OFFICER,
        since_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )


def test_whoever_has_one_unit_is_led_there(cast: Cast, reader: Reader) -> None:
    for user in (cast.author, cast.officer):
        response = reader(user).get(INDEX)

        assert (response.status_code, response["Location"]) == (302, "/don-vi/AD/")


def test_several_units_are_listed_with_the_roles_there(cast: Cast, reader: Reader) -> None:
    oversee(cast)

    response = reader(cast.superior_officer).get(INDEX)

    assert response.status_code == 200
    assert {"/don-vi/SX/", "/don-vi/HS/"} <= links(response)
    assert "Cán bộ công đoàn cấp trên trực tiếp cơ sở" in content(response)
    assert "/don-vi/AD/" not in links(response)


def test_a_person_without_a_unit_is_told_whom_to_ask(cast: Cast, reader: Reader) -> None:
    cast.author.memberships.update(until_on=LONG_AGO)

    response = reader(cast.author).get(INDEX)

    assert response.status_code == 200
    assert "Bạn chưa thuộc đơn vị nào" in content(response)


def test_units_are_found_without_tone_marks_and_by_code(cast: Cast, reader: Reader) -> None:
    client = reader(cast.superior_officer)

    by_name = client.get(INDEX, {"q": "may anh duong"})
    by_code = client.get(INDEX, {"q": " hb "})

    assert rows(by_name) == ["CĐCS Công ty May Ánh Dương AD Công đoàn cơ sở LĐLĐ huyện Sông Xanh"]
    assert "/don-vi/HB/" in links(by_code)


def test_units_of_others_are_not_found(cast: Cast, reader: Reader) -> None:
    for user in (cast.author, cast.sister_officer, cast.superior_officer):
        response = reader(user).get(INDEX, {"q": "hoa sen"})

        assert response.status_code == 200
        assert rows(response) == []
        assert "Không thấy đơn vị nào" in content(response)
    assert "/don-vi/HS/" in links(reader(cast.auditor).get(INDEX, {"q": "hoa sen"}))


def test_nonsense_finds_nothing_and_breaks_nothing(cast: Cast, reader: Reader) -> None:
    client = reader(cast.national_officer)

    for typed in ("%", "???", "' OR 1=1 --", "x" * 5000, "<script>", "﷽" * 50):
        response = client.get(INDEX, {"q": typed})

        assert response.status_code == 200
        assert rows(response) == []
        assert "<script>" not in response.content.decode().split("<main")[1]


def test_search_takes_as_many_queries_for_three_units_as_for_one(
    cast: Cast, reader: Reader, queries_of: Counted
) -> None:
    client = reader(cast.superior_officer)
    one = queries_of(client, INDEX + "?q=anh duong")
    for number in (1, 2):
        make_unit(f"CĐCS Ánh Dương {number}", level="co-so", parent=cast.superior)

    assert queries_of(client, INDEX + "?q=anh duong") == one
