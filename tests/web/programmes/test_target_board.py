"""`/chuong-trinh/<slug>/bang-chi-tieu/`: every target of a programme, page by page or by name."""

from decimal import Decimal

import pytest
from django.test import Client

from sangkien.agreements.actions.targets import set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.rules import Measure
from sangkien.core import clock
from sangkien.programmes.models import Programme
from tests.factories import NOW, SYSTEM, Cast, make_target, make_unit
from tests.progress.scenes import form
from tests.web.programmes import scenes
from tests.web.programmes.scenes import address, whole
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, heads, links, rows


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return scenes.running(cast.province)


def board(programme: Programme) -> str:
    return address(programme) + "bang-chi-tieu/"


def fill(cast: Cast, programme: Programme, many: int) -> None:
    for number in range(many):
        unit = make_unit(f"LĐLĐ huyện số {number:02d}", level="cap-tren", parent=cast.province)
        make_target(whole(programme), unit, 10 + number)


def test_the_programme_shows_the_first_units_and_leads_to_all(
    cast: Cast, client: Client, programme: Programme
) -> None:
    make_target(whole(programme), cast.province, 900)
    fill(cast, programme, 25)

    page = client.get(address(programme))

    assert heads(page) == ["LĐLĐ tỉnh Bình Minh", *(f"LĐLĐ huyện số {n:02d}" for n in range(20))]
    assert board(programme) in links(page)


def test_all_units_follow_page_by_page(cast: Cast, client: Client, programme: Programme) -> None:
    fill(cast, programme, 55)

    first = client.get(board(programme))
    (following,) = (link for link in links(first) if "sau=" in link)
    second = client.get(following)

    assert heads(first) + heads(second) == [f"LĐLĐ huyện số {n:02d}" for n in range(55)]
    assert not any("sau=" in link for link in links(second))
    assert any("?" in link for link in links(second) if link.startswith(board(programme)))


def test_a_unit_of_any_level_is_found_by_name_without_marks(
    cast: Cast, client: Client, programme: Programme
) -> None:
    make_target(whole(programme), cast.factory, 20)
    make_target(whole(programme), cast.factory, 25, origin=TargetOrigin.SELF_SET)
    make_target(whole(programme), cast.superior, 70)

    found = client.get(board(programme), {"q": "may anh duong"})

    assert rows(found) == [
        "CĐCS Công ty May Ánh Dương LĐLĐ huyện Sông Xanh 20 đã gửi tự đăng ký 25 đã gửi"
    ]


def test_units_without_a_target_or_outside_are_not_shown(
    cast: Cast, client: Client, programme: Programme
) -> None:
    elsewhere = scenes.running(cast.national, title="Chương trình cả nước")
    make_target(whole(elsewhere), cast.superior, 70)

    assert "Chưa có đơn vị trực thuộc nào được giao chỉ tiêu" in content(
        client.get(board(programme))
    )
    assert "Không tìm thấy đơn vị nào có chỉ tiêu" in content(
        client.get(board(programme), {"q": "sông xanh"})
    )


@pytest.mark.parametrize(
    "query",
    [{"q": "\0"}, {"q": "x" * 5_000}, {"q": "%_'\"<b>"}, {"sau": "9" * 400}, {"sau": "' OR 1=1"}],
)
def test_nonsense_in_the_address_is_no_crash(
    cast: Cast, client: Client, programme: Programme, query: dict[str, str]
) -> None:
    fill(cast, programme, 1)

    page = client.get(board(programme), query)

    assert page.status_code in {200, 400}
    assert "<b>" not in page.content.decode().replace("<b>10</b>", "")


def test_the_page_is_the_same_for_everybody_and_drafts_have_none(
    cast: Cast, client: Client, reader: Reader, programme: Programme
) -> None:
    draft = scenes.draft(cast.province)

    anonymous = client.get(board(programme))
    officer = reader(cast.provincial_officer).get(board(programme))

    assert anonymous.content == officer.content
    assert "public" in anonymous["Cache-Control"]
    assert reader(cast.provincial_officer).get(board(draft)).status_code == 404


@pytest.mark.parametrize("query", ["", "?q=ldld"])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, client: Client, queries_of: Counted, programme: Programme, query: str
) -> None:
    fill(cast, programme, 1)
    before = queries_of(client, board(programme) + query)
    for number in range(3):
        unit = make_unit(f"LĐLĐ thị xã số {number}", level="cap-tren", parent=cast.province)
        make_target(whole(programme), unit, 5)

    assert queries_of(client, board(programme) + query) == before
    assert before <= 7


def test_targets_of_a_campaign_of_somebody_else_make_no_empty_row(
    cast: Cast, client: Client, programme: Programme
) -> None:
    campaign = scenes.campaign(programme, cast.superior)
    make_target(campaign, cast.superior, 30)
    make_target(whole(programme), cast.province, 900)

    assert rows(client.get(address(programme))) == ["LĐLĐ tỉnh Bình Minh 900 đã gửi"]
    assert rows(client.get(board(programme))) == []


def test_only_the_clusters_of_this_year_are_shown(
    cast: Cast, client: Client, programme: Programme
) -> None:
    this_year = clock.today().year
    for year in (this_year, this_year - 1):
        cluster = form(cast.province, "Cụm I", [cast.superior], number=1, year=year)
        set_target(
            whole(programme),
            cluster,
            measure=Measure(kind=TargetKind.COUNT, base=TargetBase.SENT, value=Decimal(5)),
            origin=TargetOrigin.ASSIGNED,
            by=SYSTEM,
            at=NOW,
        )

    shown = rows(client.get(address(programme)))

    assert shown == ["Cụm I 5 đã gửi"]


def test_officers_page_through_hundreds_of_units_or_find_one(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    for number in range(55):
        make_unit(f"LĐLĐ xã số {number:02d}", level="cap-tren", parent=cast.province)
    officer, here = reader(cast.provincial_officer), address(programme) + "chi-tieu/"

    first = officer.get(here)
    (following,) = (link for link in links(first) if "tu=" in link)
    shown = content(first) + content(officer.get(following))
    found = content(officer.get(here, {"q": "xa so 07"}))

    assert all(f"LĐLĐ xã số {number:02d}" in shown for number in range(55))
    assert "LĐLĐ xã số 54" not in content(first)
    assert ["LĐLĐ xã số 07" in found, "LĐLĐ xã số 08" in found] == [True, False]
    assert "Không có đơn vị trực thuộc nào như vậy." in content(officer.get(here, {"q": "zzz"}))
