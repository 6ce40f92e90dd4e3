"""`/don-vi/<code>/phan-quyen/`: giving a role and taking it back."""

import datetime as dt

import pytest

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.units.actions import people
from sangkien.units.models import Grant
from tests.factories import LONG_AGO, NOW, SYSTEM, Cast, make_member
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, inner, links, rows, value_of

GRANTS = "/don-vi/AD/phan-quyen/"
GIVE = GRANTS + "giao/"


def granted(
    cast: Cast,
    role: RoleKey = RoleKey.GRASSROOTS_OFFICER,
    *,
    since_on: dt.date = LONG_AGO,
    until_on: dt.date | None = None,
) -> Grant:
    """The author's role at the factory."""
    return people.grant_role(
        cast.factory,
        cast.author,
        role=role,
        since_on=since_on,
        until_on=until_on,
        by=SYSTEM,
        at=NOW,
    )


def revoke_url(grant: Grant) -> str:
    return f"{GRANTS}{grant.pk}/thu-hoi/"


@pytest.fixture
def role(cast: Cast) -> dict[str, str]:
    """The author becomes an officer of the own factory."""
    return {
        "login": cast.author.member_code.lower(),
        "role": RoleKey.GRASSROOTS_OFFICER.value,
        "since_on": "01/06/2026",
        "until_on": "31/12/2030",
        "reason": "Quyết định số 12/QĐ-CĐ",
    }


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("author", 404),
        ("officer", 404),
        ("sister_officer", 404),
        ("auditor", 404),
        ("superior_officer", 200),
        ("provincial_officer", 200),
        ("national_officer", 200),
    ],
)
def test_roles_are_managed_from_above_only(
    cast: Cast, reader: Reader, role: dict[str, str], who: str, status: int
) -> None:
    client = reader(getattr(cast, who))
    grant = granted(cast, RoleKey.AUDITOR)

    for url in (GRANTS, GIVE, revoke_url(grant)):
        assert client.get(url).status_code == status
    if status == 404:
        assert client.post(GIVE, role).status_code == 404
        assert client.post(revoke_url(grant)).status_code == 404
        assert Grant.objects.filter(user=cast.author, revoked_at=None).get() == grant


def test_roles_in_force_and_ended_are_listed(cast: Cast, reader: Reader) -> None:
    people.revoke_role(granted(cast), by=SYSTEM, at=NOW)
    granted(cast, until_on=dt.date(2011, 5, 1))
    granted(cast, since_on=dt.date(2090, 1, 1))

    listed = rows(reader(cast.superior_officer).get(GRANTS))

    first, second = cast.author, cast.officer
    name = "Cán bộ công đoàn cơ sở"
    code = first.member_code
    assert [row.split(" Hệ thống")[0] for row in listed[:2]] == [
        f"{first} {code} {name} từ 01/01/2090 (chưa tới ngày) —",
        f"{second} {second.member_code} {name} từ 01/01/2010 —",
    ]
    assert listed[2:] == [
        f"{first} {code} {name} 01/01/2010 hết ngày 01/05/2011 —",
        f"{first} {code} {name} 01/01/2010 thu hồi lúc 09:30 ngày 20/05/2026 —",
    ]


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("superior_officer", ["grassroots_officer", "support", "auditor"]),
        (
            "provincial_officer",
            ["grassroots_officer", "superior_officer", "data_officer", "support", "auditor"],
        ),
        (
            "national_officer",
            [
                "grassroots_officer",
                "superior_officer",
                "provincial_officer",
                "national_officer",
                "data_officer",
                "support",
                "auditor",
            ],
        ),
    ],
)
def test_only_roles_that_the_own_role_may_give_are_offered(
    cast: Cast, reader: Reader, who: str, offered: list[str]
) -> None:
    markup = inner(reader(getattr(cast, who)).get(GIVE))

    assert [key.value for key in RoleKey if f'value="{key.value}"' in markup] == offered


def test_a_role_is_given_with_its_dates_and_its_reason(
    cast: Cast, reader: Reader, role: dict[str, str]
) -> None:
    client = reader(cast.superior_officer)

    response = client.post(GIVE, role)

    assert (response.status_code, response["Location"]) == (302, GRANTS)
    grant = Grant.objects.get(user=cast.author)
    assert (grant.unit, grant.role) == (cast.factory, RoleKey.GRASSROOTS_OFFICER)
    assert (grant.since_on, grant.until_on) == (dt.date(2026, 6, 1), dt.date(2030, 12, 31))
    assert (grant.reason, grant.granted_by) == ("Quyết định số 12/QĐ-CĐ", cast.superior_officer)
    assert (
        f"Đã giao vai trò Cán bộ công đoàn cơ sở cho Nguyễn Văn An, mã {cast.author.member_code}."
        in content(client.get(GRANTS))
    )


def test_the_new_officer_may_act_with_the_next_request(
    cast: Cast, reader: Reader, role: dict[str, str]
) -> None:
    author = reader(cast.author)
    assert author.get("/don-vi/AD/doan-vien/").status_code == 404

    reader(cast.superior_officer).post(GIVE, role)

    assert author.get("/don-vi/AD/doan-vien/").status_code == 200


def test_a_person_is_found_by_phone_too(cast: Cast, reader: Reader, role: dict[str, str]) -> None:
    user = make_member(cast.factory, "Bùi Có Số", phone="0912345678")

    reader(cast.superior_officer).post(GIVE, {**role, "login": "+84 912 345 678"})

    assert Grant.objects.filter(user=user).exists()


def test_people_of_other_branches_are_not_found(
    cast: Cast, reader: Reader, role: dict[str, str]
) -> None:
    stranger = make_member(cast.far_factory, "Ngô Ở Xa")

    response = reader(cast.superior_officer).post(GIVE, {**role, "login": stranger.member_code})

    assert response.status_code == 422
    assert error_at(response, "login") == (
        "Không thấy ai có mã hoặc số này trong các đơn vị bạn phụ trách."
    )
    assert "Ngô Ở Xa" not in response.content.decode()
    assert not Grant.objects.filter(user=stranger).exists()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("login", ""),
        ("login", "KHONGCO"),
        ("login", "x" * 400),
        ("role", ""),
        ("role", "author"),
        ("role", "national_officer"),
        ("role", "<b>"),
        ("since_on", "31/02/2026"),
        ("until_on", "01/01/2020"),
        ("until_on", "mai"),
        ("reason", ""),
        ("reason", "x" * 301),
        ("reason", "đổi\u200e"),
    ],
)
def test_what_is_wrong_is_shown_at_its_field_and_kept(
    cast: Cast, reader: Reader, role: dict[str, str], name: str, typed: str
) -> None:
    response = reader(cast.superior_officer).post(GIVE, {**role, name: typed})

    assert response.status_code == 422
    assert error_at(response, name)
    kept = {other: value for other, value in {**role, name: typed}.items() if other != "role"}
    assert {other: value_of(response, other) for other in kept} == kept
    assert not Grant.objects.filter(user=cast.author).exists()


def test_the_same_role_twice_is_one_role(cast: Cast, reader: Reader, role: dict[str, str]) -> None:
    client = reader(cast.superior_officer)
    client.post(GIVE, role)

    response = client.post(GIVE, {**role, "since_on": "01/01/2027", "until_on": ""})

    assert response.status_code == 422
    assert error_at(response, "role") == "Người này đã được giao vai trò này trong thời gian đó."
    assert Grant.objects.filter(user=cast.author).count() == 1


def test_a_role_may_follow_one_that_ended(cast: Cast, reader: Reader, role: dict[str, str]) -> None:
    client = reader(cast.superior_officer)
    client.post(GIVE, role)

    response = client.post(GIVE, {**role, "since_on": "01/01/2031", "until_on": ""})

    assert response.status_code == 302
    assert Grant.objects.filter(user=cast.author).count() == 2


def test_a_role_is_revoked_after_a_question(cast: Cast, reader: Reader) -> None:
    grant = granted(cast)
    client, author = reader(cast.superior_officer), reader(cast.author)
    assert author.get("/don-vi/AD/doan-vien/").status_code == 200

    question = client.get(revoke_url(grant))
    assert "Nguyễn Văn An" in content(question)
    assert Grant.objects.get(pk=grant.pk).revoked_at is None
    response = client.post(revoke_url(grant))

    assert (response.status_code, response["Location"]) == (302, GRANTS)
    assert Grant.objects.get(pk=grant.pk).revoked_at is not None
    assert author.get("/don-vi/AD/doan-vien/").status_code == 404


def test_a_role_that_was_revoked_is_not_revoked_again(cast: Cast, reader: Reader) -> None:
    grant = people.revoke_role(granted(cast), by=SYSTEM, at=NOW)
    client = reader(cast.superior_officer)

    for response in (client.get(revoke_url(grant)), client.post(revoke_url(grant))):
        assert (response.status_code, response["Location"]) == (302, GRANTS)
    assert Grant.objects.get(pk=grant.pk).revoked_at == NOW
    assert "Vai trò này đã được thu hồi trước đó." in content(client.get(GRANTS))


def test_a_role_from_further_up_is_not_revoked(cast: Cast, reader: Reader) -> None:
    grant = granted(cast, RoleKey.SUPERIOR_OFFICER)
    client = reader(cast.superior_officer)

    assert revoke_url(grant) not in links(client.get(GRANTS))
    assert client.post(revoke_url(grant)).status_code == 404
    assert Grant.objects.get(pk=grant.pk).revoked_at is None


def test_a_role_of_another_unit_is_not_found_below_this_one(cast: Cast, reader: Reader) -> None:
    other = Grant.objects.get(user=cast.sister_officer)
    client = reader(cast.superior_officer)

    for url in (revoke_url(other), f"{GRANTS}{10**15}/thu-hoi/", f"{GRANTS}{10**25}/thu-hoi/"):
        assert client.post(url).status_code == 404
    assert Grant.objects.get(pk=other.pk).revoked_at is None


def test_the_own_role_is_named_as_such(cast: Cast, reader: Reader) -> None:
    grant = Grant.objects.get(user=cast.national_officer)

    response = reader(cast.national_officer).get(f"/don-vi/TLD/phan-quyen/{grant.pk}/thu-hoi/")

    assert "Đây là vai trò của chính bạn" in content(response)


def test_a_role_begins_today_by_default(cast: Cast, reader: Reader) -> None:
    response = reader(cast.superior_officer).get(GIVE)

    assert value_of(response, "since_on") == f"{clock.today():%d/%m/%Y}"


def test_the_list_takes_as_many_queries_for_three_roles_as_for_one(
    cast: Cast, reader: Reader, queries_of: Counted
) -> None:
    client = reader(cast.superior_officer)
    one = queries_of(client, GRANTS)
    granted(cast)
    people.grant_role(
        cast.factory,
        make_member(cast.factory, "Ba Người"),
        role=RoleKey.AUDITOR,
        since_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )

    assert queries_of(client, GRANTS) == one
