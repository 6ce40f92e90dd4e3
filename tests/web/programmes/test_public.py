"""`/chuong-trinh/` and the page of one programme."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from sangkien.agreements.actions.targets import Measure, set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.core import clock, periods
from sangkien.programmes.actions import drafting
from sangkien.programmes.models import Programme
from sangkien.units.actions.clusters import form_cluster
from sangkien.units.enums import ClusterKind
from tests.factories import NOW, SYSTEM, Cast, make_phase, make_target, make_unit
from tests.web.programmes import scenes
from tests.web.programmes.scenes import LIST, address, day, whole
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, links, rows


def test_the_list_says_what_is_open_coming_and_over(cast: Cast, client: Client) -> None:
    scenes.running(cast.province, title="Đang chạy")
    scenes.running(
        cast.province,
        title="Sắp chạy",
        opens_at=periods.start_of(day(5)),
        closes_at=periods.end_of(day(9)),
    )
    scenes.running(
        cast.province,
        title="Đã xong",
        opens_at=periods.start_of(day(-9)),
        closes_at=periods.end_of(day(-5)),
    )

    page = content(client.get(LIST))

    over, coming, open_ = (page.index(name) for name in ("Đã xong", "Sắp chạy", "Đang chạy"))
    assert over < coming < open_  # the newest first
    assert f"Đã đóng Đã đóng lúc 24h00 ngày {day(-5):%d/%m/%Y}" in page[over:coming]
    assert f"Sắp mở Giai đoạn 1 mở lúc 00h00 ngày {day(5):%d/%m/%Y}" in page[coming:open_]
    assert f"Đang nhận sáng kiến Giai đoạn 1 nhận đến 24h00 ngày {day(20):%d/%m/%Y}" in page


def test_between_two_phases_a_programme_is_about_to_open(cast: Cast, client: Client) -> None:
    programme = scenes.running(
        cast.province, opens_at=periods.start_of(day(-9)), closes_at=periods.end_of(day(-5))
    )
    make_phase(
        programme,
        number=2,
        name="Giai đoạn 2",
        opens_at=periods.start_of(day(3)),
        closes_at=periods.end_of(day(9)),
    )

    assert "Sắp mở Giai đoạn 2 mở lúc 00h00" in content(client.get(LIST))


def test_drafts_are_nowhere_in_public(cast: Cast, client: Client, reader: Reader) -> None:
    programme = scenes.draft(cast.province)

    assert programme.title not in content(client.get(LIST))
    assert client.get(address(programme)).status_code == 404
    assert reader(cast.provincial_officer).get(address(programme)).status_code == 404


def test_without_programmes_the_list_says_so(cast: Cast, client: Client) -> None:
    assert "Chưa có chương trình nào được phát động" in content(client.get(LIST))


def test_the_list_goes_on_page_by_page(cast: Cast, client: Client) -> None:
    for number in range(23):
        scenes.running(cast.province, title=f"Chương trình số {number}")

    first = links(client.get(LIST))
    older = next(link for link in first if "?sau=" in link)
    second = links(client.get(older))

    shown = [{link for link in page if "chuong-trinh-so-" in link} for page in (first, second)]
    assert [len(page - {older}) for page in shown] == [20, 3]
    assert not shown[0] & shown[1]
    assert not any("?sau=" in link for link in second)
    assert LIST in second


def test_an_unknown_cursor_is_the_first_page(cast: Cast, client: Client) -> None:
    scenes.running(cast.province)

    for nonsense in ("khong-co", "' OR 1=1", "9" * 300):
        assert "Chương trình thử nghiệm" in content(client.get(LIST, {"sau": nonsense}))


def test_the_page_shows_both_windows_of_each_phase(cast: Cast, client: Client) -> None:
    programme = scenes.running(
        cast.province,
        opens_at=periods.start_of(day(-10)) + dt.timedelta(hours=8),
        applied_from=dt.date(2021, 9, 1),
        applied_to=day(20),
    )

    page = content(client.get(address(programme)))

    assert "Đang diễn ra Giai đoạn 1" in page
    assert f"Mở lúc 08h00. Áp dụng lần đầu từ 01/09/2021 đến {day(20):%d/%m/%Y}." in page
    assert f"Giai đoạn 1 nhận đến 24h00 ngày {day(20):%d/%m/%Y}." in page


def test_the_page_tells_who_what_and_on_which_document(cast: Cast, client: Client) -> None:
    programme = scenes.running(cast.province)

    response = client.get(address(programme))

    page = content(response)
    assert "Đơn vị tổ chức LĐLĐ tỉnh Bình Minh" in page
    assert "Lĩnh vực Sản xuất, kinh doanh; An toàn, vệ sinh lao động" in page
    assert "01/KH-LĐLĐ ngày 05/01/2026: Kế hoạch tổ chức chương trình" in page
    assert "Đề tài nghiên cứu khoa học" in page
    assert {"/sang-kien/dang-ky/", f"/tien-do/{programme.slug}/"} <= links(response)


def test_registering_is_offered_only_while_something_is_open(cast: Cast, client: Client) -> None:
    programme = scenes.running(
        cast.province, opens_at=periods.start_of(day(-9)), closes_at=periods.end_of(day(-5))
    )

    response = client.get(address(programme))

    assert "/sang-kien/dang-ky/" not in links(response)
    assert f"/tien-do/{programme.slug}/" in links(response)


def test_campaigns_count_down(cast: Cast, client: Client) -> None:
    programme = scenes.running(cast.province)
    scenes.campaign(programme, cast.province, first=-2, last=7)
    scenes.campaign(programme, cast.superior, first=3, last=12)
    scenes.campaign(programme, cast.sister_superior, first=-8, last=0)
    scenes.campaign(programme, cast.factory, first=-9, last=-1)

    page = content(client.get(address(programme)))

    assert "Còn 7 ngày LĐLĐ tỉnh Bình Minh" in page
    assert "Bắt đầu sau 3 ngày LĐLĐ huyện Sông Xanh" in page
    assert "Ngày cuối cùng LĐLĐ huyện Núi Đỏ" in page
    assert "Đã kết thúc CĐCS Công ty May Ánh Dương" in page
    assert "(10 ngày)" in page


def cluster(cast: Cast, name: str, number: int) -> object:
    return form_cluster(
        organiser=cast.province,
        kind=ClusterKind.CLUSTER,
        year=clock.today().year,
        name=name,
        number=number,
        by=SYSTEM,
        at=NOW,
    )


def test_targets_of_owner_clusters_and_units_stand_in_one_table(cast: Cast, client: Client) -> None:
    programme = scenes.running(cast.province)
    period = whole(programme)
    make_target(period, cast.province, 2350)
    make_target(period, cast.province, 100, kind=TargetKind.COVERAGE)
    make_target(period, cast.province, 3000, origin=TargetOrigin.SELF_SET)
    make_target(period, cast.superior, 1500, base=TargetBase.VALID)
    make_target(period, cast.factory, 20)  # two levels down: not on this page
    for number, value in ((2, 600), (1, 850)):
        set_target(
            period,
            cluster(cast, f"Cụm {number}", number),  # type: ignore[arg-type]
            measure=Measure(kind=TargetKind.COUNT, base=TargetBase.SENT, value=Decimal(value)),
            origin=TargetOrigin.ASSIGNED,
            by=SYSTEM,
            at=NOW,
        )

    table = rows(client.get(address(programme)))

    assert table == [
        "LĐLĐ tỉnh Bình Minh 2.350 đã gửi 100 % CĐCS đã gửi tự đăng ký 3.000 đã gửi",
        "Cụm 1 850 đã gửi",
        "Cụm 2 600 đã gửi",
        "LĐLĐ huyện Sông Xanh 1.500 hợp lệ",
    ]


def test_what_people_typed_is_text(cast: Cast, client: Client) -> None:
    programme = scenes.running(cast.province)
    drafting.revise_programme(
        programme,
        content=drafting.Content(
            title="<b>Đậm</b>",
            slogan='"><script>alert(1)</script>',
            summary="<img src=x onerror=alert(1)>",
            fields=("Sản xuất, kinh doanh", "An toàn, vệ sinh lao động", "<i>Nghiêng</i>"),
        ),
        by=SYSTEM,
        at=NOW,
    )

    html = client.get(address(programme)).content.decode()

    for dangerous in ("<b>Đậm", "<script>alert", "<img src=x", "<i>Nghiêng"):
        assert dangerous not in html
    assert "&lt;b&gt;Đậm&lt;/b&gt;" in html


def test_public_pages_are_the_same_for_everybody(
    cast: Cast, client: Client, reader: Reader
) -> None:
    programme = scenes.running(cast.province)

    for url in (LIST, address(programme)):
        anonymous, officer = client.get(url), reader(cast.provincial_officer).get(url)

        assert anonymous.content == officer.content
        assert "public" in anonymous["Cache-Control"]
        assert not officer.cookies
        assert "csrf" not in anonymous.content.decode()


@pytest.mark.parametrize("slug", ["khong-co", "a" * 300, "-"])
def test_an_unknown_programme_is_not_found(db: None, client: Client, slug: str) -> None:
    assert client.get(f"/chuong-trinh/{slug}/").status_code == 404


def test_a_public_page_takes_no_post(cast: Cast, client: Client) -> None:
    assert client.post(address(scenes.running(cast.province))).status_code == 405


def test_the_number_of_queries_does_not_grow(
    cast: Cast, client: Client, queries_of: Counted
) -> None:
    programme = scenes.running(cast.province)
    scenes.campaign(programme, cast.province)
    make_target(whole(programme), cast.superior, 10)
    before = queries_of(client, LIST), queries_of(client, address(programme))

    for number in range(3):
        unit = make_unit(f"LĐLĐ huyện số {number}", level="cap-tren", parent=cast.province)
        make_target(whole(programme), unit, 10 + number)
        scenes.campaign(programme, unit)
        scenes.running(cast.province, title=f"Chương trình {number}")

    assert (queries_of(client, LIST), queries_of(client, address(programme))) == before
    assert before[1] <= 9
    assert Programme.objects.count() == 4
