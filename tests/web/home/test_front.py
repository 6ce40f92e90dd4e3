"""The public home: one number, the way to every unit, and nobody's data without consent."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.actions.people import publish_name
from sangkien.agreements.actions.targets import set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.rules import Measure
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.programmes.actions.periods import run_campaign
from sangkien.programmes.actions.pinning import pin_programme, unpin_programme
from sangkien.programmes.models import Programme
from sangkien.progress import queries
from sangkien.progress.actions import history
from sangkien.progress.queries.running import running_beside
from sangkien.units.models import Unit
from tests.factories import SYSTEM, make_cast, make_programme, make_target
from tests.progress.scenes import form, send_now, settle, whole
from tests.web.scene import DAY, Scene, by_now, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_home_before_any_programme_says_so(client: Client) -> None:
    answer = client.get("/")

    assert answer.status_code == 200
    assert "Chưa có chương trình nào được phát động" in text_of(answer)


def test_home_shows_one_big_number_against_target_and_pace(client: Client, scene: Scene) -> None:
    make_target(whole(scene.programme), scene.cast.province, 10, base=TargetBase.SENT)
    send_now(scene.programme, scene.cast.factory, sent=3, valid=1)
    settle(clock.now())

    shown = text_of(client.get("/"))

    assert "Sáng kiến đã gửi 3 / 10 đạt 30 % · còn thiếu 7" in shown
    assert "Theo tiến độ cần có" in shown
    assert "đã gửi · tính đến" in shown
    assert "Giai đoạn 1" in shown


def test_home_counts_sent_ones_while_there_is_no_target(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=3, valid=1)
    settle(clock.now())

    assert "Sáng kiến đã gửi 3 đã gửi · tính đến" in text_of(client.get("/"))


def test_home_leads_to_clusters_and_leading_units(client: Client, scene: Scene) -> None:
    year = clock.today().year
    cluster = form(scene.cast.province, "Cụm I", [scene.cast.superior], number=1, year=year)
    measure = Measure(kind=TargetKind.COUNT, base=TargetBase.SENT, value=Decimal(5))
    set_target(
        whole(scene.programme),
        cluster,
        measure=measure,
        origin=TargetOrigin.ASSIGNED,
        by=SYSTEM,
        at=clock.now(),
    )
    send_now(scene.programme, scene.cast.factory, sent=2)
    settle(clock.now())

    page = client.get("/").content.decode()

    slug = scene.programme.slug
    assert f'href="/tien-do/{slug}/cum/{cluster.pk}/?dot=' in page
    assert f'href="/tien-do/{slug}/SX/?dot=' in page
    assert "40\N{NO-BREAK SPACE}%" in page
    assert 'id="bang"' in page


def test_running_campaign_counts_down(client: Client, scene: Scene) -> None:
    now = clock.now()
    run_campaign(
        scene.programme,
        scene.cast.province,
        number=1,
        name="Chiến dịch cao điểm 40 ngày",
        opens_at=now - DAY,
        closes_at=now + 3 * DAY,
        by=SYSTEM,
        at=now,
    )

    shown = text_of(client.get("/"))

    assert "Chiến dịch cao điểm 40 ngày Còn 3 ngày, đến" in shown


def test_unconfirmed_initiatives_are_not_shown(client: Client, scene: Scene) -> None:
    scene.sent(title="Chưa được xác nhận nên chưa công khai")

    assert "chưa công khai" not in text_of(client.get("/"))
    assert "Chưa có sáng kiến được xác nhận" in text_of(client.get("/"))


def test_confirmed_initiative_shows_unit_and_the_name_by_consent_only(
    client: Client, scene: Scene
) -> None:
    sent = scene.sent(title="Giá đỡ <b>quay</b> giúp hàn ống")
    confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())

    without = client.get("/").content.decode()
    publish_name(scene.cast.author, by=by_now(scene.cast.author), at=clock.now())
    with_consent = client.get("/").content.decode()

    assert "Giá đỡ &lt;b&gt;quay&lt;/b&gt;" in without
    assert f'href="/tra-cuu/{sent.code}/"' in without
    assert "CĐCS Công ty May Ánh Dương" in without
    assert "Nguyễn Văn An" not in without
    assert "Nguyễn Văn An" in with_consent


def test_past_results_are_marked_as_not_counted_here(client: Client, scene: Scene) -> None:
    history.load_history(history.read_figures())

    shown = text_of(client.get("/"))

    assert "Số liệu lịch sử, không do hệ thống đếm" in shown
    assert "hơn 2.400.000 sáng kiến đã gửi" in shown
    assert "240 % của 1.000.000" in shown
    assert "696.948 sáng kiến đã gửi" in text_of(client.get("/so-lieu-lich-su/"))


def test_home_is_the_same_for_everybody_and_cacheable(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=1)
    settle(clock.now())  # what nobody counted yet is as of the very second

    anonymous = client.get("/")
    signed_in = client_of(scene.cast.officer).get("/")

    assert anonymous.content == signed_in.content
    assert anonymous["Cache-Control"] == "public, max-age=3"
    assert not anonymous.cookies


@pytest.mark.parametrize("units", [1, 3])
def test_home_costs_the_same_number_of_queries(client: Client, scene: Scene, units: int) -> None:
    cast = scene.cast
    for unit in (cast.factory, cast.sister_factory, cast.far_factory)[:units]:
        send_now(scene.programme, unit, sent=units, valid=units)
    settle(clock.now())

    with CaptureQueriesContext(connection) as captured:
        client.get("/")

    assert len(captured) == 26


def launched(owner: Unit, title: str, *, opens: int, closes: int) -> Programme:
    now = clock.now()
    return make_programme(
        owner,
        title=title,
        opens_at=now + opens * DAY,
        closes_at=now + closes * DAY,
        applied_from=None,
        applied_to=None,
    )


def front() -> str:
    programme = queries.front_programme(at=clock.now())
    return programme.title if programme else ""


def test_front_programme_runs_before_it_is_to_come_before_it_is_over() -> None:
    cast = make_cast()
    assert front() == ""
    launched(cast.superior, "Đã kết thúc", opens=-20, closes=-10)
    assert front() == "Đã kết thúc"
    launched(cast.superior, "Sắp mở", opens=5, closes=10)
    assert front() == "Sắp mở"
    launched(cast.superior, "Đang chạy", opens=-1, closes=10)
    assert front() == "Đang chạy"


def test_front_programme_is_that_of_the_highest_owner_then_the_first() -> None:
    cast = make_cast()
    launched(cast.superior, "Huyện", opens=-5, closes=10)
    assert front() == "Huyện"
    launched(cast.national, "Cả nước", opens=-2, closes=10)
    assert front() == "Cả nước"
    launched(cast.national, "Cả nước, mới", opens=-1, closes=10)
    launched(cast.superior, "Huyện, mới", opens=-1, closes=10)
    settle(clock.now())
    assert front() == "Cả nước"


def test_front_programme_among_equals_is_that_for_the_most_unions() -> None:
    cast = make_cast()
    launched(cast.sister_superior, "Một CĐCS", opens=-5, closes=10)
    launched(cast.superior, "Hai CĐCS", opens=-1, closes=10)
    assert front() == "Một CĐCS"  # nobody measured them yet: the first one

    settle(clock.now())

    assert front() == "Hai CĐCS"


def test_ended_programmes_give_way_to_the_last_that_ended() -> None:
    cast = make_cast()
    launched(cast.superior, "Cũ", opens=-30, closes=-20)
    launched(cast.superior, "Mới hơn", opens=-20, closes=-10)

    assert front() == "Mới hơn"


def test_pinned_programme_leads_until_it_is_over() -> None:
    cast = make_cast()
    top = by_now(cast.national_officer)
    launched(cast.national, "Cả nước", opens=-5, closes=30)
    chosen = launched(cast.superior, "Huyện", opens=-5, closes=10)
    pin_programme(chosen, by=top, at=clock.now())
    assert front() == "Huyện"

    later = queries.front_programme(at=clock.now() + 11 * DAY)
    assert later is not None
    assert later.title == "Cả nước"
    unpin_programme(chosen, by=top, at=clock.now())
    assert front() == "Cả nước"


def test_other_running_programmes_stand_below_with_their_figures(client: Client) -> None:
    scene = make_scene()
    cast = scene.cast
    launched(cast.superior, "Riêng của huyện", opens=-5, closes=10)
    beside = launched(cast.sister_superior, "Riêng của huyện khác", opens=-5, closes=10)
    launched(cast.superior, "Đã xong", opens=-20, closes=-10)
    make_target(whole(beside), cast.sister_superior, 8)
    send_now(beside, cast.far_factory, sent=2)
    settle(clock.now())

    shown = text_of(client.get("/"))

    _lead, _heading, below = shown.partition("Chương trình khác đang diễn ra")
    running, _heading, others = below.partition("Các chương trình khác")
    assert "Riêng của huyện khác" in running
    assert "Sáng kiến 2 / 8 đạt 25 %" in running
    assert "Riêng của huyện" in running
    assert "Đã xong" not in running
    assert "Đã xong" in others


def test_figures_of_other_running_programmes_come_in_a_fixed_number_of_queries() -> None:
    scene = make_scene()
    counts = []
    for number in range(3):
        launched(scene.cast.superior, f"Thứ {number}", opens=-5, closes=10)
        with CaptureQueriesContext(connection) as captured:
            running_beside(scene.programme, at=clock.now(), limit=6)
        counts.append(len(captured))

    assert counts == [4, 4, 4]
