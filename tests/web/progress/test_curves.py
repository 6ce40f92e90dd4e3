"""Curves as readers meet them: what is drawn, what is said under them, what is refused."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.agreements.enums import TargetBase
from sangkien.agreements.models import Target
from sangkien.core import clock, periods
from sangkien.programmes.models import Period
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.models import Reading, SubtreeTotal
from sangkien.units.models import Unit
from tests.factories import make_target
from tests.progress.scenes import form, send_now, settle, whole
from tests.web.scene import Scene, make_scene, text_of

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def page(scene: Scene, code: str = "SX", *, more: str = "") -> str:
    return f"/tien-do/{scene.programme.slug}/{code}/theo-ngay/{more}"


def today() -> dt.datetime:
    return periods.end_of(clock.today())


def since(period: Period, *, days: int) -> None:
    """The period opened so many days ago and runs twenty days more."""
    Period.objects.filter(programme_id=period.programme_id).update(
        opens_at=today() - days * DAY, closes_at=today() + 20 * DAY
    )
    period.refresh_from_db()


def read(unit: Unit, period: Period, values: dict[int, int], **more: object) -> None:
    """`values` by how many days ago; the last one is the total."""
    for ago, value in values.items():
        ends_at = today() - ago * DAY
        Reading.objects.create(
            unit=unit,
            period=period,
            span=ReadingSpan.DAY,
            ends_at=ends_at,
            sent=value,
            as_of=ends_at - DAY / 2,
            is_baseline=bool(more.get("is_baseline")) and ago == max(values),
        )
    total = {"sent": values[min(values)], "as_of": clock.now()}
    SubtreeTotal.objects.update_or_create(unit=unit, period=period, defaults=total)


def test_unit_page_draws_days_with_pace_and_target(client: Client, scene: Scene) -> None:
    period, unit = whole(scene.programme), scene.cast.superior
    since(period, days=10)
    make_target(period, unit, 300, base=TargetBase.SENT)
    read(unit, period, {9: 4, 5: 30, 0: 60})

    answer = client.get(f"/tien-do/{scene.programme.slug}/SX/")
    shown = text_of(answer)

    assert "Sáng kiến theo ngày đã gửi · tính đến" in shown
    assert "Thực hiện : 60" in shown or "Thực hiện: 60" in shown
    assert "Mới trong ngày, nhiều nhất 30" in shown
    assert 'class="chart__pace"' in answer.content.decode()
    assert "Nếu giữ nhịp này, đến hết" in shown
    assert "(chỉ tiêu 300)" in shown
    assert page(scene) in answer.content.decode()


def test_a_table_says_what_the_curve_draws(client: Client, scene: Scene) -> None:
    period, unit = whole(scene.programme), scene.cast.superior
    since(period, days=3)
    read(unit, period, {2: 4, 0: 9})

    shown = text_of(client.get(page(scene)))

    rows = [f"{clock.today() - ago * DAY:%d/%m/%Y}" for ago in (2, 1, 0)]
    assert f"{rows[0]} 4 4 {rows[1]} 0 4 {rows[2]} 5 9" in shown


def test_a_target_that_was_reached_says_how_early_and_how_that_is_counted(
    client: Client, scene: Scene
) -> None:
    period, unit = whole(scene.programme), scene.cast.superior
    since(period, days=10)
    make_target(period, unit, 50, base=TargetBase.SENT)
    read(unit, period, {9: 4, 5: 50, 0: 60})

    answer = client.get(page(scene))
    shown = text_of(answer)

    on = clock.today() - 5 * DAY
    assert f"Đạt chỉ tiêu giao 50 (đã gửi) ngày {on:%d/%m/%Y}, sớm 25 ngày" in shown
    assert "Không tính ngày đạt." in shown
    assert "#dem-ngay" in answer.content.decode()


def test_board_says_who_was_early(client: Client, scene: Scene) -> None:
    period, unit = whole(scene.programme), scene.cast.superior
    since(period, days=10)
    make_target(period, unit, 50, base=TargetBase.SENT)
    read(unit, period, {9: 4, 5: 50, 0: 60})

    shown = text_of(client.get(f"/tien-do/{scene.programme.slug}/"))

    assert "120 % sớm 25 ngày" in shown.replace("\u00a0", " ")


def test_what_was_there_before_days_were_read_is_said(client: Client, scene: Scene) -> None:
    period, unit = whole(scene.programme), scene.cast.superior
    since(period, days=30)
    make_target(period, unit, 50, base=TargetBase.SENT)
    read(unit, period, {4: 70, 0: 75}, is_baseline=True)

    shown = text_of(client.get(page(scene)))

    assert f"Số liệu từng ngày có từ {clock.today() - 4 * DAY:%d/%m/%Y}" in shown
    assert "Đã đạt chỉ tiêu giao 50 (đã gửi) trước khi có số liệu theo ngày." in shown


def test_a_period_without_any_reading_says_so(client: Client, scene: Scene) -> None:
    shown = text_of(client.get(page(scene)))

    assert "Chưa có số liệu theo ngày của giai đoạn này." in shown


def test_no_forecast_says_why(client: Client, scene: Scene) -> None:
    period, unit = whole(scene.programme), scene.cast.superior
    since(period, days=2)
    read(unit, period, {1: 40, 0: 90})

    assert "cần ít nhất 3 ngày trọn có số liệu" in text_of(client.get(page(scene)))


def test_last_days_raise_the_alarm(client: Client, scene: Scene) -> None:
    period, unit = whole(scene.programme), scene.cast.superior
    make_target(period, unit, 420, base=TargetBase.SENT)
    Period.objects.filter(programme=scene.programme).update(
        opens_at=today() - 20 * DAY, closes_at=today() + 3 * DAY
    )
    read(unit, period, {9: 40, 4: 70, 1: 100})

    shown = text_of(client.get(page(scene)))

    assert "Còn 4 ngày, còn thiếu 320: mỗi ngày cần 80; ba ngày vừa qua mỗi ngày có 10." in shown


def test_hours_of_units_above_the_grassroots(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=2)
    settle(clock.now())

    hours = text_of(client.get(page(scene, more="?xem=gio")))
    own = page(scene, scene.cast.factory.code)
    factory = text_of(client.get(f"{own}?xem=gio"))
    long_ago = text_of(client.get(f"{own}?xem=gio&luc={clock.today() - 30 * DAY}"))

    assert "Sáng kiến theo giờ" in hours
    assert "Mới trong giờ, nhiều nhất 2" in hours
    assert "Sáng kiến theo giờ" in factory
    assert "Mới trong giờ, nhiều nhất 2" in factory
    assert "trong 7 ngày gần nhất" in factory
    assert "Mới trong giờ" not in long_ago


def test_hours_of_a_chosen_day(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=2)
    settle(clock.now())

    day = clock.today()
    shown = text_of(client.get(page(scene, more=f"?xem=gio&luc={day}")))

    assert f"0h {day:%d/%m}" in shown


def test_either_base_can_be_looked_at(client: Client, scene: Scene) -> None:
    make_target(whole(scene.programme), scene.cast.superior, 5, base=TargetBase.VALID)
    send_now(scene.programme, scene.cast.factory, sent=3, valid=1)
    settle(clock.now())

    valid = text_of(client.get(page(scene)))
    sent = text_of(client.get(page(scene, more="?so=sent")))

    assert "hợp lệ · tính đến" in valid
    assert "Chỉ tiêu : 5" in valid or "Chỉ tiêu: 5" in valid
    assert "đã gửi · tính đến" in sent
    assert "Chỉ tiêu: 5" not in sent


def test_cluster_draws_the_sum_of_its_units(client: Client, scene: Scene) -> None:
    year = clock.today().year
    cluster = form(
        scene.cast.province,
        "Cụm I",
        [scene.cast.superior, scene.cast.far_factory],
        number=1,
        year=year,
    )
    send_now(scene.programme, scene.cast.factory, sent=2, valid=2)
    send_now(scene.programme, scene.cast.far_factory, sent=1, valid=1)
    settle(clock.now())

    shown = text_of(client.get(f"/tien-do/{scene.programme.slug}/cum/{cluster.pk}/"))

    assert "Tiến triển theo ngày" in shown
    assert "Mới trong ngày, nhiều nhất 3" in shown

    url = f"/tien-do/{scene.programme.slug}/cum/{cluster.pk}/theo-ngay/"
    assert url in client.get(f"/tien-do/{scene.programme.slug}/cum/{cluster.pk}/").content.decode()
    with CaptureQueriesContext(connection) as captured:
        hours = text_of(client.get(f"{url}?xem=gio&so=sent"))
    # one of the members is a CĐCS: read and counted hours make one sum
    assert "Mới trong giờ, nhiều nhất 3" in hours
    assert "Cụm I" in hours
    assert len(captured) <= 36
    assert (
        client.get(f"/tien-do/{scene.programme.slug}/cum/{cluster.pk + 9}/theo-ngay/").status_code
        == 404
    )


@pytest.mark.parametrize(
    "query",
    [
        "?xem=phut",
        "?so=recognised-x",
        "?xem=gio&luc=9999-12-31",
        "?xem=gio&luc=0001-01-01",
        "?xem=gio&luc=2026-13-45",
        "?luc=%E2%91%A0",
        "?xem=gio&luc=" + "9" * 300,
    ],
)
def test_nonsense_is_the_usual_page(client: Client, scene: Scene, query: str) -> None:
    assert client.get(page(scene, more=query)).status_code == 200


@pytest.mark.parametrize("query", ["?dot=999999", "?dot=abc"])
def test_unknown_periods_and_units_are_not_found(client: Client, scene: Scene, query: str) -> None:
    assert client.get(page(scene, more=query)).status_code == 404
    assert client.get(page(scene, "TLD")).status_code == 404
    assert client.get(page(scene, "KHONG-CO")).status_code == 404


@pytest.mark.parametrize(("more", "queries"), [("", 10), ("?xem=gio", 14)])
@pytest.mark.parametrize("days", [3, 300])
def test_curve_costs_the_same_number_of_queries(
    client: Client, scene: Scene, more: str, queries: int, days: int
) -> None:
    period = whole(scene.programme)
    since(period, days=days)
    read(scene.cast.superior, period, {ago: 1_000 - ago for ago in range(days)})

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page(scene, more=more))

    assert answer.status_code == 200
    assert len(captured) == queries
    assert answer.content.count(b"<rect") <= 140


def test_after_a_revision_the_day_is_that_of_the_number_in_force(
    client: Client, scene: Scene
) -> None:
    period, unit = whole(scene.programme), scene.cast.superior
    since(period, days=10)
    target = make_target(period, unit, 30, base=TargetBase.SENT)
    read(unit, period, {9: 4, 6: 30, 3: 50, 0: 60})
    assert "Đạt chỉ tiêu giao 30" in text_of(client.get(page(scene)))

    Target.objects.filter(pk=target.pk).update(replaced_at=clock.now())
    make_target(period, unit, 50, base=TargetBase.SENT)
    shown = text_of(client.get(page(scene)))
    assert f"Đạt chỉ tiêu giao 50 (đã gửi) ngày {clock.today() - 3 * DAY:%d/%m/%Y}" in shown
    assert "sớm 23 ngày" in shown
