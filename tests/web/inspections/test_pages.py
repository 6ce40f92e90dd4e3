import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.core import clock
from sangkien.core.periods import local_day
from sangkien.inspections.models import Inspection, Visit
from tests.inspections.visits import announced, finding_of, locked, plan, proposed, visit_of, write
from tests.web.scene import Scene, client_of, make_scene, text_of

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def now_days() -> dict[str, Any]:
    today = local_day(clock.now())
    return {"at": clock.now(), "first_on": today, "last_on": today}


def plan_form(scene: Scene, **changes: object) -> dict[str, object]:
    today = f"{clock.today():%d/%m/%Y}"
    values: dict[str, object] = {
        "request_key": str(uuid.uuid4()),
        "kind": "inspection",
        "title": "Kiểm tra chương trình sáng kiến đợt 1",
        "decision": "05/QĐ-LĐLĐ",
        "first_on": today,
        "last_on": today,
        "checklist": "Triển khai chương trình\nXác nhận đúng hạn",
        "units": [scene.cast.factory.code],
        "codes": scene.cast.sister_factory.code.lower(),
    }
    return {**values, **changes}


def minutes_form(visit: Visit, **changes: object) -> dict[str, object]:
    today = clock.today()
    values: dict[str, object] = {
        "seen": visit.version,
        "held_on": f"{today:%d/%m/%Y}",
        "present": "Bà Trần Thị Bình, Chủ tịch CĐCS",
        "conclusion": "Cơ bản đầy đủ.",
        "verdict_1": "good",
        "verdict_2": "partly",
        "note_2": "Ba sáng kiến chờ lâu.",
        "words_1": "Ba sáng kiến chờ quá 10 ngày.",
        "remedy_1": "Xác nhận hoặc trả lại.",
        "due_on_1": f"{today + dt.timedelta(days=14):%d/%m/%Y}",
    }
    return {**values, **changes}


def test_from_the_plan_to_minutes_that_both_sides_confirmed(scene: Scene) -> None:
    superior, officer = client_of(scene.cast.superior_officer), client_of(scene.cast.officer)
    address = f"/kiem-tra/lap/{scene.cast.superior.code}/"
    assert scene.cast.factory.label in text_of(superior.get(address))
    detail = superior.post(address, plan_form(scene))["Location"]
    visit = Visit.objects.get(unit=scene.cast.factory)
    own = f"/kiem-tra/don-vi/{visit.pk}/"
    assert officer.get(own).status_code == 404

    superior.post(detail, {"intent": "announce"})
    assert "Đoàn chưa gửi biên bản" in text_of(officer.get(own))
    member = {"intent": "add", "post": "leader", "login": scene.cast.superior_officer.member_code}
    superior.post(f"{own}doan/", member)
    saved = superior.post(f"{own}bien-ban/", minutes_form(visit))
    assert saved["Location"] == own
    assert "Ba sáng kiến chờ lâu." not in text_of(officer.get(own))
    visit.refresh_from_db()
    superior.post(own, {"intent": "propose", "seen": visit.version})

    assert "1 biên bản chờ đơn vị xác nhận" in text_of(officer.get("/viec-cua-toi/"))
    visit.refresh_from_db()
    assert "Ba sáng kiến chờ lâu." in text_of(officer.get(f"{own}xac-nhan/"))
    officer.post(f"{own}xac-nhan/", {"intent": "accept", "seen": visit.digest})
    assert "1 kiến nghị chờ đơn vị khắc phục" in text_of(officer.get("/viec-cua-toi/"))


def test_finding_is_answered_and_closed(scene: Scene) -> None:
    superior, officer = client_of(scene.cast.superior_officer), client_of(scene.cast.officer)
    finding = finding_of(locked(scene.cast, at=clock.now()))
    page = f"/kiem-tra/kien-nghi/{finding.pk}/"

    done = {"intent": "answer", "words": "Đã xong.", "file": SimpleUploadedFile("a.pdf", PDF)}
    officer.post(page, done)
    assert superior.get(f"{page}tep/1/").status_code == 200
    assert "1 kết quả khắc phục chờ đoàn xem" in text_of(superior.get("/viec-cua-toi/"))
    no_reason = superior.post(page, {"intent": "judge", "verdict": "back", "seen": "1"})
    assert (no_reason.status_code, "còn thiếu gì" in text_of(no_reason)) == (422, True)
    superior.post(page, {"intent": "judge", "verdict": "closed", "seen": "1"})

    finding.refresh_from_db()
    assert finding.is_closed
    assert "Đã khắc phục" in text_of(officer.get(page))


def test_what_is_wrong_stands_at_its_field(scene: Scene) -> None:
    superior = client_of(scene.cast.superior_officer)
    address = f"/kiem-tra/lap/{scene.cast.superior.code}/"

    lost = superior.post(address, plan_form(scene, codes="KHONG-CO"))
    nobody = superior.post(address, plan_form(scene, units=[], codes=""))
    above = superior.post(address, plan_form(scene, codes=scene.cast.province.code))

    assert [response.status_code for response in (lost, nobody, above)] == [422] * 3
    assert "Không có đơn vị mang mã: KHONG-CO" in text_of(lost)
    assert "Hãy chọn từ 1 đến 60 đơn vị" in text_of(nobody)
    assert list(above.context["form"].errors) == ["codes"]
    assert Inspection.objects.count() == 0
    visit = announced(scene.cast, **now_days())
    page = f"/kiem-tra/don-vi/{visit.pk}/bien-ban/"
    no_day = superior.post(page, minutes_form(visit, due_on_1=""))
    only_day = superior.post(page, minutes_form(visit, words_1="", remedy_1=""))
    stale = superior.post(page, minutes_form(visit, seen=7))
    assert (no_day.status_code, stale.status_code) == (422, 409)
    assert "Hãy ghi hạn khắc phục" in text_of(no_day)
    assert only_day.status_code == 422
    assert "Hãy ghi tồn tại" in text_of(only_day)
    assert "Cơ bản đầy đủ." in stale.content.decode()


def test_incomplete_minutes_say_what_is_missing(scene: Scene) -> None:
    visit = announced(scene.cast, **now_days())
    write(visit, scene.cast, at=clock.now(), conclusion="", present=())
    visit.refresh_from_db()
    superior = client_of(scene.cast.superior_officer)

    sent = superior.post(
        f"/kiem-tra/don-vi/{visit.pk}/", {"intent": "propose", "seen": visit.version}
    )

    assert sent.status_code == 422
    assert "Hãy ghi kết luận của đoàn. Hãy ghi ít nhất một người" in text_of(sent)


def test_before_the_announcement_the_team_reads_what_comes_first(scene: Scene) -> None:
    visit = visit_of(plan(scene.cast, **now_days()), scene.cast)
    superior = client_of(scene.cast.superior_officer)

    page = text_of(superior.get(f"/kiem-tra/don-vi/{visit.pk}/"))

    assert "rồi mới lập được biên bản" in page
    assert superior.get(f"/kiem-tra/don-vi/{visit.pk}/bien-ban/").status_code == 404


def test_unit_asks_for_a_change(scene: Scene) -> None:
    visit = proposed(scene.cast, at=clock.now())
    officer, superior = client_of(scene.cast.officer), client_of(scene.cast.superior_officer)
    page = f"/kiem-tra/don-vi/{visit.pk}/"
    body = {"intent": "object", "seen": visit.digest, "words": " "}

    words = {**body, "words": "Chỉ còn một sáng kiến chờ."}
    assert officer.post(f"{page}xac-nhan/", body).status_code == 422
    confirmed = officer.post(f"{page}xac-nhan/", {**words, "intent": "accept"})
    assert (confirmed.status_code, "hoặc xóa ô này" in text_of(confirmed)) == (422, True)
    officer.post(f"{page}xac-nhan/", words)

    assert "Chỉ còn một sáng kiến chờ." in text_of(superior.get(page))


def test_addendum_is_confirmed_by_the_unit(scene: Scene) -> None:
    visit = locked(scene.cast, at=clock.now())
    officer, superior = client_of(scene.cast.officer), client_of(scene.cast.superior_officer)
    page = f"/kiem-tra/don-vi/{visit.pk}/"

    superior.post(f"{page}phu-luc/", {"words": "Đính chính: bốn sáng kiến."})
    addendum = visit.addenda.get()
    assert "Đính chính: bốn sáng kiến." in text_of(officer.get(page))
    officer.post(page, {"intent": "accept_addendum", "addendum": addendum.pk})

    addendum.refresh_from_db()
    assert addendum.accepted_by == scene.cast.officer
    assert superior.get(f"{page}bien-ban/").status_code == 404


def _pages(visit: Visit) -> list[str]:
    finding = finding_of(visit)
    pages = [f"/kiem-tra/{visit.inspection_id}/", f"/kiem-tra/{visit.inspection_id}/huy/"]
    pages += [f"/kiem-tra/don-vi/{visit.pk}/{end}" for end in ("", "doan/", "bien-ban/")]
    pages += [f"/kiem-tra/don-vi/{visit.pk}/{end}" for end in ("xac-nhan/", "phu-luc/")]
    pages += [f"/kiem-tra/don-vi/{visit.pk}/bien-ban.{end}" for end in ("pdf", "docx")]
    return [
        *pages,
        f"/kiem-tra/kien-nghi/{finding.pk}/",
        f"/kiem-tra/kien-nghi/{finding.pk}/tep/1/",
    ]


def test_auditors_read_everything_and_press_nothing(scene: Scene) -> None:
    visit = locked(scene.cast, at=clock.now())
    pages, auditor = _pages(visit), client_of(scene.cast.auditor)
    finding = f"/kiem-tra/kien-nghi/{finding_of(visit).pk}/"
    own = f"/kiem-tra/don-vi/{visit.pk}/"

    read = {page for page in pages if auditor.get(page).status_code == 200}
    assert read == {pages[0], own, f"{own}bien-ban.pdf", f"{own}bien-ban.docx", finding}
    refused = [auditor.post(page, {"intent": "announce"}).status_code for page in pages]
    refused += [auditor.post(page, {"intent": "propose", "seen": 1}).status_code for page in pages]
    assert set(refused) <= {403, 404, 405}
    shown = auditor.get(pages[0]).content.decode()
    assert "huy/" not in shown
    assert "Thông báo cho các đơn vị" not in shown
    assert visit.inspection.title in text_of(auditor.get("/kiem-tra/"))
    assert finding_of(visit).remedy[:60] in text_of(auditor.get("/kiem-tra/kien-nghi/"))


def test_others_find_nothing(scene: Scene) -> None:
    pages, cast = _pages(locked(scene.cast, at=clock.now())), scene.cast
    for user in (cast.sister_officer, cast.author, cast.provincial_officer):
        browser = client_of(user)
        assert {browser.get(page).status_code for page in pages} == {404}
        assert {browser.post(page, {"intent": "answer"}).status_code for page in pages} <= {
            404,
            405,
        }


def test_minutes_leave_as_pdf_and_as_word_file(scene: Scene) -> None:
    visit = locked(scene.cast, at=clock.now())
    officer = client_of(scene.cast.officer)

    pdf = officer.get(f"/kiem-tra/don-vi/{visit.pk}/bien-ban.pdf")
    docx = officer.get(f"/kiem-tra/don-vi/{visit.pk}/bien-ban.docx")

    assert pdf.content.startswith(b"%PDF")
    assert docx.content.startswith(b"PK")


def test_registers_are_filtered_and_ask_as_often_for_many_as_for_few(scene: Scene) -> None:
    superior, officer = client_of(scene.cast.superior_officer), client_of(scene.cast.officer)
    pages = ["/kiem-tra/", "/kiem-tra/kien-nghi/"]
    counts = []
    for turn in range(2):
        for _number in range(1 + 2 * turn):
            locked(scene.cast, at=clock.now())
        asked = []
        for browser in (superior, officer):
            for page in pages:
                with CaptureQueriesContext(connection) as queries:
                    assert browser.get(page).status_code == 200
                asked.append(len(queries))
        counts.append(asked)

    assert counts[0] == counts[1]
    assert "Kiểm tra chương trình" not in text_of(superior.get("/kiem-tra/", {"loai": "giam-sat"}))
    assert "Xác nhận hoặc trả lại cả ba." in text_of(superior.get("/kiem-tra/kien-nghi/"))
    late = superior.get("/kiem-tra/kien-nghi/", {"muc": "qua-han"})
    assert "Không có kiến nghị nào" in text_of(late)


@pytest.mark.parametrize("cursor", ["x", "2026-13-40.1", "9" * 30])
def test_nonsense_in_the_address_is_the_first_page(scene: Scene, cursor: str) -> None:
    superior = client_of(scene.cast.superior_officer)

    for page in ("/kiem-tra/", "/kiem-tra/kien-nghi/"):
        assert superior.get(page, {"sau": cursor, "truoc": cursor}).status_code == 200


def test_members_have_no_register(scene: Scene) -> None:
    author = client_of(scene.cast.author)

    assert author.get("/kiem-tra/").status_code == 404
    assert author.get("/kiem-tra/kien-nghi/").status_code == 404
