"""`/don-vi/<code>/doan-vien/` and enrolling."""

import datetime as dt

import pytest

from sangkien.accounts.models import User
from sangkien.units.models import Membership
from tests.factories import Cast, make_member
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, inner, links, rows, value_of

MEMBERS = "/don-vi/AD/doan-vien/"
ENROL = MEMBERS + "ghi-danh/"


@pytest.mark.parametrize(
    ("who", "listed", "enrols"),
    [
        ("author", 404, 404),
        ("officer", 200, 200),
        ("sister_officer", 404, 404),
        ("superior_officer", 200, 404),
        ("provincial_officer", 200, 404),
        ("auditor", 200, 404),
    ],
)
def test_members_are_seen_from_above_and_enrolled_by_the_own_officer(
    cast: Cast, reader: Reader, who: str, listed: int, enrols: int
) -> None:
    client = reader(getattr(cast, who))

    assert client.get(MEMBERS).status_code == listed
    assert client.get(ENROL).status_code == enrols
    assert (ENROL in links(client.get(MEMBERS))) == (enrols == 200) if listed == 200 else True


def test_members_stand_in_the_order_of_given_names(cast: Cast, reader: Reader) -> None:
    for name in ("Lê Thị Ánh", "Đỗ Văn Ấn", "Phạm Đức"):
        make_member(cast.factory, name)

    listed = rows(reader(cast.officer).get(MEMBERS))

    assert [row.split(" DV")[0] for row in listed] == [
        "Nguyễn Văn An",
        "Lê Thị Ánh",
        "Đỗ Văn Ấn",
        "Trần Thị Bình",
        "Phạm Đức",
    ]


def test_those_who_left_and_those_of_other_units_are_not_listed(cast: Cast, reader: Reader) -> None:
    gone = make_member(cast.factory, "Hồ Đã Đi")
    Membership.objects.filter(user=gone).update(until_on=dt.date(2020, 1, 1))

    words = content(reader(cast.superior_officer).get(MEMBERS))

    assert "Hồ Đã Đi" not in words
    assert "Lê Văn Cường" not in words
    assert "2 người ghi danh tại chính đơn vị này" in words


def test_a_phone_number_is_never_shown_in_full(cast: Cast, reader: Reader) -> None:
    make_member(cast.factory, "Bùi Có Số", phone="0912345678")

    markup = inner(reader(cast.officer).get(MEMBERS))

    assert "••••••• 678" in markup
    assert "0912345" not in markup


@pytest.mark.parametrize("typed", ["nguyen van an", "NGUYỄN VĂN AN", "an nguyễn", "dv abc-1"])
def test_people_are_found_without_tone_marks_and_by_code(
    cast: Cast, reader: Reader, typed: str
) -> None:
    User.objects.filter(pk=cast.author.pk).update(member_code="DVABC1")

    listed = rows(reader(cast.officer).get(MEMBERS, {"q": typed}))

    assert [row.split(" DV")[0] for row in listed] == ["Nguyễn Văn An"]


def test_nobody_is_found_by_nonsense_or_in_another_unit(cast: Cast, reader: Reader) -> None:
    client = reader(cast.officer)

    for typed in ("cuong", "%", "_", "???", "x" * 3000, "<xyz>"):
        response = client.get(MEMBERS, {"q": typed})

        assert response.status_code == 200
        assert rows(response) == []
        assert "Không thấy ai" in content(response)


def test_the_list_follows_page_by_page(cast: Cast, reader: Reader) -> None:
    for number in range(51):
        make_member(cast.factory, f"Người Thứ {number:02d}")
    client = reader(cast.officer)

    first = client.get(MEMBERS)
    (following,) = [url for url in links(first) if "sau=" in url]
    second = client.get(following)

    assert len(rows(first)) == 50
    assert len(rows(second)) == 3
    assert not set(rows(first)) & set(rows(second))


def test_nonsense_in_the_address_is_the_first_page(cast: Cast, reader: Reader) -> None:
    client = reader(cast.officer)

    for typed in ("x", "-1", "9" * 18, "9" * 40, "²"):
        assert len(rows(client.get(MEMBERS, {"sau": typed}))) == 2


def test_the_list_takes_as_many_queries_for_three_people_as_for_one(
    cast: Cast, reader: Reader, queries_of: Counted
) -> None:
    client = reader(cast.superior_officer)
    url = "/don-vi/SX/doan-vien/"
    one = queries_of(client, url)
    for name in ("Một Người", "Hai Người"):
        make_member(cast.superior, name)

    assert queries_of(client, url) == one


@pytest.fixture
def person() -> dict[str, str]:
    return {
        "full_name": "Võ  Thị Hạnh",
        "member_code": "nv 0042",
        "phone": "0903 111 222",
        "since_on": "01/02/2026",
    }


def test_an_enrolled_person_is_a_member_from_the_given_day(
    cast: Cast, reader: Reader, person: dict[str, str]
) -> None:
    client = reader(cast.officer)

    response = client.post(ENROL, person)

    assert (response.status_code, response["Location"]) == (302, MEMBERS)
    membership = Membership.objects.get(user__member_code="NV0042")
    assert membership.unit == cast.factory
    assert membership.since_on == dt.date(2026, 2, 1)
    assert (membership.user.full_name, membership.user.phone) == ("Võ Thị Hạnh", "0903111222")
    assert not membership.user.has_usable_password()
    assert "Đã ghi danh Võ Thị Hạnh, mã NV0042." in content(client.get(MEMBERS))


def test_no_officer_gives_anybody_a_password(
    cast: Cast, reader: Reader, person: dict[str, str]
) -> None:
    client = reader(cast.officer)
    assert "hãy cấp mã kích hoạt" in content(client.get(ENROL))

    client.post(ENROL, {**person, "password": "hoa cau vuon trau 9"})

    assert not User.objects.get(member_code="NV0042").has_usable_password()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("full_name", ""),
        ("full_name", "…"),
        ("full_name", "Hạnh\u202eđảo"),
        ("full_name", "x" * 200),
        ("member_code", ""),
        ("member_code", "a"),
        ("member_code", "x" * 39),
        ("phone", "12345"),
        ("since_on", "30/02/2026"),
        ("since_on", "01/01/2100"),
    ],
)
def test_what_is_wrong_is_shown_at_its_field_and_kept(
    cast: Cast, reader: Reader, person: dict[str, str], name: str, typed: str
) -> None:
    before = User.objects.count()

    response = reader(cast.officer).post(ENROL, {**person, name: typed})

    assert response.status_code == 422
    assert error_at(response, name)
    for other, value in {**person, name: typed}.items():
        assert value_of(response, other) == value
    assert User.objects.count() == before


def test_a_code_that_is_known_is_refused_at_the_code(
    cast: Cast, reader: Reader, person: dict[str, str]
) -> None:
    client = reader(cast.officer)
    client.post(ENROL, person)

    response = client.post(ENROL, {**person, "phone": ""})

    assert response.status_code == 422
    assert error_at(response, "member_code") == "Mã đoàn viên này đã có trong hệ thống."
    assert Membership.objects.filter(user__member_code="NV0042").count() == 1


def test_nobody_else_enrols_people(cast: Cast, reader: Reader, person: dict[str, str]) -> None:
    before = User.objects.count()

    for user in (cast.author, cast.sister_officer, cast.superior_officer, cast.auditor):
        assert reader(user).post(ENROL, person).status_code == 404
    assert User.objects.count() == before
