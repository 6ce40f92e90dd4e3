"""Handing over, making longer, support teams, the yearly review, and who may do what."""

import datetime as dt
import logging
import uuid
from typing import Any

import pytest

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.initiatives.actions import drafting
from sangkien.initiatives.models import Initiative
from sangkien.units.actions import people
from sangkien.units.models import Grant, Unit
from tests.factories import (
    LONG_AGO,
    NOW,
    SYSTEM,
    Cast,
    actor,
    make_initiative,
    make_member,
    make_officer,
    make_programme,
)
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, inner, rows, value_of

UNIT = "/don-vi/AD/"
GRANTS = UNIT + "phan-quyen/"
SUPPORT = "/don-vi/SX/phan-quyen/to-ho-tro/"
REVIEW = "/ra-soat-phan-quyen/"


def written(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def in_days(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


@pytest.fixture
def office(cast: Cast) -> Grant:
    return Grant.objects.get(user=cast.officer)


@pytest.fixture
def heir(cast: Cast) -> dict[str, str]:
    return {
        "login": cast.author.member_code,
        "since_on": written(in_days(5)),
        "reason": "Quyết định số 15/QĐ-CĐ",
        "sure": "on",
    }


def acting(cast: Cast, unit: Unit) -> Grant:
    return people.grant_role(
        unit,
        cast.author,
        role=RoleKey.GRASSROOTS_OFFICER,
        since_on=clock.today(),
        until_on=in_days(10),
        is_acting=True,
        by=SYSTEM,
        at=clock.now(),
    )


def test_giving_oneself_a_role_is_refused_and_logged(
    cast: Cast, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    body = {
        "login": cast.superior_officer.member_code,
        "role": RoleKey.GRASSROOTS_OFFICER.value,
        "since_on": "01/06/2026",
        "reason": "Kiêm nhiệm",
    }
    with caplog.at_level(logging.WARNING):
        response = reader(cast.superior_officer).post(GRANTS + "giao/", body)

    assert response.status_code == 403
    assert "Không ai tự giao" in response.content.decode()
    assert f"not allowed: units:grant by user {cast.superior_officer.pk}" in caplog.messages
    assert Grant.objects.filter(user=cast.superior_officer).count() == 1


def test_an_acting_role_without_an_end_is_refused_at_its_field(cast: Cast, reader: Reader) -> None:
    body = {
        "login": cast.author.member_code,
        "role": RoleKey.GRASSROOTS_OFFICER.value,
        "since_on": "01/06/2026",
        "is_acting": "on",
        "reason": "Nghỉ thai sản",
    }
    client = reader(cast.superior_officer)

    refused = client.post(GRANTS + "giao/", body)
    assert (refused.status_code, error_at(refused, "until_on")) == (
        422,
        "Quyền phụ trách phải có ngày kết thúc.",
    )
    assert client.post(GRANTS + "giao/", {**body, "until_on": "30/11/2026"}).status_code == 302

    assert Grant.objects.get(user=cast.author).is_acting


def test_a_hand_over_shows_what_is_unsettled_first(
    cast: Cast, reader: Reader, office: Grant
) -> None:
    programme = make_programme(cast.province)
    for title in ("Một sáng kiến", "Hai sáng kiến"):
        make_initiative(programme, cast.factory, cast.author, title=title)

    words = content(reader(cast.superior_officer).get(f"{GRANTS}{office.pk}/ban-giao/"))

    assert "2 sáng kiến chờ xác nhận" in words
    assert "Không có sáng kiến nhập thay nào" in words


def test_an_office_is_handed_over_in_one_step(
    cast: Cast, reader: Reader, office: Grant, heir: dict[str, str]
) -> None:
    client = reader(cast.superior_officer)

    response = client.post(f"{GRANTS}{office.pk}/ban-giao/", heir)

    assert (response.status_code, response["Location"]) == (302, GRANTS)
    office.refresh_from_db()
    taken = Grant.objects.get(user=cast.author)
    assert (office.until_on, taken.since_on) == (in_days(4), in_days(5))
    assert "Đã bàn giao từ Trần Thị Bình sang Nguyễn Văn An." in content(client.get(GRANTS))
    assert client.post(f"{GRANTS}{office.pk}/ban-giao/", heir).status_code == 422
    assert Grant.objects.filter(user=cast.author).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ("login", "KHONGCO"),
        ("since_on", "01/01/2020"),
        ("since_on", "31/02/2026"),
        ("until_on", "01/01/2020"),
        ("reason", ""),
        ("sure", ""),
    ],
)
def test_a_wrong_hand_over_keeps_what_was_typed(
    cast: Cast, reader: Reader, office: Grant, heir: dict[str, str], wrong: tuple[str, str]
) -> None:
    name, typed = wrong
    body = {**heir, name: typed}

    response = reader(cast.superior_officer).post(f"{GRANTS}{office.pk}/ban-giao/", body)

    assert response.status_code == 422
    assert error_at(response, name)
    assert value_of(response, "since_on") == body["since_on"]
    assert not Grant.objects.filter(user=cast.author).exists()


def a_draft(cast: Cast, office: Grant) -> Initiative:
    """Entered by the outgoing officer for a member."""
    return drafting.start_draft(
        make_programme(cast.province),
        cast.factory,
        author=make_member(cast.factory, "Ngô Thợ May"),
        request_key=uuid.uuid4(),
        changes={"title": "Kệ để kéo"},
        by=actor(office.user),
        at=NOW,
    )


def test_drafts_pass_on_with_the_office(
    cast: Cast, reader: Reader, office: Grant, heir: dict[str, str]
) -> None:
    draft, own = a_draft(cast, office), make_member(cast.factory, "Ngô Tự Viết")
    kept = drafting.start_draft(
        draft.programme,
        cast.factory,
        author=own,
        request_key=uuid.uuid4(),
        changes={"title": "Của người khác"},
        by=actor(own),
        at=NOW,
    )
    client, url = reader(cast.superior_officer), f"{GRANTS}{office.pk}/ban-giao/"
    assert "Chuyển các bản nháp nhập thay cho người nhận" in content(client.get(url))

    today = {**heir, "since_on": f"{in_days(0):%d/%m/%Y}", "with_drafts": "on"}
    assert client.post(url, today).status_code == 302

    draft.refresh_from_db()
    kept.refresh_from_db()
    assert (draft.entered_by, kept.entered_by) == (cast.author, own)
    assert "Kệ để kéo" in content(reader(cast.author).get("/viec-cua-toi/"))


def test_drafts_stay_unless_they_are_passed_on(
    cast: Cast, reader: Reader, office: Grant, heir: dict[str, str]
) -> None:
    draft = a_draft(cast, office)
    today = {**heir, "since_on": f"{in_days(0):%d/%m/%Y}"}

    reader(cast.superior_officer).post(f"{GRANTS}{office.pk}/ban-giao/", today)

    draft.refresh_from_db()
    assert draft.entered_by == office.user


def test_a_role_is_made_longer(cast: Cast, reader: Reader) -> None:
    grant = acting(cast, cast.factory)
    client, url = reader(cast.superior_officer), f"{GRANTS}{grant.pk}/gia-han/"
    body = {"until_on": written(in_days(50)), "reason": "Chờ đại hội"}

    assert client.get(url).status_code == 200
    assert client.post(url, {**body, "until_on": ""}).status_code == 422
    assert client.post(url, {**body, "until_on": written(in_days(400))}).status_code == 422
    assert client.post(url, body).status_code == 302

    grant.refresh_from_db()
    assert grant.until_on == in_days(50)


@pytest.mark.parametrize("who", ["author", "officer", "sister_officer", "auditor"])
def test_only_who_gives_roles_changes_them(
    cast: Cast, reader: Reader, office: Grant, heir: dict[str, str], who: str
) -> None:
    client = reader(getattr(cast, who))
    before = list(Grant.objects.order_by("pk").values())
    urls = (
        f"{GRANTS}{office.pk}/ban-giao/",
        f"{GRANTS}{office.pk}/gia-han/",
        SUPPORT,
        f"{REVIEW}{office.pk}/giu/",
    )

    assert [client.post(url, heir).status_code for url in urls] == [404] * 4
    assert client.get(REVIEW).status_code == 404
    assert list(Grant.objects.order_by("pk").values()) == before


@pytest.fixture
def team(cast: Cast) -> dict[str, Any]:
    return {
        "login": cast.author.member_code,
        "units": ["AD"],
        "codes": "hb",
        "since_on": written(clock.today()),
        "reason": "Thành lập Tổ hỗ trợ",
    }


def test_a_support_team_gets_its_units_at_once(
    cast: Cast, reader: Reader, team: dict[str, Any]
) -> None:
    client = reader(cast.superior_officer)
    markup = inner(client.get(SUPPORT))
    assert 'value="AD"' in markup
    assert 'value="HS"' not in markup

    response = client.post(SUPPORT, team)

    assert (response.status_code, response["Location"]) == (302, "/don-vi/SX/phan-quyen/")
    given = Grant.objects.filter(user=cast.author, role=RoleKey.SUPPORT)
    assert {grant.unit for grant in given} == {cast.factory, cast.sister_factory}
    helper = reader(cast.author)
    assert helper.get("/don-vi/HB/doan-vien/").status_code == 200
    assert helper.get("/sang-kien/nhap-thay/").status_code == 200
    assert helper.get("/sang-kien/cho-xac-nhan/").status_code == 404
    assert helper.get("/don-vi/HB/phan-quyen/").status_code == 404


@pytest.mark.parametrize(
    "changes", [{"codes": "HS"}, {"codes": "<b>"}, {"units": ["HS"]}, {"units": [], "codes": ""}]
)
def test_a_support_team_stays_in_the_branch(
    cast: Cast, reader: Reader, team: dict[str, Any], changes: dict[str, Any]
) -> None:
    response = reader(cast.superior_officer).post(SUPPORT, {**team, **changes})

    assert response.status_code == 422
    assert error_at(response, "codes") or error_at(response, "units")
    assert not Grant.objects.filter(user=cast.author).exists()


def test_the_review_shows_age_and_sign_in_and_keeps(
    cast: Cast, reader: Reader, office: Grant
) -> None:
    Grant.objects.filter(pk=office.pk).update(reviewed_on=dt.date(2020, 1, 1))
    client = reader(cast.superior_officer)
    assert "1 vai trò đã hơn 12 tháng chưa xem lại." in content(client.get("/viec-cua-toi/"))

    first = rows(client.get(REVIEW))[0]
    assert first.startswith("Trần Thị Bình")
    assert "01/01/2020" in first
    assert "quá 12 tháng" in first
    assert "chưa đăng nhập lần nào" in first
    response = client.post(f"{REVIEW}{office.pk}/giu/")

    assert (response.status_code, response["Location"]) == (302, REVIEW)
    office.refresh_from_db()
    assert (office.reviewed_on, office.reviewed_by) == (clock.today(), cast.superior_officer)
    assert "chưa xem lại" not in content(client.get("/viec-cua-toi/"))


@pytest.mark.parametrize(
    "cursor", ["", "x", "2026-13-45.1", "0000-01-01.1", "2020-01-01." + "9" * 30]
)
def test_a_nonsense_cursor_is_the_first_page(cast: Cast, reader: Reader, cursor: str) -> None:
    response = reader(cast.superior_officer).get(REVIEW, {"sau": cursor})

    assert response.status_code == 200
    assert len(rows(response)) == 2


def test_officers_above_are_named_only_to_those_who_may_see_them(
    cast: Cast, reader: Reader
) -> None:
    page = UNIT + "ai-lam-gi/"
    own = content(reader(cast.author).get(page))
    above = content(reader(cast.provincial_officer).get(page))

    assert "Trần Thị Bình Cán bộ công đoàn cơ sở" in own
    assert "Cán bộ công đoàn cấp trên trực tiếp cơ sở, LĐLĐ huyện Sông Xanh" in own
    assert "Phạm Thị Dung" not in own
    assert "Hoàng Văn Em" not in own
    assert "Phạm Thị Dung" in above
    assert "Đặng Thị Phượng" not in above
    assert reader(cast.sister_officer).get(page).status_code == 404


@pytest.mark.parametrize("url", [UNIT + "ai-lam-gi/", REVIEW])
def test_lists_take_as_many_queries_for_more_roles(
    cast: Cast, reader: Reader, queries_of: Counted, url: str
) -> None:
    client = reader(cast.superior_officer)
    people.grant_role(
        cast.factory,
        make_member(cast.factory),
        role=RoleKey.AUDITOR,
        since_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )
    few = queries_of(client, url)
    for name in ("Một", "Hai", "Ba"):
        make_officer(cast.factory, RoleKey.AUDITOR, name)

    assert queries_of(client, url) == few
