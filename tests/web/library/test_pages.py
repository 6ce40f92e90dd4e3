import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.adoption import links
from sangkien.adoption.actions import adopting, asking, library
from sangkien.adoption.actions.adopting import Told
from sangkien.adoption.models import Adoption, Answer, Check, Course, LibraryEntry
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions import deliveries
from tests.factories import make_member, make_officer, make_unit
from tests.web.scene import Scene, by_now, client_of, make_scene, text_of

FORM = {"since_on": "01/02/2026", "place": "Tổ hàn khung"}


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def confirmed(scene: Scene, title: str = "Đồ gá xoay nhanh") -> Initiative:
    sent = scene.sent(title=title)
    return confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())


def adopted(scene: Scene, initiative: Initiative, unit: object = None) -> Adoption:
    return adopting.adopt(
        initiative,
        unit or scene.cast.sister_factory,  # type: ignore[arg-type]
        told=Told(since_on=dt.date(2026, 2, 1), place="Tổ hàn khung"),
        by=by_now(scene.cast.sister_officer),
        at=clock.now(),
    )


def asked(initiative: Initiative) -> Check:
    asking.follow([initiative.pk])
    today = clock.today()
    Course.objects.update(starts_on=today - dt.timedelta(days=95), next_due_on=today)
    asking.open_due(clock.now())
    return Check.objects.get()


def link_of(check: Check, user_id: int) -> str:
    return f"/con-dung/{links.token(check.pk, user_id)}/"


def test_library_is_the_same_for_everybody_and_names_units_not_people(scene: Scene) -> None:
    initiative = confirmed(scene)
    adopted(scene, initiative)
    library.refresh([initiative.pk], at=clock.now())

    anonymous = Client().get("/thu-vien/")
    signed_in = client_of(scene.cast.author).get("/thu-vien/")

    assert anonymous.content == signed_in.content
    shown = text_of(anonymous)
    assert "Đồ gá xoay nhanh" in shown
    assert "1 đơn vị khác áp dụng" in shown
    assert scene.cast.author.full_name not in shown
    tracked = text_of(Client().get(f"/tra-cuu/{initiative.code}/"))
    assert "1 đơn vị khác đang áp dụng" in tracked
    assert scene.cast.sister_factory.name in tracked
    assert scene.cast.sister_officer.full_name not in tracked


def test_library_is_read_in_pages_by_keyset(scene: Scene) -> None:
    made = [confirmed(scene, f"Cải tiến đồ gá số {n:02d}") for n in range(25)]
    province = scene.cast.province
    LibraryEntry.objects.bulk_create(
        LibraryEntry(
            initiative=one, region=province, adopters=n // 4, changed_at=clock.now(), kind=one.kind
        )
        for n, one in enumerate(made)
    )

    for order in ("ap-dung-nhieu", "con-dung", "moi-nhat"):
        seen, url = [], f"/thu-vien/?sap_xep={order}"
        while url:
            page = Client().get(url)
            seen += [n for n in range(25) if f"Cải tiến đồ gá số {n:02d}" in text_of(page)]
            url = page.context["more"]
        assert sorted(seen) == list(range(25))


def test_library_asks_as_often_for_three_as_for_one(scene: Scene) -> None:
    counts = []
    for titles in (("Đồ gá một",), ("Đồ gá hai hai", "Đồ gá ba ba")):
        ids = [confirmed(scene, f"{title} cho tổ hàn").pk for title in titles]
        for initiative in Initiative.objects.filter(pk__in=ids):
            adopted(scene, initiative)
        library.refresh(ids, at=clock.now())
        with CaptureQueriesContext(connection) as queries:
            Client().get("/thu-vien/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 5


def test_library_is_filtered_and_searched(scene: Scene) -> None:
    first, second = confirmed(scene), confirmed(scene, "Xe đẩy phôi có phanh")
    confirmed(scene, "Đồ gá không ai dùng lại")
    elsewhere = make_unit("LĐLĐ tỉnh Khác", level="tinh", parent=scene.cast.national, code="TK")
    for initiative in (first, second):
        adopted(scene, initiative)
    for _round in range(3):
        deliveries.deliver_batch(clock.now() + dt.timedelta(minutes=1))

    def shown(query: str) -> str:
        response = Client().get(f"/thu-vien/?{query}")
        assert response.status_code == 200
        return text_of(response)

    assert "Đồ gá xoay nhanh" in shown("q=do+ga+xoay")
    assert "Xe đẩy phôi" not in shown("q=do+ga+xoay")
    assert "không ai dùng lại" not in shown("q=do+ga")
    assert "Xe đẩy phôi" in shown(f"don_vi={scene.cast.province.code}")
    assert "Không có sáng kiến nào phù hợp" in shown(f"don_vi={elsewhere.code}")
    assert "Xe đẩy phôi" in shown("q=xe+day&loai=technical&linh_vuc=san+xuat+kinh+doanh")
    assert "Xe đẩy phôi" not in shown("q=xe+day&loai=research")
    assert "Xe đẩy phôi" in shown("loai=technical&don_vi=khong-co&sap_xep=xx&sau=9.x")


def test_officer_of_another_unit_adopts_and_reads_it_on_the_page(scene: Scene) -> None:
    initiative = confirmed(scene)
    browser = client_of(scene.cast.sister_officer)
    page = f"/thu-vien/{initiative.code}/"
    assert "Đơn vị tôi cũng áp dụng" in text_of(browser.get(page))

    body = {**FORM, "unit": scene.cast.sister_factory.code, "benefit_vnd": "5 triệu"}
    refused = browser.post(f"{page}ap-dung/", body)
    assert refused.status_code == 422
    assert "Hãy ghi cách tính số tiền làm lợi." in text_of(refused)
    assert "Tổ hàn khung" in refused.content.decode()
    done = browser.post(f"{page}ap-dung/", {**body, "benefit_basis": "5 công × 1 triệu"})

    assert done["Location"] == page
    shown = text_of(browser.get(page))
    assert "Đơn vị bạn đang áp dụng sáng kiến này" in shown
    assert "1 đơn vị khác đang áp dụng" in shown
    assert "Sáng kiến của bạn được nơi khác áp dụng" in text_of(
        client_of(scene.cast.author).get("/viec-cua-toi/")
    )


def test_own_unit_is_told_for_whom_the_page_is(scene: Scene) -> None:
    initiative = confirmed(scene)
    address = f"/thu-vien/{initiative.code}/ap-dung/"

    shown = client_of(scene.cast.author).get(address)

    assert "Đây là sáng kiến của chính đơn vị bạn" in text_of(shown)
    assert "<form" not in shown.content.decode().partition("<main")[2].partition("</main")[0]


def test_own_unit_sees_no_button_and_is_refused(scene: Scene) -> None:
    initiative = confirmed(scene)
    browser = client_of(scene.cast.officer)

    assert "cũng áp dụng" not in text_of(browser.get(f"/thu-vien/{initiative.code}/"))
    body = {**FORM, "unit": scene.cast.factory.code}
    refused = browser.post(f"/thu-vien/{initiative.code}/ap-dung/", body)

    assert refused.status_code == 422
    assert "chính đơn vị bạn" in text_of(refused)


def test_unconfirmed_initiative_has_no_page_here(scene: Scene) -> None:
    sent = scene.sent(title="Chưa ai xác nhận cả")

    for page in ("", "ap-dung/", "tham-dinh/", "tinh/"):
        url = f"/thu-vien/{sent.code}/{page}"
        assert client_of(scene.cast.sister_officer).get(url).status_code == 404


def test_members_proposal_waits_on_the_desk_of_the_officer(scene: Scene) -> None:
    initiative = confirmed(scene)
    worker = make_member(scene.cast.sister_factory, "Lý Thị Hạnh")
    body = {**FORM, "unit": scene.cast.sister_factory.code}
    client_of(worker).post(f"/thu-vien/{initiative.code}/ap-dung/", body)
    adoption = Adoption.objects.get()
    officer = client_of(scene.cast.sister_officer)

    assert "1 lượt chờ bạn xác nhận" in text_of(officer.get("/viec-cua-toi/"))
    assert "Đồ gá xoay nhanh" in text_of(officer.get("/thu-vien/cho-xac-nhan/"))
    url = f"/thu-vien/luot-ap-dung/{adoption.pk}/"
    assert client_of(scene.cast.officer).get(url).status_code == 404
    officer.post(url, {"intent": "confirm"})

    adoption.refresh_from_db()
    assert adoption.is_standing
    refused = officer.post(url, {"intent": "withdraw", "reason": ""})
    assert refused.status_code == 422


def test_link_is_answered_in_three_taps_without_signing_in(scene: Scene) -> None:
    check = asked(confirmed(scene))
    url = link_of(check, scene.cast.author.pk)
    browser = Client()

    opened = browser.get(url)
    assert opened.status_code == 200
    assert opened["Cache-Control"] == "no-store, private"
    assert opened["Referrer-Policy"] == "no-referrer"
    assert "sessionid" not in browser.cookies
    assert browser.post(url, {"use": "in_use"})["Location"] == url

    answer = Answer.objects.get()
    assert (answer.use, answer.by_link, answer.answered_by) == (
        "in_use",
        True,
        scene.cast.author,
    )
    assert "Đã ghi câu trả lời" in text_of(browser.get(url))
    assert browser.post(url, {"use": "better"}).status_code == 409


def test_link_asks_why_it_was_stopped(scene: Scene) -> None:
    check = asked(confirmed(scene))
    url = link_of(check, scene.cast.officer.pk)

    refused = Client().post(url, {"use": "stopped"})
    assert refused.status_code == 422
    assert Client().post(url, {"use": "nonsense"}).status_code == 422
    assert Client().post(url, {"use": "stopped", "why": "2"}).status_code == 302

    assert Answer.objects.get().reason == "Đã có cách làm khác tốt hơn."


def test_link_that_lapsed_says_so_and_takes_nothing(scene: Scene) -> None:
    check = asked(confirmed(scene))
    Check.objects.update(lapses_on=clock.today() - dt.timedelta(days=1))
    url = link_of(check, scene.cast.author.pk)

    assert "Đã quá hạn trả lời" in text_of(Client().get(url))
    assert Client().post(url, {"use": "in_use"}).status_code == 422
    assert Answer.objects.count() == 0


def test_links_of_strangers_and_forged_ones_are_not_found(scene: Scene) -> None:
    check = asked(confirmed(scene))
    stranger = make_member(scene.cast.far_factory, "Đỗ Văn Xa")

    for url in (link_of(check, stranger.pk), "/con-dung/1-1.abc/", "/con-dung/%00/"):
        assert Client().get(url).status_code in {400, 404}
        assert Client().post(url, {"use": "in_use"}).status_code in {400, 404}


def test_desk_leads_to_the_same_question(scene: Scene) -> None:
    check = asked(confirmed(scene))
    browser = client_of(scene.cast.officer)

    assert "1 câu hỏi chờ bạn trả lời" in text_of(browser.get("/viec-cua-toi/"))
    assert "Đồ gá xoay nhanh" in text_of(browser.get("/thu-vien/con-dung/"))
    url = f"/thu-vien/con-dung/{check.pk}/"
    assert client_of(scene.cast.sister_officer).get(url).status_code == 404
    assert browser.post(url, {"use": "better", "reason": "Thêm một bộ."}).status_code == 302
    assert Answer.objects.get().by_link is False


@pytest.mark.parametrize("cursor", ["x", "9.9", "99999999999.1", "1.9999999999999999999", "²."])
def test_nonsense_cursor_of_the_questions_is_the_first_page(scene: Scene, cursor: str) -> None:
    response = client_of(scene.cast.officer).get("/thu-vien/con-dung/", {"sau": cursor})

    assert response.status_code == 200


def test_worth_is_shown_by_its_three_names_to_those_concerned(scene: Scene) -> None:
    initiative = confirmed(scene)
    officer = client_of(scene.cast.officer)
    superior = client_of(scene.cast.superior_officer)
    page = f"/thu-vien/{initiative.code}/"
    body = {"finding": "amount", "amount_vnd": "9 triệu", "evidence": "Sổ sản lượng tháng 5."}

    assert officer.post(f"{page}tham-dinh/", {**body, "amount_vnd": ""}).status_code == 422
    assert officer.post(f"{page}tham-dinh/", body)["Location"] == page
    version = initiative.verifications.get()
    counted = {"verification": version.pk, "reason": "Đã đối chiếu sổ sách."}
    assert superior.post(f"{page}tinh/", counted)["Location"] == page

    shown = text_of(superior.get(page))
    for words in ("Tự khai", "12.500.000", "Đã thẩm định", "9.000.000", "Được tính", "không cộng"):
        assert words in shown
    assert "Tự khai" in text_of(client_of(scene.cast.author).get(page))
    assert "Tự khai" not in text_of(client_of(scene.cast.sister_officer).get(page))
    for stranger in (scene.cast.author, scene.cast.sister_officer, scene.cast.auditor):
        assert client_of(stranger).get(f"{page}tham-dinh/").status_code == 404


def test_page_asks_as_often_for_three_adopters_as_for_one(scene: Scene) -> None:
    from sangkien.access.roles import RoleKey  # noqa: PLC0415 - beside its use

    initiative = confirmed(scene)
    browser = client_of(scene.cast.author)
    counts = []
    for names in (("CĐCS Một",), ("CĐCS Hai", "CĐCS Ba")):
        for name in names:
            unit = make_unit(name, level="co-so", parent=scene.cast.superior)
            officer = make_officer(unit, RoleKey.GRASSROOTS_OFFICER, f"Cán bộ {name}")
            told = Told(since_on=dt.date(2026, 2, 1), place="Tổ 1")
            adopting.adopt(initiative, unit, told=told, by=by_now(officer), at=clock.now())
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/thu-vien/{initiative.code}/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
