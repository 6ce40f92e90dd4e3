"""The pages beside the progress page: what figures are made of, ranks, why, comparison."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.agreements.enums import TargetBase
from sangkien.core import clock
from sangkien.journal.actions import sealing
from sangkien.progress.actions import breaking_down, history
from sangkien.progress.models import SubtreeTotal
from sangkien.units.models import Headcount
from tests.factories import make_member, make_programme, make_target, make_unit
from tests.progress.scenes import form, send_now, settle, whole
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db

PAGES = ("co-cau", "xep-hang", "vi-sao", "so-sanh")


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def work() -> None:
    """What the worker does within a minute."""
    now = clock.now()
    settle(now)
    sealing.seal(now)
    breaking_down.follow(now)


def address(scene: Scene, code: str, page: str) -> str:
    return f"/tien-do/{scene.programme.slug}/{code}/{page}/"


def count_people(scene: Scene, **members: int) -> None:
    for name, number in members.items():
        Headcount.objects.create(
            unit=getattr(scene.cast, name),
            counted_on=clock.today(),
            members=number,
            workers=number * 2,
        )


def test_structure_names_parts_with_share_base_and_time(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=4, valid=3)
    work()

    shown = text_of(client.get(address(scene, "BM", "co-cau")))
    by_sent = text_of(client.get(address(scene, "BM", "co-cau"), {"goc": "da-gui"}))

    assert "Giải pháp kỹ thuật 4 3 100 %" in shown
    assert "Cộng 4 3 100 %" in shown
    assert "hợp lệ · tính đến" in shown
    assert "đã gửi · tính đến" in by_sent


def test_participation_says_where_members_are_unknown(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=2)
    work()

    unknown = text_of(client.get(address(scene, "BM", "co-cau")))
    count_people(scene, factory=50)
    known = text_of(client.get(address(scene, "AD", "co-cau")))

    assert "Trên 100 đoàn viên chưa có số đoàn viên" in unknown
    assert "Trên 100 lao động chưa có số lao động" in unknown
    assert "Trên 100 đoàn viên (50) 2,0 tác giả chính" in known
    assert f"theo ngày {clock.today():%d/%m/%Y}" in known
    assert "chưa có số đoàn viên" in text_of(client.get(f"/tien-do/{scene.programme.slug}/BM/"))


def test_clusters_leave_a_line_for_those_outside(client: Client, scene: Scene) -> None:
    form(scene.cast.province, "Cụm I", [scene.cast.superior], number=1, year=clock.today().year)
    make_target(whole(scene.programme), scene.cast.superior, 1)
    send_now(scene.programme, scene.cast.factory, sent=3)
    send_now(scene.programme, scene.cast.far_factory, sent=1)
    work()

    shown = text_of(client.get(address(scene, "BM", "co-cau"), {"goc": "da-gui"}))

    assert "Cụm I 3 0 75 % 1 1 1/1 1/1 0" in shown
    assert "Ngoài các cụm, khối trên 1 0 25 %" in shown
    assert "Cả đơn vị 4 0 100 %" in shown


def test_funnel_goes_on_to_what_is_used_and_used_elsewhere(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=2, valid=1)
    work()

    shown = text_of(client.get(f"/tien-do/{scene.programme.slug}/AD/"))

    assert "Còn dùng 0 (0 % số hợp lệ)" in shown
    assert "Nơi khác áp dụng lại 0 (0 % số hợp lệ)" in shown


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("so-luong", "LĐLĐ huyện Sông Xanh"),
        ("ty-le", "LĐLĐ huyện Núi Vàng"),
        ("tren-100", "LĐLĐ huyện Núi Vàng"),
        ("so-nguoi", "LĐLĐ huyện Núi Vàng"),
        ("tu-khai", "LĐLĐ huyện Sông Xanh"),
    ],
)
def test_ranks_in_every_order(client: Client, scene: Scene, order: str, first: str) -> None:
    cast = scene.cast
    other = cast.sister_superior.label
    count_people(scene, superior=1_000, sister_superior=10)
    for unit, value in ((cast.superior, 50), (cast.sister_superior, 1)):
        make_target(whole(scene.programme), unit, value, base=TargetBase.VALID)
    send_now(scene.programme, cast.factory, sent=5, valid=4)
    for _author in range(2):
        send_now(scene.programme, cast.far_factory, sent=1, valid=1)
    work()

    page = client.get(address(scene, "BM", "xep-hang"), {"xep": order}).content.decode()

    wanted = first if "Sông" in first else other
    names = re.findall(r'<th scope="row" role="rowheader"><a [^>]+>([^<]+)</a>', page)
    assert unescape(names[0]) == wanted
    assert "Đồng hạng khi" in page
    assert "hạng sau nhảy số" in page


def test_ranks_by_verified_amount_leave_declared_ones_out(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=1, valid=1)
    work()

    shown = text_of(client.get(address(scene, "BM", "xep-hang"), {"xep": "tham-dinh"}))

    assert "— LĐLĐ huyện Sông Xanh — 1 1" in shown


def test_why_opens_the_arithmetic_and_names_the_neighbours(client: Client, scene: Scene) -> None:
    for number, valid in ((1, 9), (2, 3), (3, 3), (4, 1)):
        unit = make_unit(
            f"CĐCS số {number}", level="co-so", parent=scene.cast.superior, code=f"S{number}"
        )
        send_now(scene.programme, unit, sent=valid + 1, valid=valid)
    work()

    shown = text_of(client.get(address(scene, "S2", "vi-sao")))

    assert "hạng 2 trong 6 đơn vị" in shown
    assert "3 sáng kiến hợp lệ; khi bằng nhau thì xét 4 đã gửi. Đồng hạng." in shown
    assert "Còn thiếu 7 sáng kiến hợp lệ để hơn CĐCS số 1" in shown
    assert "CĐCS số 4 ở ngay dưới, còn thiếu 3 sáng kiến hợp lệ để hơn đơn vị này." in shown
    assert "CĐCS số 3 đồng hạng" in shown
    assert "4 trong 6 đơn vị" in shown


def test_why_by_share_says_reached_and_over(client: Client, scene: Scene) -> None:
    make_target(whole(scene.programme), scene.cast.superior, 2, base=TargetBase.VALID)
    send_now(scene.programme, scene.cast.factory, sent=5, valid=5)
    work()

    shown = text_of(client.get(address(scene, "SX", "vi-sao"), {"xep": "ty-le"}))
    without = text_of(
        client.get(address(scene, scene.cast.sister_superior.code, "vi-sao"), {"xep": "ty-le"})
    )

    assert "5 sáng kiến hợp lệ : chỉ tiêu 2 = đạt 250 %, vượt 150 %." in shown
    assert "Đang đứng đầu phạm vi này." in shown
    assert "chưa có hạng" in without
    assert "đơn vị chưa có chỉ tiêu" in without


def test_why_is_asked_within_cluster_and_programme(client: Client, scene: Scene) -> None:
    year = clock.today().year
    cast = scene.cast
    units = [cast.factory, cast.far_factory]
    cluster = form(cast.province, "Cụm các trường", units, number=1, year=year)
    send_now(scene.programme, cast.factory, sent=2)
    send_now(scene.programme, cast.far_factory, sent=3)
    work()

    in_cluster = text_of(
        client.get(address(scene, "AD", "vi-sao"), {"pham-vi": f"cum-{cluster.pk}"})
    )
    anywhere = text_of(client.get(address(scene, "AD", "vi-sao"), {"pham-vi": "ca-chuong-trinh"}))

    assert "Cụm các trường: hạng 2 trong 2 đơn vị" in in_cluster
    assert "hạng 2 trong 3 đơn vị" in anywhere


def test_comparison_with_another_unit_and_with_the_average(client: Client, scene: Scene) -> None:
    cast = scene.cast
    count_people(scene, factory=50, sister_factory=10)
    send_now(scene.programme, cast.factory, sent=5, valid=5)
    send_now(scene.programme, cast.sister_factory, sent=2, valid=2)
    work()
    SubtreeTotal.objects.filter(unit=cast.factory).update(benefit_vnd=2 * 10**9)
    earlier = make_programme(cast.province, title="Chương trình năm trước")
    sister = cast.sister_factory.code

    pair = text_of(client.get(address(scene, "AD", "so-sanh"), {"voi": sister}))
    average = text_of(client.get(address(scene, "AD", "so-sanh"), {"voi": "cung-cap-tren"}))

    assert "Hợp lệ trên 100 đoàn viên 10 20 kém 10" in pair
    assert "Hợp lệ 5 2 hơn 3" in pair
    assert "Hợp lệ trên 100 đoàn viên 10 11,7 kém 1,7" in average
    assert "Hợp lệ 5 3,5 hơn 1,5" in average
    assert "Trung bình của 2 đơn vị; 2 đơn vị có số đoàn viên" in average
    # an amount is words, also inside a sentence; no part in a programme that is over is no zero
    assert "2 tỷ đồng 25.000.000 ₫ hơn 1,98 tỷ đồng" in pair.replace("\xa0", " ")
    past = client.get(address(scene, "AD", "so-sanh"), {"voi": f"ky-{whole(earlier).pk}"})
    assert "Hợp lệ 5 chưa tham gia —" in text_of(past)
    # who was given a target and sent nothing had a part in it
    make_target(whole(earlier), cast.factory, 10)
    past = client.get(address(scene, "AD", "so-sanh"), {"voi": f"ky-{whole(earlier).pk}"})
    assert "Hợp lệ 5 0" in text_of(past)
    reasons = client.get(address(scene, "AD", "vi-sao"), {"xep": "tu-khai"})
    assert "Tác giả khai: 2 tỷ đồng" in text_of(reasons).replace("\xa0", " ")


def test_comparison_finds_units_of_the_programme_only(client: Client, scene: Scene) -> None:
    code = scene.cast.far_factory.code

    found = client.get(address(scene, "AD", "so-sanh"), {"tim": code}).content.decode()
    national = text_of(client.get(address(scene, "AD", "so-sanh"), {"tim": "TLD"}))

    assert f"voi={code}" in found
    assert "Không thấy đơn vị nào trong chương trình khớp với “TLD”" in national
    assert client.get(address(scene, "AD", "so-sanh"), {"voi": "TLD"}).status_code == 404
    assert client.get(address(scene, "AD", "so-sanh"), {"voi": "khong-co"}).status_code == 404


def test_comparison_with_a_past_programme_says_that_members_differ(client: Client) -> None:
    scene = make_scene()
    unit = make_unit(
        "Liên đoàn Lao động tỉnh Thanh Hóa", level="cap-tren", parent=scene.cast.province, code="TH"
    )
    history.load_history(history.read_figures())
    send_now(scene.programme, make_unit("CĐCS A", level="co-so", parent=unit), sent=1)
    work()

    page = client.get(address(scene, "TH", "so-sanh"))
    (key,) = re.findall(r"voi=(lich-su-1[^\"]+)", page.content.decode())
    shown = text_of(client.get(address(scene, "TH", "so-sanh"), {"voi": key}))

    assert "600.175" in shown
    assert "không chia theo 100 đoàn viên" in shown
    assert "Hợp lệ trên 100 đoàn viên chưa có số đoàn viên không công bố" in shown


def test_unit_page_leads_to_everything_about_the_unit(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=2, valid=1)
    work()

    page = unescape(client.get(f"/tien-do/{scene.programme.slug}/AD/").content.decode())

    for aside in PAGES:
        assert f"{address(scene, 'AD', aside)}?dot={whole(scene.programme).pk}" in page
    found = client.get(f"/tim/?chuong_trinh={scene.programme.slug}&don_vi=AD")
    assert f"chuong_trinh={scene.programme.slug}&don_vi=AD" in page
    assert found.status_code == 200


@pytest.mark.parametrize("aside", PAGES)
def test_pages_are_the_same_for_everybody(client: Client, scene: Scene, aside: str) -> None:
    send_now(scene.programme, scene.cast.factory, sent=1)
    work()

    anonymous = client.get(address(scene, "AD", aside))

    assert anonymous.status_code == 200
    assert (
        anonymous.content == client_of(scene.cast.officer).get(address(scene, "AD", aside)).content
    )
    assert anonymous["Cache-Control"] == "public, max-age=30"


@pytest.mark.parametrize("aside", PAGES)
def test_units_outside_and_unknown_periods_are_not_found(
    client: Client, scene: Scene, aside: str
) -> None:
    assert client.get(address(scene, "TLD", aside)).status_code == 404
    assert client.get(address(scene, "KHONG-CO", aside)).status_code == 404
    assert client.get(address(scene, "AD", aside), {"dot": "999999"}).status_code == 404


def test_the_owner_is_ranked_nowhere(client: Client, scene: Scene) -> None:
    assert client.get(address(scene, "BM", "vi-sao")).status_code == 404
    assert client.get(address(scene, "BM", "xep-hang")).status_code == 200
    assert client.get(address(scene, "BM", "xep-hang"), {"pham-vi": "cum-9"}).status_code == 404


@pytest.mark.parametrize("more", [0, 30])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("co-cau/", 14),
        ("xep-hang/?xep=tren-100", 19),
        ("vi-sao/?xep=tham-dinh", 18),
        ("so-sanh/?voi=cung-cap-tren", 29),
    ],
)
def test_pages_cost_the_same_for_few_and_many_units(
    client: Client, scene: Scene, path: str, queries: int, more: int
) -> None:
    for number in range(more):
        unit = make_unit(f"CĐCS số {number}", level="co-so", parent=scene.cast.superior)
        make_target(whole(scene.programme), unit, 5)
    make_target(whole(scene.programme), scene.cast.superior, 50)
    send_now(scene.programme, scene.cast.factory, sent=2, valid=1)
    make_member(scene.cast.factory)
    work()

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"/tien-do/{scene.programme.slug}/SX/{path}")

    assert answer.status_code == 200
    assert len(captured) == queries
