"""One officer of a province urges twenty unions with five clicks; one of them answers with one tap."""

from typing import Any

import pytest
from playwright.sync_api import expect

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.followup.models import Urging
from sangkien.units.models import Unit
from tests.e2e.looking import DESKTOP, PHONE, Journey, sign_in
from tests.factories import PASSWORD, make_officer, make_target, make_unit
from tests.progress.scenes import send_now, settle, whole
from tests.web.scene import Scene, make_scene

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
]
TWENTY = 20


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    """Twenty unions of the province have nothing, or less than by now there should be."""
    scene = make_scene()
    cast, programme = scene.cast, scene.programme
    period = whole(programme)
    unions = [cast.superior, cast.sister_superior]
    for number in range(1, TWENTY - 1):
        name = f"LĐLĐ huyện Kênh {number}"
        unions.append(make_unit(name, level="cap-tren", parent=cast.province))
    for unit in unions:
        make_target(period, unit, 50)
        if unit != cast.superior:
            make_officer(unit, RoleKey.SUPERIOR_OFFICER, f"Cán bộ {unit.label.split()[-1]}")
    for number, user in enumerate(User.objects.order_by("pk"), start=1):
        user.phone, user.last_login = f"849{number:08d}", clock.now()
        user.save()
    for user in (cast.provincial_officer, cast.superior_officer):
        user.refresh_from_db()
        user.set_password(PASSWORD)
        user.save()
    send_now(programme, cast.factory, sent=2, valid=1)
    settle(clock.now())
    return scene


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_twenty_units_are_urged_in_five_clicks(journey: Journey, scene: Scene, screen: Any) -> None:
    page, look = journey.page, journey.look
    page.set_viewport_size(screen)
    sign_in(page, journey.address, scene.cast.provincial_officer.member_code)
    expect(page.get_by_text("20 đơn vị cần đôn đốc")).to_be_visible()
    look("0-desk")

    page.get_by_role("link", name="Đôn đốc", exact=True).first.click()  # 1
    expect(page.get_by_role("heading", level=1)).to_have_text("Ai cần đôn đốc")
    look("1-board")
    page.get_by_role("link", name="Chọn 20 đơn vị đến lượt").click()  # 2
    journey.press("Đôn đốc theo bước nên làm")  # 3
    expect(page.get_by_role("heading", level=1)).to_have_text("Đôn đốc 20 đơn vị")
    look("2-text")
    journey.press("Gửi cho 20 đơn vị")  # 4
    expect(page.get_by_text("Đã đôn đốc 20 đơn vị.")).to_be_visible()
    look("3-done")

    assert Urging.objects.count() == TWENTY
    page.get_by_role("link", name="Nhật ký").first.click()  # 5: and what came of it is there
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhật ký đôn đốc")
    look("4-log")


def test_calls_letter_and_rule_look_well(journey: Journey, scene: Scene) -> None:
    page, look = journey.page, journey.look
    page.set_viewport_size(PHONE)
    sign_in(page, journey.address, scene.cast.provincial_officer.member_code)
    page.goto(f"{journey.address}/don-doc/BM/{scene.programme.slug}/")
    page.get_by_label("Chọn: LĐLĐ huyện Sông Xanh").check()
    page.get_by_label("Chọn: LĐLĐ huyện Kênh 1", exact=True).check()
    journey.press("Gọi điện")
    look("0-call-text")
    journey.press("Lập danh sách gọi")
    expect(page.get_by_text("Cần gọi: 2 đơn vị")).to_be_visible()
    look("1-calls")
    page.get_by_role("button", name="Đã nói chuyện").first.click()
    expect(page.get_by_text("Cần gọi: 1 đơn vị")).to_be_visible()
    page.get_by_role("link", name="Ai cần đôn đốc").first.click()
    for name in ("LĐLĐ huyện Kênh 2", "LĐLĐ huyện Kênh 3"):
        page.get_by_label(f"Chọn: {name}", exact=True).check()
    journey.press("Công văn đôn đốc")
    look("2-letter-text")
    journey.press("Soạn dự thảo công văn")
    expect(page.get_by_role("heading", level=1)).to_have_text("Công văn đôn đốc")
    look("3-letter")
    page.goto(f"{journey.address}/don-doc/BM/{scene.programme.slug}/quy-tac/")
    look("4-rule")
    page.goto(f"{journey.address}/don-doc/")
    look("5-index")


def test_the_urged_unit_answers_with_one_tap(journey: Journey, scene: Scene) -> None:
    page, look = journey.page, journey.look
    page.set_viewport_size(PHONE)
    sign_in(page, journey.address, scene.cast.provincial_officer.member_code)
    page.goto(f"{journey.address}/don-doc/BM/{scene.programme.slug}/")
    page.get_by_label("Chọn: LĐLĐ huyện Sông Xanh").check()
    journey.press("Thông báo trên hệ thống")
    journey.press("Gửi cho 1 đơn vị")
    page.context.clear_cookies()

    sign_in(page, journey.address, scene.cast.superior_officer.member_code)
    look("0-desk")
    journey.press("Đã tiếp thu")
    expect(page.get_by_text("Đã trả lời; cấp trên thấy ngay.")).to_be_visible()
    look("1-answered")

    assert Urging.objects.get().answer == "noted"
    page.goto(f"{journey.address}/don-doc/don-vi/{Unit.objects.get(code='SX').code}/")
    look("2-history")
