"""A shared tablet: one registration each, credited to the worker, and nothing left for the next."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Session, User
from sangkien.core import clock
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.kiosks.actions import kiosks
from sangkien.kiosks.models import Kiosk
from sangkien.web.shared import tablets
from tests.factories import content_of, make_member, make_unit
from tests.web.kiosk.conftest import PIN, with_pin
from tests.web.scene import Scene, by_now, client_of, text_of

TITLE = "Kệ xoay phơi vải ướt"
Enter = Callable[[User], None]


def quick_form(scene: Scene, **changes: object) -> dict[str, Any]:
    content = content_of(scene.programme, title=TITLE, first_applied_on="10/03/2026", **changes)
    content["field"] = content.pop("field_id")
    del content["benefit_vnd"], content["benefit_basis"]
    return {**content, "request_key": str(uuid.uuid4())}


def goes_to_the_start(response: Any) -> bool:
    return bool(response.status_code == 302 and response.headers["Location"] == "/may/")


def test_tablet_waits_for_the_next_worker(tablet: Client, scene: Scene) -> None:
    response = tablet.get("/may/")

    assert scene.cast.factory.name in text_of(response)
    assert scene.programme.title in text_of(response)
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.content.count(b'autocomplete="off"') == 3


def test_worker_registers_quickly_and_gets_the_credit(
    tablet: Client, scene: Scene, kiosk: Kiosk, enter: Enter
) -> None:
    enter(scene.cast.author)

    sent = tablet.post("/sang-kien/dang-ky/nhanh/", quick_form(scene), follow=True)

    made = Initiative.objects.get()
    assert sent.redirect_chain[-1][0] == "/may/bien-nhan/"
    assert made.reference in text_of(sent)
    assert sent.headers["Refresh"] == "60;url=/may/"
    assert (made.state, made.author, made.entered_by, made.unit) == (
        State.SUBMITTED,
        scene.cast.author,
        scene.cast.author,
        scene.cast.factory,
    )
    kept = Entry.objects.filter(subject_kind="initiative", subject_id=made.pk)
    assert {entry.payload["kiosk_id"] for entry in kept} == {kiosk.pk}


def test_officers_read_in_the_timeline_that_it_was_the_tablet(
    tablet: Client, scene: Scene, enter: Enter
) -> None:
    enter(scene.cast.author)
    tablet.post("/sang-kien/dang-ky/nhanh/", quick_form(scene))

    page = client_of(scene.cast.officer).get(f"/sang-kien/{Initiative.objects.get().code}/")

    assert "gửi sáng kiến trên máy đăng ký chung" in text_of(page)


def test_quick_form_is_held_to_the_same_rules_and_keeps_what_was_typed(
    tablet: Client, scene: Scene, enter: Enter
) -> None:
    enter(scene.cast.author)

    response = tablet.post("/sang-kien/dang-ky/nhanh/", quick_form(scene, effect="", kind=""))

    made = Initiative.objects.get()
    assert response.status_code == 422
    assert "Hãy ghi “Kết quả ra sao”." in text_of(response)
    assert (made.state, made.title) == (State.DRAFT, TITLE)


def test_worker_registers_step_by_step(tablet: Client, scene: Scene, enter: Enter) -> None:
    enter(scene.cast.author)
    key = {"request_key": str(uuid.uuid4())}
    tablet.post("/sang-kien/dang-ky/", {"title": TITLE, **key})
    made = Initiative.objects.get()
    at = f"/sang-kien/{made.code}/buoc"
    entry = quick_form(scene)
    for number in (2, 3, 4, 5):
        assert tablet.get(f"{at}/{number}/").status_code == 200
        tablet.post(f"{at}/{number}/", entry)

    done = tablet.post(f"{at}/6/", follow=True)

    assert done.redirect_chain[-1][0] == "/may/bien-nhan/"
    assert Initiative.objects.get().state == State.SUBMITTED


def test_one_session_makes_one_initiative_whatever_is_sent(
    tablet: Client, scene: Scene, enter: Enter
) -> None:
    enter(scene.cast.author)
    for _time in range(3):
        tablet.post("/sang-kien/dang-ky/", {"title": TITLE, "request_key": str(uuid.uuid4())})
        tablet.post("/sang-kien/dang-ky/nhanh/", quick_form(scene))

    assert Initiative.objects.count() == 1


def test_draft_begun_before_is_finished_here(tablet: Client, scene: Scene, enter: Enter) -> None:
    enter(scene.cast.author)
    tablet.post("/sang-kien/dang-ky/nhanh/", {**quick_form(scene), "effect": ""})
    code = Initiative.objects.get().code
    tablet.get("/may/")
    tablet.post("/may/vao/", {"login": scene.cast.author.member_code, "pin": PIN})

    assert TITLE in text_of(tablet.get("/may/dang-ky/"))
    opened = tablet.post("/may/dang-ky/", {"ban-nhap": code})

    assert opened.headers["Location"] == f"/sang-kien/{code}/buoc/6/"
    assert tablet.get(opened.headers["Location"]).status_code == 200


def test_colleagues_drafts_cannot_be_picked(tablet: Client, scene: Scene, enter: Enter) -> None:
    enter(scene.cast.author)
    tablet.post("/sang-kien/dang-ky/nhanh/", {**quick_form(scene), "effect": ""})
    code = Initiative.objects.get().code
    tablet.get("/may/")
    enter(make_member(scene.cast.factory, "Phan Cùng Xưởng"))

    assert tablet.post("/may/dang-ky/", {"ban-nhap": code}).status_code == 404
    assert goes_to_the_start(tablet.get(f"/sang-kien/{code}/buoc/2/"))


def test_next_worker_sees_nothing_of_the_one_before(
    tablet: Client, scene: Scene, enter: Enter
) -> None:
    name = scene.cast.author.full_name
    enter(scene.cast.author)
    form = {**quick_form(scene), "intent": "later"}
    tablet.post("/sang-kien/dang-ky/", form, follow=True)  # leaves a message with the title
    first = text_of(tablet.get("/may/"))
    enter(make_member(scene.cast.factory, "Phan Cùng Xưởng"))
    pages = [first] + [
        text_of(tablet.get(url))
        for url in ("/may/dang-ky/", "/sang-kien/dang-ky/", "/sang-kien/dang-ky/nhanh/")
    ]

    assert [p for p in pages if name in p or TITLE in p] == []
    assert "Phan Cùng Xưởng" in pages[1]
    assert "messages" not in {k for k, morsel in tablet.cookies.items() if morsel.value}


@pytest.mark.parametrize("way", ["get", "post"])
def test_back_button_after_finishing_shows_the_start(
    tablet: Client, scene: Scene, enter: Enter, way: str
) -> None:
    enter(scene.cast.author)
    tablet.post("/sang-kien/dang-ky/nhanh/", quick_form(scene))
    code = Initiative.objects.get().code

    done = tablet.post("/may/xong/") if way == "post" else tablet.get("/may/")

    if way == "post":
        assert done.headers["Clear-Site-Data"] == '"cache", "storage"'
    for url in ("/may/bien-nhan/", "/may/dang-ky/", f"/sang-kien/{code}/buoc/6/"):
        assert goes_to_the_start(tablet.get(url))
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    "url",
    [
        "/viec-cua-toi/", "/tai-khoan/", "/tai-khoan/ma-pin/", "/sang-kien/",
        "/sang-kien/cho-xac-nhan/", "/sang-kien/nhap-thay/", "/don-vi/", "/don-vi/AD/",
        "/don-vi/AD/may-dang-ky/", "/dang-nhap/", "/kich-hoat/", "/chuong-trinh/quan-ly/",
    ],
)  # fmt: skip
def test_tablet_can_do_nothing_else(tablet: Client, scene: Scene, enter: Enter, url: str) -> None:
    assert goes_to_the_start(tablet.get(url))
    enter(scene.cast.officer)

    assert goes_to_the_start(tablet.get(url))
    assert goes_to_the_start(tablet.post(url, {}))
    assert goes_to_the_start(tablet.get("/may/dang-ky/"))  # and whoever tried is signed out


def test_own_initiatives_of_before_are_not_opened(
    tablet: Client, scene: Scene, enter: Enter
) -> None:
    earlier = scene.sent()
    enter(scene.cast.author)

    assert goes_to_the_start(tablet.get(f"/sang-kien/{earlier.code}/bien-nhan/"))
    assert goes_to_the_start(tablet.post(f"/sang-kien/{earlier.code}/rut/", {"reason": "Vì thế."}))
    assert Initiative.objects.get().state == State.SUBMITTED


def test_officer_is_a_member_here(tablet: Client, scene: Scene, enter: Enter) -> None:
    enter(scene.cast.officer)

    tablet.post("/sang-kien/dang-ky/nhanh/", quick_form(scene))

    assert Initiative.objects.get().author == scene.cast.officer
    assert goes_to_the_start(tablet.post(f"/sang-kien/{Initiative.objects.get().code}/xac-nhan/"))


def test_member_of_two_units_is_credited_here_only(
    tablet: Client, scene: Scene, enter: Enter
) -> None:
    from sangkien.units.models import Membership  # noqa: PLC0415 - one row for one test

    Membership.objects.create(
        user=scene.cast.author, unit=scene.cast.far_factory, since_on=dt.date(2020, 1, 1)
    )
    enter(scene.cast.author)
    foreign = f"{scene.programme.slug}:{scene.cast.far_factory.code}"

    tablet.post("/sang-kien/dang-ky/nhanh/", {**quick_form(scene), "chon": foreign})

    assert Initiative.objects.get().unit == scene.cast.factory


def test_member_of_a_section_is_credited_there(tablet: Client, scene: Scene, enter: Enter) -> None:
    section = make_unit("Tổ may 1", level="bo-phan", parent=scene.cast.factory)
    enter(make_member(section, "Lê Thị Mận"))

    tablet.post("/sang-kien/dang-ky/nhanh/", quick_form(scene))

    assert Initiative.objects.get().unit == section


def test_member_of_another_unit_is_refused(tablet: Client, scene: Scene) -> None:
    stranger = with_pin(make_member(scene.cast.sister_factory, "Phan Nơi Khác"))

    response = tablet.post("/may/vao/", {"login": stranger.member_code, "pin": PIN})

    assert response.status_code == 422
    assert "chưa được ghi danh ở" in text_of(response)
    assert Session.objects.count() == 0


def test_wrong_pin_is_not_shown_again(tablet: Client, scene: Scene) -> None:
    with_pin(scene.cast.author)

    response = tablet.post("/may/vao/", {"login": scene.cast.author.member_code, "pin": "481627"})

    assert response.status_code == 422
    assert b"481627" not in response.content


def test_closing_ends_the_session_of_the_worker(
    tablet: Client, scene: Scene, kiosk: Kiosk, enter: Enter
) -> None:
    enter(scene.cast.author)
    kiosks.close(kiosk, by=by_now(scene.cast.officer), at=clock.now())

    refused = tablet.post("/sang-kien/dang-ky/nhanh/", quick_form(scene))

    assert goes_to_the_start(refused)
    assert "không phải máy đăng ký chung" in text_of(tablet.get("/may/"))
    assert Initiative.objects.count() == 0
    assert Session.objects.count() == 0
    assert tablet.get("/dang-nhap/").status_code == 200  # an ordinary browser again


def test_expired_tablet_is_none(tablet: Client, scene: Scene, enter: Enter) -> None:
    enter(scene.cast.author)
    past = clock.now() - dt.timedelta(seconds=1)
    Kiosk.objects.update(opened_at=past - dt.timedelta(days=30), expires_at=past)

    assert goes_to_the_start(tablet.get("/may/dang-ky/"))
    assert tablet.get("/may/vao/").status_code == 302


def test_session_of_a_tablet_is_worth_nothing_elsewhere(
    tablet: Client, scene: Scene, enter: Enter
) -> None:
    enter(scene.cast.author)
    elsewhere = Client()
    name = settings.SESSION_COOKIE_NAME
    elsewhere.cookies[name] = tablet.cookies[name].value

    assert goes_to_the_start(elsewhere.get("/viec-cua-toi/"))
    assert elsewhere.get("/viec-cua-toi/").headers["Location"].startswith("/dang-nhap/")


def test_session_ends_after_minutes_without_a_request(
    tablet: Client, scene: Scene, enter: Enter
) -> None:
    enter(scene.cast.author)
    Session.objects.update(expire_date=clock.now() - dt.timedelta(seconds=1))

    assert goes_to_the_start(tablet.get("/sang-kien/dang-ky/"))
    idle, longest = settings.SESSION_SPANS["kiosk"]
    assert (idle, longest) == (dt.timedelta(minutes=4), dt.timedelta(hours=1))


def test_ordinary_browsers_have_no_pages_of_a_tablet(scene: Scene) -> None:
    browser = client_of(scene.cast.author)

    for url in ("/may/dang-ky/", "/may/bien-nhan/", "/sang-kien/dang-ky/nhanh/"):
        assert browser.get(url).status_code == 404
    browser.get("/may/")
    browser.post("/may/xong/")
    assert browser.get("/viec-cua-toi/").status_code == 200


def test_public_pages_of_a_tablet_are_those_of_everybody(tablet: Client, scene: Scene) -> None:
    page = tablet.get(f"/chuong-trinh/{scene.programme.slug}/")

    assert page.status_code == 200
    assert "public" in page.headers["Cache-Control"]


def test_opening_signs_the_officer_out_of_the_device(scene: Scene) -> None:
    device = client_of(scene.cast.officer)
    form = {
        "name": "Máy cổng 2",
        "programme_slug": scene.programme.slug,
        "request_key": str(uuid.uuid4()),
    }

    opened = device.post("/don-vi/AD/may-dang-ky/", form)

    cookie = opened.cookies[tablets.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert goes_to_the_start(opened)
    assert Session.objects.count() == 0
    assert "Máy đăng ký chung" in text_of(device.get("/may/"))
    assert goes_to_the_start(device.get("/viec-cua-toi/"))


def test_officer_sees_the_tablets_and_closes_one_from_elsewhere(
    scene: Scene, kiosk: Kiosk, tablet: Client
) -> None:
    officer = client_of(scene.cast.officer)

    assert "Máy nhà ăn" in text_of(officer.get("/don-vi/AD/may-dang-ky/"))
    officer.post(f"/don-vi/AD/may-dang-ky/{kiosk.pk}/dong/")

    assert "Đã đóng lúc" in text_of(officer.get("/don-vi/AD/may-dang-ky/"))
    assert "không phải máy đăng ký chung" in text_of(tablet.get("/may/"))


@pytest.mark.parametrize("who", ["author", "sister_officer", "auditor"])
def test_others_find_no_list_of_tablets(scene: Scene, kiosk: Kiosk, who: str) -> None:
    browser = client_of(getattr(scene.cast, who))

    assert browser.get("/don-vi/AD/may-dang-ky/").status_code == 404
    assert browser.post(f"/don-vi/AD/may-dang-ky/{kiosk.pk}/dong/").status_code == 404
    assert Kiosk.objects.get().closed_at is None


def test_list_of_tablets_takes_the_same_number_of_queries(
    scene: Scene, kiosk: Kiosk, django_assert_num_queries: Any
) -> None:
    officer = client_of(scene.cast.officer)
    officer.get("/don-vi/AD/may-dang-ky/")
    with CaptureQueriesContext(connection) as one:
        officer.get("/don-vi/AD/may-dang-ky/")
    for number in range(3):
        kiosks.open_kiosk(
            scene.cast.factory,
            scene.programme,
            name=f"Máy {number}",
            request_key=uuid.uuid4(),
            by=by_now(scene.cast.officer),
            at=clock.now(),
        )

    with django_assert_num_queries(len(one)):
        officer.get("/don-vi/AD/may-dang-ky/")
